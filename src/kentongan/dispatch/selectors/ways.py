"""What reported closures mean for units that have not arrived yet."""

import math
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from kentongan.dispatch.enums import BEFORE_ARRIVAL, WayState
from kentongan.dispatch.limits import POSITION_WORTHLESS
from kentongan.dispatch.models import Assignment
from kentongan.dispatch.selectors.arrivals import place_point
from kentongan.dispatch.types import WayAhead
from kentongan.fleet.selectors import units_snapshot
from kentongan.geo.points import Point
from kentongan.geo.roads.engine import road_travel
from kentongan.incidents.models import Incident
from kentongan.journal.selectors import node
from kentongan.roads.selectors import closed_shapes, closures_near, last_said_at

AT_ONCE = 10
"""So many in one round of the timekeeper: a search takes some hundredths of a second."""
WORTH_SAYING_S = 20.0
"""A closure that costs less is no news to who drives."""


def way_ahead(unit_id: UUID, incident: Incident, at: datetime) -> WayAhead:
    """The way of a unit to an incident, around what is reported closed at that moment."""
    goal = place_point(incident)
    near = closures_near(goal, at) if goal else []
    way, seconds, by_road = _look_up(goal, start_of(unit_id, at), at)
    return WayAhead(
        way=way,
        by_road=by_road,
        minutes=None if seconds is None else max(math.ceil(seconds / 60), 1),
        last_said_at=last_said_at(),
        closed=tuple(near),
    )


def way_state(unit_id: UUID, incident: Incident, at: datetime) -> str:
    """The same as a code of WayState; empty where nothing is known."""
    return _look_up(place_point(incident), start_of(unit_id, at), at)[0]


def _look_up(
    goal: Point | None, start: Point | None, at: datetime
) -> tuple[str, float | None, bool]:
    usual, shapes = road_travel(hour=local_hour(at)), closed_shapes(at)
    if usual is None or goal is None or start is None:
        return "", None, False
    if not shapes:  # nothing to look up, on most nights
        return "", None, True
    if not (usual.knows(goal) and usual.knows(start)):
        return "", None, False
    direct = usual.way(goal, start)
    if direct is None:  # no closure has done that
        return "", None, True
    around = usual.avoiding(shapes)
    if not around.is_closed(direct):
        return "", direct.seconds, True
    left = around.way(goal, start)
    if left is None:
        return str(WayState.CUT_OFF), None, True
    costs_time = left.seconds > direct.seconds + WORTH_SAYING_S
    return str(WayState.DETOUR) if costs_time else "", left.seconds, True


def local_hour(at: datetime) -> int:
    """The hour by the node's own clock: what the roads take depends on it."""
    return at.astimezone(ZoneInfo(node().zone)).hour


def start_of(unit_id: UUID, at: datetime) -> Point | None:
    """Where the unit said last that it is; its post, as in a proposal, where that says nothing."""
    snapshot = units_snapshot()
    position = snapshot.positions.get(unit_id)
    post = next((unit.post_point for unit in snapshot.units if unit.id == unit_id), None)
    if position is None or (post and position.age(at) > POSITION_WORTHLESS.lasts(at)):
        return post
    return position.point


def ways_to_check(now: datetime) -> list[tuple[UUID, datetime]]:
    """The assignments whose way is to be looked up, the longest waiting first."""
    rows = Assignment.objects.filter(way_check_at__lte=now).order_by("way_check_at", "id")
    return [(key, due) for key, due in rows.values_list("id", "way_check_at")[:AT_ONCE] if due]


def is_on_its_way(assignment: Assignment) -> bool:
    """Whether a unit still has to get there."""
    return assignment.state in BEFORE_ARRIVAL
