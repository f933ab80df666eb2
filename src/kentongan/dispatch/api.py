"""Tickets, proposals and assignments over HTTP."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from msgspec import Meta

from kentongan.dispatch import rules, selectors, services
from kentongan.dispatch.enums import (
    AssignmentState,
    DeclineReason,
    DispatchMode,
    TicketMethod,
    TicketState,
)
from kentongan.dispatch.models import Assignment, Ticket
from kentongan.dispatch.types import CrewView, ProposedUnit, TicketRow, TicketUnit
from kentongan.fleet.selectors import access_unit
from kentongan.incidents.enums import PartyRole
from kentongan.kernel import clock
from kentongan.kernel.errors import NotFound
from kentongan.kernel.text import mask_phone
from kentongan.orgs.enums import Right
from kentongan.regions.types import dotted
from kentongan.web.endpoints import Api, Endpoint, answer, created, etag
from kentongan.web.paging import decode_cursor, encode_cursor, page_size
from kentongan.web.requests import actor_of
from kentongan.web.wire import (
    Cursor,
    Limit,
    Line,
    Listed,
    Moment,
    RegionCode,
    Stamp,
    Text,
    stamp,
    stamp_or_none,
    utc,
)

api = Api(tag="Tickets and assignments")
ENDPOINTS: list[Endpoint] = api.endpoints

HERE = "/tickets/<uuid:ticket_id>"
ASSIGNMENT_STEPS: Sequence[str] = tuple(
    dict.fromkeys(transition.step for transition in rules.ASSIGNMENTS.transitions)
)


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


class TicketQuery(msgspec.Struct, kw_only=True):
    """Which tickets."""

    open: Annotated[bool, Meta(description="Only those that have not ended.")] = True
    org_id: UUID | None = None
    state: TicketState | None = None
    limit: Limit | None = None
    cursor: Cursor | None = None


class ProposalQuery(msgspec.Struct, kw_only=True):
    """How many units, of which agency."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 5
    org_id: UUID | None = None


class ForwardBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """To which agency; without one, to those that routing names for category and area."""

    org_id: UUID | None = None
    role: PartyRole = PartyRole.LEAD
    method: TicketMethod | None = None


class AcceptBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Who has accepted, by name."""

    name: Line


class DeclineBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Why not."""

    reason: DeclineReason
    note: Text = ""


class PassOnBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Whose it is instead."""

    to_org_id: UUID
    note: Text = ""


class AppointmentBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """When the work will be done, and who says so."""

    scheduled_for: Moment
    name: Line = ""


class ReportBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What was done."""

    text: Text


class TelephoneBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Who has answered the telephone there."""

    name: Line
    their_reference: Annotated[str, Meta(max_length=80)] = ""
    help_under_way: bool = False
    method: TicketMethod = TicketMethod.PHONE


class AssignBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Which unit; one that is not ready needs a reason."""

    unit_id: UUID
    override_reason: Line = ""


class StepBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Why, where a step needs it; when, if a phone was offline. Never later than now."""

    reason: Line = ""
    occurred_at: Moment | None = None


@api.get("/tickets", answer=Listed[WireTicketRow])
def list_tickets(request: HttpRequest, *, query: TicketQuery) -> HttpResponse:
    """The tickets you may see; open ones with the latest against its promise first."""
    limit = page_size(query.limit)
    rows = selectors.list_tickets(
        actor_of(request), open_only=query.open, org_id=query.org_id, state=query.state,
        after=decode_cursor(query.cursor, UUID)[0] if query.cursor is not None else None,
        limit=limit, at=clock.now(),
    )  # fmt: skip
    following = encode_cursor(min(row.id for row in rows)) if len(rows) == limit else None
    return answer(Listed(items=[_ticket_row(row) for row in rows], next=following))


@api.get(HERE, answer=WireTicket)
def get_ticket(request: HttpRequest, *, ticket_id: UUID) -> HttpResponse:
    """One ticket."""
    return _answered(selectors.access_ticket(actor_of(request), ticket_id))


@api.get("/incidents/<uuid:incident_id>/tickets", answer=Listed[WireTicketRow])
def list_tickets_of(request: HttpRequest, *, incident_id: UUID) -> HttpResponse:
    """The tickets of one incident, in the order in which they were forwarded."""
    rows = selectors.list_tickets_of(actor_of(request), incident_id, at=clock.now())
    return answer(Listed(items=[_ticket_row(row) for row in rows]))


@api.get("/incidents/<uuid:incident_id>/proposals", answer=WireProposal)
def propose_units(request: HttpRequest, *, incident_id: UUID, query: ProposalQuery) -> HttpResponse:
    """The units that could go, best first: computed, not guessed, and people decide."""
    found = selectors.proposals(
        actor_of(request), incident_id, limit=query.limit, org_id=query.org_id, at=clock.now()
    )
    return answer(
        WireProposal(
            incident_id=found.incident_id, made_at=stamp(found.made_at), needs=list(found.needs),
            by_travel_time=found.by_travel_time, items=[_proposed(unit) for unit in found.units],
            available_count=found.available_count, covering_count=found.covering_count,
            unknowns=list(found.unknowns),
        )
    )  # fmt: skip


@api.post("/incidents/<uuid:incident_id>/tickets", answer=WireTicket, status=201)
def forward_ticket(request: HttpRequest, *, incident_id: UUID, body: ForwardBody) -> HttpResponse:
    """Forward the incident to an agency; without `org_id` to those that routing names.

    Then the answer is the leading agency's ticket, and all are at `/incidents/{id}/tickets`.
    """
    by, at = actor_of(request), clock.now()
    if body.org_id is None:
        tickets = services.forward_by_routing(by=by, incident_id=incident_id, at=at)
        ticket = _leading(tickets)
    else:
        ticket = services.forward_ticket(
            by=by, incident_id=incident_id, org_id=body.org_id, role=body.role,
            method=body.method, at=at,
        )  # fmt: skip
    return _made(ticket)


@api.post("/incidents/<uuid:incident_id>/forward", answer=Listed[WireTicket])
def forward_by_routing(request: HttpRequest, *, incident_id: UUID) -> HttpResponse:
    """Forward the incident to every agency that routing names for its category and area."""
    tickets = services.forward_by_routing(
        by=actor_of(request), incident_id=incident_id, at=clock.now()
    )
    return answer(Listed(items=[_ticket(ticket) for ticket in tickets]))


@api.post(f"{HERE}/read", answer=WireTicket)
def read_ticket(request: HttpRequest, *, ticket_id: UUID) -> HttpResponse:
    """The agency has seen it. Nobody has accepted it yet."""
    return _answered(
        services.read_ticket(by=actor_of(request), ticket_id=ticket_id, at=clock.now())
    )


@api.post(f"{HERE}/accept", answer=WireTicket, example={"name": "Budi Santoso"})
def accept_ticket(request: HttpRequest, *, ticket_id: UUID, body: AcceptBody) -> HttpResponse:
    """The agency has it, and this person says so."""
    return _accepted(request, ticket_id, body)


@api.post(f"{HERE}/acknowledge", answer=WireTicket, example={"name": "Budi Santoso"})
def acknowledge_ticket(request: HttpRequest, *, ticket_id: UUID, body: AcceptBody) -> HttpResponse:
    """The same as `accept`, by the name that assignments use."""
    return _accepted(request, ticket_id, body)


@api.post(f"{HERE}/decline", answer=WireTicket, example={"reason": "OUTSIDE_AREA"})
def decline_ticket(request: HttpRequest, *, ticket_id: UUID, body: DeclineBody) -> HttpResponse:
    """The agency does not take it, and says why."""
    ticket = services.decline_ticket(
        by=actor_of(request), ticket_id=ticket_id, reason=body.reason, note=body.note,
        at=clock.now(),
    )  # fmt: skip
    return _answered(ticket)


@api.post(f"{HERE}/forward", answer=WireTicket, status=201)
def pass_on_ticket(request: HttpRequest, *, ticket_id: UUID, body: PassOnBody) -> HttpResponse:
    """Pass it on to another agency, whose new ticket is the answer."""
    ticket = services.pass_on_ticket(
        by=actor_of(request), ticket_id=ticket_id, to_org_id=body.to_org_id, note=body.note,
        at=clock.now(),
    )  # fmt: skip
    return _made(ticket)


@api.post(f"{HERE}/schedule", answer=WireTicket)
def schedule_ticket(
    request: HttpRequest, *, ticket_id: UUID, body: AppointmentBody
) -> HttpResponse:
    """The agency will come by appointment."""
    ticket = services.schedule_ticket(
        by=actor_of(request), ticket_id=ticket_id,
        scheduled_for=utc(body.scheduled_for, "scheduled_for"), name=body.name, at=clock.now(),
    )  # fmt: skip
    return _answered(ticket)


@api.post(f"{HERE}/report", answer=WireTicket)
def report_ticket(request: HttpRequest, *, ticket_id: UUID, body: ReportBody) -> HttpResponse:
    """The agency says what it has done."""
    ticket = services.report_ticket(
        by=actor_of(request), ticket_id=ticket_id, text=body.text, at=clock.now()
    )
    return _answered(ticket)


@api.post(f"{HERE}/telephone", answer=WireTicket)
def record_telephone(request: HttpRequest, *, ticket_id: UUID, body: TelephoneBody) -> HttpResponse:
    """Somebody has answered the agency's telephone: who, and whether help is under way."""
    ticket = services.record_telephone(
        by=actor_of(request), ticket_id=ticket_id, name=body.name,
        their_reference=body.their_reference, help_under_way=body.help_under_way,
        method=body.method, at=clock.now(),
    )  # fmt: skip
    return _answered(ticket)


@api.post(f"{HERE}/close", answer=WireTicket)
def close_ticket(request: HttpRequest, *, ticket_id: UUID) -> HttpResponse:
    """112 closes the ticket."""
    return _answered(
        services.close_ticket(by=actor_of(request), ticket_id=ticket_id, at=clock.now())
    )


@api.post(f"{HERE}/assignments", answer=WireAssignment, status=201)
def assign_unit(request: HttpRequest, *, ticket_id: UUID, body: AssignBody) -> HttpResponse:
    """Send a unit. Exactly one of two who try wins; the other is told who has it."""
    assignment = services.assign_unit(
        by=actor_of(request), ticket_id=ticket_id, unit_id=body.unit_id,
        override_reason=body.override_reason, at=clock.now(),
    )  # fmt: skip
    location = reverse("api:get-assignment", args=[assignment.id])
    return created(_assignment(assignment), location, version=assignment.version)


@api.get("/assignments/<uuid:assignment_id>", answer=WireAssignment)
def get_assignment(request: HttpRequest, *, assignment_id: UUID) -> HttpResponse:
    """One assignment, for those who may take its steps."""
    return _stepped(selectors.access_assignment(actor_of(request), assignment_id))


@api.post(
    "/assignments/<uuid:assignment_id>/<str:step>", answer=WireAssignment,
    choices={"step": ASSIGNMENT_STEPS},
)  # fmt: skip
def step_assignment(
    request: HttpRequest, *, assignment_id: UUID, step: str, body: StepBody
) -> HttpResponse:
    """Take a step of an assignment: by its crew, its agency, or 112 where the mode is DIRECT."""
    if step not in ASSIGNMENT_STEPS:
        raise NotFound(thing=step[:40])
    now = clock.now()
    assignment = services.step_assignment(
        by=actor_of(request), assignment_id=assignment_id, step=step, reason=body.reason,
        at=min(utc(body.occurred_at, "occurred_at"), now) if body.occurred_at else now,
    )  # fmt: skip
    return _stepped(assignment)


@api.get("/units/<uuid:unit_id>/task", answer=WireTask)
def get_task(request: HttpRequest, *, unit_id: UUID) -> HttpResponse:
    """What a crew's page shows: the task, the place as far as it is known, who else comes."""
    access_unit(actor_of(request), unit_id, right=Right.RUN_UNITS)
    return answer(_task(selectors.crew_view(unit_id, at=clock.now())))


def _accepted(request: HttpRequest, ticket_id: UUID, body: AcceptBody) -> HttpResponse:
    ticket = services.accept_ticket(
        by=actor_of(request), ticket_id=ticket_id, name=body.name, at=clock.now()
    )
    return _answered(ticket)


def _leading(tickets: list[Ticket]) -> Ticket:
    if not tickets:
        raise NotFound(thing="Instansi penerima")
    return next((t for t in tickets if t.role == PartyRole.LEAD), tickets[0])


def _made(ticket: Ticket) -> HttpResponse:
    location = reverse("api:get-ticket", args=[ticket.id])
    return created(_ticket(ticket), location, version=ticket.version)


def _answered(ticket: Ticket) -> HttpResponse:
    return answer(_ticket(ticket), headers={"ETag": etag(ticket.version)})


def _stepped(assignment: Assignment) -> HttpResponse:
    return answer(_assignment(assignment), headers={"ETag": etag(assignment.version)})


def _ticket(ticket: Ticket) -> WireTicket:
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


def _ticket_row(row: TicketRow) -> WireTicketRow:
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
        units=[_ticket_unit(unit) for unit in row.units],
        version=row.version,
    )


def _ticket_unit(unit: TicketUnit) -> WireTicketUnit:
    return WireTicketUnit(
        assignment_id=unit.assignment_id,
        unit_id=unit.unit_id,
        call_sign=unit.call_sign,
        state=AssignmentState(unit.state),
        since=stamp(unit.since),
    )


def _proposed(unit: ProposedUnit) -> WireProposedUnit:
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


def _assignment(row: Assignment) -> WireAssignment:
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


def _task(view: CrewView) -> WireTask:
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
        others=[_ticket_unit(unit) for unit in view.others],
    )
