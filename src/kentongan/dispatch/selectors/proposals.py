"""Usulan unit: computed, not guessed, and explained. People decide."""

from collections import Counter
from datetime import datetime
from uuid import UUID

from kentongan.dispatch.limits import POSITION_WORTHLESS
from kentongan.dispatch.rules import cover_tier, rank_units
from kentongan.dispatch.rules.ranking import SUPPORT, Needs, Question
from kentongan.dispatch.selectors.configuration import configuration
from kentongan.dispatch.types import Proposal
from kentongan.fleet.enums import UnitState
from kentongan.fleet.selectors import position_fresh, units_snapshot
from kentongan.geo.places import is_positioned
from kentongan.geo.points import Point
from kentongan.geo.roads.engine import travel
from kentongan.incidents.models import Incident
from kentongan.incidents.selectors import access_incident
from kentongan.kernel.actors import Actor
from kentongan.orgs.enums import Right
from kentongan.roads.selectors import closed_shapes, last_said_at

NEEDS_NOT_KNOWN = "NEEDS_NOT_KNOWN"
PLACE_NOT_CERTAIN = "PLACE_NOT_CERTAIN"
NO_UNIT = "NO_UNIT"


def proposals(
    by: Actor,
    incident_id: UUID,
    *,
    limit: int = 5,
    org_id: UUID | None = None,
    at: datetime,
) -> Proposal:
    """The units that could go, for one who may see units where the incident is, or has a part in
    it. Raises NotFound or NotAllowed for others: a camat sees the incident, not who has what.
    """
    incident = access_incident(by, incident_id, right=Right.SEE_UNITS)
    return propose_for(incident, limit=limit, org_id=org_id, at=at)


def propose_for(
    incident: Incident, *, limit: int = 5, org_id: UUID | None = None, at: datetime
) -> Proposal:
    """The units that could go to an incident that the caller has accessed, best first; those of
    one agency with `org_id`. None is hidden by its state.

    Below AREA_ESTIMATE there are no minutes: covering posts decide, and it is said so.
    """
    snapshot = units_snapshot()
    every = snapshot.units
    units = every if org_id is None else tuple(u for u in every if u.org_id == org_id)
    question = Question(
        goal=_goal(incident), region=incident.region, needs=_needs(incident, org_id, at), at=at,
        fresh=position_fresh(at), worthless=POSITION_WORTHLESS.lasts(at),
    )  # fmt: skip
    closed = closed_shapes(at)
    chosen = rank_units(units, snapshot.positions, question, travel=travel(closed), limit=limit)
    available = Counter(u.capabilities for u in units if u.state == UnitState.AVAILABLE)
    covering = sum(n for can, n in available.items() if cover_tier(can, question.needs) <= SUPPORT)
    return Proposal(
        incident_id=incident.id,
        made_at=at,
        needs=tuple(sorted(question.needs[0])) if question.needs else (),
        by_travel_time=question.goal is not None,
        units=chosen,
        available_count=available.total(),
        covering_count=covering,
        closed_roads=len(closed),
        roads_said_at=last_said_at(),
        unknowns=_unknowns(question, covering),
    )


def _goal(incident: Incident) -> Point | None:
    """A position, never the centre of an area (practice.md §2.1)."""
    if incident.lat is None or incident.lon is None or not is_positioned(incident.place_quality):
        return None
    return Point(incident.lat, incident.lon)


def _needs(incident: Incident, org_id: UUID | None, at: datetime) -> Needs:
    """What is asked for: of one agency its own part, else the lead's and the supporters'."""
    routes = configuration().routes_to(incident, at)
    asked = [route for route in routes if org_id is None or route.org_id == org_id]
    return [frozenset(route.capabilities) for route in asked if route.capabilities]


def _unknowns(question: Question, covering: int) -> tuple[str, ...]:
    facts = (
        (not question.needs, NEEDS_NOT_KNOWN),
        (question.goal is None, PLACE_NOT_CERTAIN),
        (covering == 0, NO_UNIT),
    )
    return tuple(code for holds, code in facts if holds)
