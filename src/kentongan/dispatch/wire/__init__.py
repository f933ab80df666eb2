"""Tickets, proposals and assignments as JSON."""

from uuid import UUID

import msgspec

from kentongan.dispatch import rules
from kentongan.dispatch.enums import (
    AssignmentState,
    ConditionState,
    DispatchMode,
    Help,
    TicketMethod,
    TicketState,
)
from kentongan.dispatch.models import Assignment, Ticket
from kentongan.dispatch.types import (
    ConditionRow,
    CoverLeft,
    CrewView,
    ProposedUnit,
    TicketRow,
    TicketUnit,
)
from kentongan.dispatch.wire.plans import WirePlan as WirePlan
from kentongan.dispatch.wire.plans import WirePlanState as WirePlanState
from kentongan.dispatch.wire.plans import plan_of as plan_of
from kentongan.dispatch.wire.plans import plan_state_of as plan_state_of
from kentongan.incidents.enums import PartyRole
from kentongan.kernel.text import mask_phone
from kentongan.regions.types import dotted
from kentongan.web.wire import RegionCode, Stamp, copied


class WireTicket(msgspec.Struct, kw_only=True):
    """What is asked of one agency about one incident."""

    id: UUID
    number: str
    incident_id: UUID
    org_id: UUID
    role: PartyRole
    mode: DispatchMode
    method: TicketMethod
    state: TicketState
    region: RegionCode
    capabilities: list[str]
    forwarded_at: Stamp
    read_at: Stamp | None
    accepted_at: Stamp | None
    accepted_by_name: str
    decline_reason: str
    decline_note: str
    passed_to: UUID | None
    scheduled_for: Stamp | None
    help_under_way_at: Stamp | None
    first_unit_at: Stamp | None
    on_scene_at: Stamp | None
    arrival_missing: bool
    """A unit has been there; when it came was never said."""
    attendance: str
    """ARRIVED; or why what was asked is over though nobody is known to have come."""
    told_by: dict[str, str]
    """By which way a step came (`accept`: `PHONE`), where not through the system."""
    their_reference: str
    report: str
    answers: dict[str, str]
    """What the form of this kind of incident asked."""
    declared_by: str
    reported_at: Stamp | None
    closed_at: Stamp | None
    ack_due_at: Stamp | None
    arrival_due_at: Stamp | None
    escalation_level: int
    updated_at: Stamp
    version: int
    steps: list[str]
    """What its lifecycle allows now; rights and rules may still refuse."""


class WireTicketUnit(msgspec.Struct, kw_only=True):
    """A unit on a ticket."""

    assignment_id: UUID
    unit_id: UUID
    call_sign: str
    state: AssignmentState
    since: Stamp
    arrival_claimed_at: Stamp | None
    arrival_proposed_at: Stamp | None
    """Since when its position is at the place; a person confirms it, or says no."""
    arrival_reason: str
    help_asked_at: Stamp | None
    """When its crew last asked for more than was sent."""
    help_wanted: list[Help]


class WireRing(msgspec.Struct, kw_only=True):
    """Whose telephone rings next, and when."""

    due_at: Stamp
    title: str
    phone: str


class WireTicketRow(msgspec.Struct, kw_only=True):
    """One line of the ticket board."""

    id: UUID
    number: str
    incident_id: UUID
    incident_number: str
    incident_state: str
    category: str
    priority: str
    region: RegionCode
    place_quality: str
    address: str
    org_id: UUID
    org_name: str
    role: PartyRole
    mode: DispatchMode
    method: TicketMethod
    state: TicketState
    forwarded_at: Stamp
    read_at: Stamp | None
    accepted_at: Stamp | None
    accepted_by_name: str
    decline_reason: str
    scheduled_for: Stamp | None
    help_under_way_at: Stamp | None
    first_unit_at: Stamp | None
    on_scene_at: Stamp | None
    arrival_missing: bool
    told_by: dict[str, str]
    reported_at: Stamp | None
    closed_at: Stamp | None
    due_at: Stamp | None
    late_s: int
    escalation_level: int
    next_escalation: WireRing | None
    units: list[WireTicketUnit]
    version: int


class WireCoverLeft(msgspec.Struct, kw_only=True):
    """What a unit that goes leaves for the next call of this kind, in percent of such calls."""

    within_s: int
    unreached_now_percent: float
    unreached_after_percent: float
    lost_percent: float
    """Expected cover that goes with it (MEXCLP), at the regency's share of busy units."""
    calls: int
    """Of how many calls of the past year; 0: the posts' own places were counted instead."""


class WireProposedUnit(msgspec.Struct, kw_only=True):
    """A unit that could go, with what is not known about it. Never a decision."""

    unit_id: UUID
    call_sign: str
    org_id: UUID
    org_name: str
    post_name: str
    kind: str
    state: str
    phone: str
    is_available: bool
    covers: bool
    missing: list[str]
    readiness_confirmed: bool
    minutes_low: int | None
    minutes_high: int | None
    distance_m: int | None
    basis: str | None
    cover_rank: int | None
    position_from: str
    position_age_s: int | None
    not_available_because: str
    unknowns: list[str]
    fills: str
    """The capability of the response plan that it would fill; empty where it fills none."""
    left: WireCoverLeft | None
    """Null where it is not known, and of a unit that does not stand ready for such calls."""
    crew_hours: float | None
    """Null where nobody has said who sits in it."""
    is_crew_tired: bool
    put_before_s: int
    """So much later it is there than one after it in this list; 0 of most, and of every P1."""


class WireProposal(msgspec.Struct, kw_only=True):
    """The units that could go, best first, and what the order rests on."""

    incident_id: UUID
    made_at: Stamp
    needs: list[str]
    by_travel_time: bool
    items: list[WireProposedUnit]
    available_count: int
    covering_count: int
    closed_roads: int
    """How many closures are reported now: the minutes lead around them."""
    roads_said_at: Stamp | None
    """When anybody last said anything of any road; null where nobody ever did."""
    unknowns: list[str]
    plan: WirePlanState | None
    """Null where the regency has no response plan for it (`unknowns`: NO_PLAN)."""


class WireAssignment(msgspec.Struct, kw_only=True):
    """One unit, sent to one incident on one ticket."""

    id: UUID
    ticket_id: UUID
    incident_id: UUID
    unit_id: UUID
    state: AssignmentState
    assigned_at: Stamp
    acknowledged_at: Stamp | None
    en_route_at: Stamp | None
    arrival_claimed_at: Stamp | None
    """When the crew first said that it was there and was asked why no position shows it."""
    on_scene_at: Stamp | None
    arrival_proof: str
    arrival_reason: str
    arrival_note: str
    transport_at: Stamp | None
    at_hospital_at: Stamp | None
    ended_at: Stamp | None
    end_reason: str
    override_reason: str
    ack_due_at: Stamp | None
    version: int
    steps: list[str]
    """What its lifecycle allows now; rights and rules may still refuse."""


class WireCondition(msgspec.Struct, kw_only=True):
    """What somebody was asked to make safe. Only `is_safe` is safe."""

    id: UUID
    incident_id: UUID
    incident_number: str
    org_id: UUID
    org_name: str
    kind: str
    name: str
    said: str
    """What is so now, as a crew reads it."""
    is_safe: bool
    state: ConditionState
    where: str
    method: TicketMethod
    asked_at: Stamp
    asked_name: str
    answered_at: Stamp | None
    answered_name: str
    note: str
    released_at: Stamp | None
    released_name: str
    due_at: Stamp | None
    escalation_level: int
    steps: list[str]
    region: RegionCode
    version: int


class WireTask(msgspec.Struct, kw_only=True):
    """What a crew's page shows. `place_is_certain` false: telephone the caller first."""

    unit_id: UUID
    call_sign: str
    unit_state: str
    readiness_confirmed: bool
    assignment_id: UUID | None
    assignment_state: str
    steps: list[str]
    assigned_at: Stamp | None
    arrival_claimed_at: Stamp | None
    arrival_proposed_at: Stamp | None
    arrival_proof: str
    ticket_id: UUID | None
    ticket_number: str
    incident_id: UUID | None
    incident_number: str
    category: str
    priority: str
    narrative: str
    region: RegionCode
    address: str
    lat: float | None
    lon: float | None
    accuracy_m: float | None
    place_quality: str
    place_is_certain: bool
    contact_safety: str
    report_count: int
    conditions: list[WireCondition]
    """What others were asked to make safe: read it before water is used."""
    others: list[WireTicketUnit]


def ticket_of(ticket: Ticket) -> WireTicket:
    """The ticket as acts answer it."""
    return copied(
        WireTicket,
        ticket,
        region=dotted(ticket.region),
        passed_to=ticket.passed_to_id,
        steps=list(rules.TICKETS.steps_from(ticket.state)),
    )


def ticket_row_of(row: TicketRow) -> WireTicketRow:
    """One line of the board."""
    ring = row.next_escalation
    return copied(
        WireTicketRow,
        row,
        region=dotted(row.region),
        told_by=dict(row.told_by),
        next_escalation=copied(WireRing, ring, phone=mask_phone(ring.phone)) if ring else None,
        units=[ticket_unit_of(unit) for unit in row.units],
    )


def ticket_unit_of(unit: TicketUnit) -> WireTicketUnit:
    """A unit on a ticket."""
    return copied(WireTicketUnit, unit)


def proposed_of(unit: ProposedUnit) -> WireProposedUnit:
    """A unit of a proposal."""
    return copied(WireProposedUnit, unit, left=_left_of(unit.left) if unit.left else None)


def _left_of(left: CoverLeft) -> WireCoverLeft:
    return WireCoverLeft(
        within_s=left.within_s,
        unreached_now_percent=round(left.unreached_now * 100, 1),
        unreached_after_percent=round(left.unreached_after * 100, 1),
        lost_percent=round(left.lost * 100, 1),
        calls=left.calls,
    )


def assignment_of(row: Assignment) -> WireAssignment:
    """An assignment."""
    steps = rules.steps_offered(row.state, row.unit.capabilities)
    return copied(WireAssignment, row, steps=list(steps))


def condition_of(row: ConditionRow) -> WireCondition:
    """What somebody was asked to make safe."""
    return copied(WireCondition, row, region=dotted(row.region), steps=list(row.steps))


def task_of(view: CrewView) -> WireTask:
    """What a crew's page shows."""
    return copied(
        WireTask,
        view,
        region=dotted(view.region),
        conditions=[condition_of(row) for row in view.conditions],
        others=[ticket_unit_of(unit) for unit in view.others],
    )
