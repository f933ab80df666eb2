"""Usulan unit: computed, not guessed, and explained. People decide."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from kentongan.dispatch.limits import POSITION_WORTHLESS
from kentongan.dispatch.rules import Weighing, cover_tier, fill, rank_units
from kentongan.dispatch.rules.ranking import SUPPORT, Needs, Question
from kentongan.dispatch.selectors.configuration import configuration
from kentongan.dispatch.selectors.cover import cover_map, weights_at
from kentongan.dispatch.selectors.plans import PlanChoice, find_plan_state, list_fitting
from kentongan.dispatch.selectors.ways import local_hour
from kentongan.dispatch.types import PlanState, Proposal, ProposedUnit
from kentongan.fleet.enums import UnitState
from kentongan.fleet.selectors import position_fresh, units_snapshot
from kentongan.fleet.types import Snapshot, UnitRecord
from kentongan.geo.places import PlaceQuality, is_positioned
from kentongan.geo.points import Point
from kentongan.geo.roads.engine import travel
from kentongan.geo.travel import Travel
from kentongan.incidents.models import Incident
from kentongan.incidents.selectors import access_incident
from kentongan.incidents.types import Category
from kentongan.kernel.actors import Actor
from kentongan.orgs.enums import Right
from kentongan.roads.selectors import closed_shapes, last_said_at

NEEDS_NOT_KNOWN = "NEEDS_NOT_KNOWN"
PLACE_NOT_CERTAIN = "PLACE_NOT_CERTAIN"
NO_UNIT = "NO_UNIT"
NO_PLAN = "NO_PLAN"
"""The regency has no response plan for it."""
COVER_NOT_MEASURED = "COVER_NOT_MEASURED"
"""What a unit would leave behind is not known yet on this node."""


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

    Those that would fill what its response plan still lacks come before the others. Below
    AREA_ESTIMATE there are no minutes: covering posts decide, and it is said so.
    """
    snapshot = units_snapshot()
    every = snapshot.units
    units = every if org_id is None else tuple(u for u in every if u.org_id == org_id)
    question = Question(
        goal=_goal(incident), region=incident.region, needs=_needs(incident, org_id, at), at=at,
        fresh=position_fresh(at), worthless=POSITION_WORTHLESS.lasts(at),
    )  # fmt: skip
    closed = closed_shapes(at)
    ways = travel(closed, hour=local_hour(at))
    weighing = _weighing(incident, every, question)
    chosen = rank_units(
        units, snapshot.positions, question, travel=ways, limit=limit, weighing=weighing
    )
    plan = find_plan_state(incident)
    filling = _filling(plan, snapshot, question, ways) if plan else []
    available = Counter(u.capabilities for u in units if u.state == UnitState.AVAILABLE)
    covering = sum(n for can, n in available.items() if cover_tier(can, question.needs) <= SUPPORT)
    return Proposal(
        incident_id=incident.id,
        made_at=at,
        needs=tuple(sorted(question.needs[0])) if question.needs else (),
        by_travel_time=question.goal is not None,
        units=_first(filling, chosen, org_id)[:limit],
        available_count=available.total(),
        covering_count=covering,
        closed_roads=len(closed),
        roads_said_at=last_said_at(),
        unknowns=_unknowns(question, covering, plan),
        plan=_with_proposed(plan, filling) if plan else None,
    )


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """An incident that has not happened: what, where, how urgent, when, and at which alarm."""

    category: Category
    priority: str
    region: str
    point: Point | None
    alarm_level: int
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class PlanTrial:
    """All plans that fit, the one that holds first, and the proposal that comes of it."""

    fitting: list[PlanChoice]
    proposal: Proposal


def propose_for_rehearsed(asked: Rehearsed, *, limit: int, at: datetime) -> PlanTrial:
    """Which plans fit an incident that has not happened, and who could go to it now. Writes
    nothing, and asks for nobody's data.
    """
    incident = Incident(
        category=asked.category.code, family=asked.category.family, priority=asked.priority,
        region=asked.region, alarm_level=asked.alarm_level, opened_at=asked.opened_at,
        lat=asked.point.lat if asked.point else None,
        lon=asked.point.lon if asked.point else None,
        place_quality=PlaceQuality.EXACT if asked.point else PlaceQuality.DISTRICT_ONLY,
    )  # fmt: skip
    return PlanTrial(list_fitting(incident), propose_for(incident, limit=limit, at=at))


def _weighing(incident: Incident, units: Iterable[UnitRecord], question: Question) -> Weighing:
    """What each unit would leave for the next such call: of all agencies those that stand ready
    for what is needed most count.
    """
    need = question.needs[0] if question.needs else frozenset()
    able = (
        unit for unit in units
        if unit.state == UnitState.AVAILABLE and need <= unit.capabilities
    ) if need else ()  # fmt: skip
    at = question.at
    return Weighing(cover_map(), need, able, weights_at(at), priority=incident.priority, at=at)


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


def _filling(
    plan: PlanState, snapshot: Snapshot, question: Question, ways: Travel
) -> list[ProposedUnit]:
    """The units of all agencies that would fill what the plan lacks, one unit one line: those that
    are confirmed before the others, then the nearest.
    """
    slots = [capability for capability, count in plan.missing for _ in range(count)]
    wanted, available = frozenset(slots), UnitState.AVAILABLE
    able = [u for u in snapshot.units if u.state == available and u.capabilities & wanted]
    ranked = rank_units(
        able, snapshot.positions, replace(question, needs=()), travel=ways, limit=len(able)
    )
    can = {unit.id: unit.capabilities for unit in able}
    filled = fill(slots, [can[unit.unit_id] for unit in ranked])
    return [replace(ranked[n], fills=slots[slot]) for slot, n in sorted(filled.items())]


def _first(
    filling: Iterable[ProposedUnit], chosen: tuple[ProposedUnit, ...], org_id: UUID | None
) -> tuple[ProposedUnit, ...]:
    """The units of the plan, then the others in their order; of one agency with `org_id`."""
    first = tuple(unit for unit in filling if org_id is None or unit.org_id == org_id)
    ids = {unit.unit_id for unit in first}
    return (*first, *(unit for unit in chosen if unit.unit_id not in ids))


def _with_proposed(plan: PlanState, filling: Iterable[ProposedUnit]) -> PlanState:
    signs: dict[str, list[str]] = {}
    for unit in filling:
        signs.setdefault(unit.fills, []).append(unit.call_sign)
    needs = (replace(n, proposed=tuple(signs.get(n.capability, ()))) for n in plan.needs)
    return replace(plan, needs=tuple(needs))


def _unknowns(question: Question, covering: int, plan: PlanState | None) -> tuple[str, ...]:
    facts = (
        (not question.needs, NEEDS_NOT_KNOWN),
        (question.goal is None, PLACE_NOT_CERTAIN),
        (covering == 0, NO_UNIT),
        (plan is None, NO_PLAN),
        (cover_map() is None, COVER_NOT_MEASURED),
    )
    return tuple(code for holds, code in facts if holds)
