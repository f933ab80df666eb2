"""What a unit's own position says of its arrival."""

from datetime import datetime
from uuid import UUID

from kentongan.dispatch import rules
from kentongan.dispatch.enums import ArrivalProof
from kentongan.dispatch.limits import ARRIVED_WITHIN
from kentongan.dispatch.models import Assignment
from kentongan.fleet.selectors import find_position, position_fresh
from kentongan.geo.places import is_positioned
from kentongan.geo.points import Point, distance_m
from kentongan.incidents.models import Incident


def arrival_proof_of(
    assignment: Assignment, at: datetime, *, here: Point | None = None
) -> ArrivalProof:
    """NEAR or FAR by where the phone was when it was pressed (`here`), else by the unit's fresh
    position; UNKNOWN where there is neither, or the place has no point.
    """
    place = place_point(assignment.ticket.incident)
    point = here or _fresh_point(assignment.unit_id, at)
    within_m = ARRIVED_WITHIN.at(at)
    if place is None or point is None:
        return rules.arrival_proof(None, None, within_m=within_m)
    away_m = distance_m(point, place)
    accuracy_m = assignment.ticket.incident.accuracy_m
    return rules.arrival_proof(away_m, accuracy_m, within_m=within_m)


def _fresh_point(unit_id: UUID, at: datetime) -> Point | None:
    position = find_position(unit_id)
    if position is None or position.age(at) > position_fresh(at):
        return None
    return position.point


def place_point(incident: Incident) -> Point | None:
    """The point of an incident that has one; an area's centre is none (practice.md §2.1)."""
    if not is_positioned(incident.place_quality) or incident.lat is None or incident.lon is None:
        return None
    return Point(incident.lat, incident.lon)
