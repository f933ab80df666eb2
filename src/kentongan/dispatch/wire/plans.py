"""Response plans as JSON: as they were decided, and as one stands for an incident."""

from collections.abc import Iterable
from uuid import UUID

import msgspec

from kentongan.dispatch.models import ResponsePlan
from kentongan.dispatch.selectors import levels_of
from kentongan.dispatch.types import PlanState
from kentongan.regions.types import dotted
from kentongan.web.wire import RegionCode, Stamp, copied, stamp, stamp_or_none


class WirePlanUnits(msgspec.Struct, kw_only=True):
    """So many units that can do this."""

    capability: str
    count: int


class WirePlanNeed(msgspec.Struct, kw_only=True):
    """One capability that the plan asks for by now."""

    capability: str
    count: int
    sent: list[str]
    """Call signs of those that are out."""
    proposed: list[str]
    """Call signs of those that could go now. Nobody has sent them."""
    missing: int
    uncovered: int
    """So many cannot be had now."""


class WirePlanOrg(msgspec.Struct, kw_only=True):
    """An organisation that the plan tells, or a neighbour's centre that it proposes to ask."""

    org_id: UUID
    name: str
    level: int
    told_at: Stamp | None
    was_reached: bool
    agreement: str
    """Of a neighbour; empty: none, and it is not proposed."""
    is_asked: bool


class WirePlanAdds(msgspec.Struct, kw_only=True):
    """What a higher alarm would add."""

    level: int
    units: list[WirePlanUnits]
    notify: list[str]
    aid: list[str]


class WirePlanState(msgspec.Struct, kw_only=True):
    """What the response plan asks for at the incident's alarm level, and how far that is met."""

    plan_id: int
    level: int
    needs: list[WirePlanNeed]
    notify: list[WirePlanOrg]
    aid: list[WirePlanOrg]
    uncounted: list[str]
    """Agencies that have told of help under way, with how many is not known here."""
    next_levels: list[WirePlanAdds]


class WirePlanLevel(msgspec.Struct, kw_only=True):
    """What one alarm level adds to those below it."""

    units: list[WirePlanUnits]
    notify: list[UUID]
    aid: list[UUID]
    """Neighbours' centres that are proposed to be asked."""


class WirePlan(msgspec.Struct, kw_only=True):
    """A plan as it was decided; what is empty is any."""

    id: int
    category: str
    family: str
    priority: str
    region: RegionCode
    hours_from: str
    """`22:00`, in the node's own time; later than `hours_until` it runs over midnight."""
    hours_until: str
    levels: list[WirePlanLevel]
    legal_basis: str
    valid_from: Stamp
    valid_until: Stamp | None


def plan_state_of(state: PlanState) -> WirePlanState:
    """How far a response plan is met."""
    return copied(
        WirePlanState,
        state,
        needs=[copied(WirePlanNeed, each) for each in state.needs],
        notify=[copied(WirePlanOrg, each) for each in state.notify],
        aid=[copied(WirePlanOrg, each) for each in state.aid],
        next_levels=[
            copied(WirePlanAdds, each, units=units_of(each.units)) for each in state.next_levels
        ],
    )


def units_of(units: Iterable[tuple[str, int]]) -> list[WirePlanUnits]:
    """Lines of a plan."""
    return [WirePlanUnits(capability=capability, count=count) for capability, count in units]


def plan_of(row: ResponsePlan) -> WirePlan:
    """A plan as it was decided."""
    levels = [
        WirePlanLevel(units=units_of(level.units), notify=list(level.notify), aid=list(level.aid))
        for level in levels_of(row)
    ]
    return WirePlan(
        id=row.id, category=row.category, family=row.family, priority=row.priority,
        region=dotted(row.region), hours_from=row.hours_from, hours_until=row.hours_until,
        levels=levels, legal_basis=row.legal_basis, valid_from=stamp(row.valid_from),
        valid_until=stamp_or_none(row.valid_until),
    )  # fmt: skip
