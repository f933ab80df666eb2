"""Tickets, proposals and assignments as JSON."""

from uuid import UUID

import msgspec

from kentongan.dispatch import rules
from kentongan.dispatch.enums import AssignmentState, DispatchMode, TicketMethod, TicketState
from kentongan.dispatch.models import Assignment, Ticket
from kentongan.dispatch.types import CrewView, ProposedUnit, TicketRow, TicketUnit
from kentongan.incidents.enums import PartyRole
from kentongan.kernel.text import mask_phone
from kentongan.regions.types import dotted
from kentongan.web.wire import RegionCode, Stamp, stamp, stamp_or_none


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
    first_unit_at: Stamp | None
    on_scene_at: Stamp | None
    their_reference: str
    report: str
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
    first_unit_at: Stamp | None
    on_scene_at: Stamp | None
    reported_at: Stamp | None
    closed_at: Stamp | None
    due_at: Stamp | None
    late_s: int
    escalation_level: int
    next_escalation: WireRing | None
    units: list[WireTicketUnit]
    version: int


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


class WireProposal(msgspec.Struct, kw_only=True):
    """The units that could go, best first, and what the order rests on."""

    incident_id: UUID
    made_at: Stamp
    needs: list[str]
    by_travel_time: bool
    items: list[WireProposedUnit]
    available_count: int
    covering_count: int
    unknowns: list[str]


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
    on_scene_at: Stamp | None
    transport_at: Stamp | None
    at_hospital_at: Stamp | None
    ended_at: Stamp | None
    end_reason: str
    override_reason: str
    ack_due_at: Stamp | None
    version: int
    steps: list[str]
    """What its lifecycle allows now; rights and rules may still refuse."""


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
    others: list[WireTicketUnit]


def ticket_of(ticket: Ticket) -> WireTicket:
    """The ticket as acts answer it."""
    return WireTicket(
        id=ticket.id,
        number=ticket.number,
        incident_id=ticket.incident_id,
        org_id=ticket.org_id,
        role=PartyRole(ticket.role),
        mode=DispatchMode(ticket.mode),
        method=TicketMethod(ticket.method),
        state=TicketState(ticket.state),
        region=dotted(ticket.region),
        capabilities=list(ticket.capabilities),
        forwarded_at=stamp(ticket.forwarded_at),
        read_at=stamp_or_none(ticket.read_at),
        accepted_at=stamp_or_none(ticket.accepted_at),
        accepted_by_name=ticket.accepted_by_name,
        decline_reason=ticket.decline_reason,
        decline_note=ticket.decline_note,
        passed_to=ticket.passed_to_id,
        scheduled_for=stamp_or_none(ticket.scheduled_for),
        first_unit_at=stamp_or_none(ticket.first_unit_at),
        on_scene_at=stamp_or_none(ticket.on_scene_at),
        their_reference=ticket.their_reference,
        report=ticket.report,
        reported_at=stamp_or_none(ticket.reported_at),
        closed_at=stamp_or_none(ticket.closed_at),
        ack_due_at=stamp_or_none(ticket.ack_due_at),
        arrival_due_at=stamp_or_none(ticket.arrival_due_at),
        escalation_level=ticket.escalation_level,
        updated_at=stamp(ticket.updated_at),
        version=ticket.version,
        steps=list(rules.TICKETS.steps_from(ticket.state)),
    )


def ticket_row_of(row: TicketRow) -> WireTicketRow:
    """One line of the board."""
    ring = row.next_escalation
    return WireTicketRow(
        id=row.id,
        number=row.number,
        incident_id=row.incident_id,
        incident_number=row.incident_number,
        incident_state=row.incident_state,
        category=row.category,
        priority=row.priority,
        region=dotted(row.region),
        place_quality=row.place_quality,
        address=row.address,
        org_id=row.org_id,
        org_name=row.org_name,
        role=PartyRole(row.role),
        mode=row.mode,
        method=TicketMethod(row.method),
        state=TicketState(row.state),
        forwarded_at=stamp(row.forwarded_at),
        read_at=stamp_or_none(row.read_at),
        accepted_at=stamp_or_none(row.accepted_at),
        accepted_by_name=row.accepted_by_name,
        decline_reason=row.decline_reason,
        scheduled_for=stamp_or_none(row.scheduled_for),
        first_unit_at=stamp_or_none(row.first_unit_at),
        on_scene_at=stamp_or_none(row.on_scene_at),
        reported_at=stamp_or_none(row.reported_at),
        closed_at=stamp_or_none(row.closed_at),
        due_at=stamp_or_none(row.due_at),
        late_s=row.late_s,
        escalation_level=row.escalation_level,
        next_escalation=WireRing(
            due_at=stamp(ring.due_at), title=ring.title, phone=mask_phone(ring.phone)
        )
        if ring
        else None,
        units=[ticket_unit_of(unit) for unit in row.units],
        version=row.version,
    )


def ticket_unit_of(unit: TicketUnit) -> WireTicketUnit:
    """A unit on a ticket."""
    return WireTicketUnit(
        assignment_id=unit.assignment_id,
        unit_id=unit.unit_id,
        call_sign=unit.call_sign,
        state=AssignmentState(unit.state),
        since=stamp(unit.since),
    )


def proposed_of(unit: ProposedUnit) -> WireProposedUnit:
    """A unit of a proposal."""
    return WireProposedUnit(
        unit_id=unit.unit_id,
        call_sign=unit.call_sign,
        org_id=unit.org_id,
        org_name=unit.org_name,
        post_name=unit.post_name,
        kind=unit.kind,
        state=unit.state,
        phone=unit.phone,
        is_available=unit.is_available,
        covers=unit.covers,
        missing=list(unit.missing),
        readiness_confirmed=unit.readiness_confirmed,
        minutes_low=unit.minutes_low,
        minutes_high=unit.minutes_high,
        distance_m=unit.distance_m,
        basis=unit.basis,
        cover_rank=unit.cover_rank,
        position_from=unit.position_from,
        position_age_s=unit.position_age_s,
        not_available_because=unit.not_available_because,
        unknowns=list(unit.unknowns),
    )


def assignment_of(row: Assignment) -> WireAssignment:
    """An assignment."""
    return WireAssignment(
        id=row.id,
        ticket_id=row.ticket_id,
        incident_id=row.incident_id,
        unit_id=row.unit_id,
        state=AssignmentState(row.state),
        assigned_at=stamp(row.assigned_at),
        acknowledged_at=stamp_or_none(row.acknowledged_at),
        en_route_at=stamp_or_none(row.en_route_at),
        on_scene_at=stamp_or_none(row.on_scene_at),
        transport_at=stamp_or_none(row.transport_at),
        at_hospital_at=stamp_or_none(row.at_hospital_at),
        ended_at=stamp_or_none(row.ended_at),
        end_reason=row.end_reason,
        override_reason=row.override_reason,
        ack_due_at=stamp_or_none(row.ack_due_at),
        version=row.version,
        steps=list(rules.ASSIGNMENTS.steps_from(row.state)),
    )


def task_of(view: CrewView) -> WireTask:
    """What a crew's page shows."""
    return WireTask(
        unit_id=view.unit_id,
        call_sign=view.call_sign,
        unit_state=view.unit_state,
        readiness_confirmed=view.readiness_confirmed,
        assignment_id=view.assignment_id,
        assignment_state=view.assignment_state,
        steps=list(view.steps),
        assigned_at=stamp_or_none(view.assigned_at),
        ticket_id=view.ticket_id,
        ticket_number=view.ticket_number,
        incident_id=view.incident_id,
        incident_number=view.incident_number,
        category=view.category,
        priority=view.priority,
        narrative=view.narrative,
        region=dotted(view.region),
        address=view.address,
        lat=view.lat,
        lon=view.lon,
        accuracy_m=view.accuracy_m,
        place_quality=view.place_quality,
        place_is_certain=view.place_is_certain,
        contact_safety=view.contact_safety,
        report_count=view.report_count,
        others=[ticket_unit_of(unit) for unit in view.others],
    )
