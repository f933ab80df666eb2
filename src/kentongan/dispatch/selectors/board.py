"""Rows of the ticket board: who was asked what, how far it is, what is late, who is rung next."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from kentongan.dispatch.enums import (
    ACTIVE_ASSIGNMENTS,
    ENDED_TICKETS,
    UNANSWERED_TICKETS,
    DispatchMode,
    TicketState,
)
from kentongan.dispatch.models import Assignment, Ticket
from kentongan.dispatch.rules import late_s, next_ticket_due
from kentongan.dispatch.selectors.escalation import chain_for_ticket
from kentongan.dispatch.types import NextEscalation, TicketRow, TicketUnit
from kentongan.kernel.actors import Actor
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of, within


def list_tickets(
    by: Actor,
    *,
    open_only: bool = True,
    org_id: UUID | None = None,
    state: str | None = None,
    after: UUID | None = None,
    limit: int = 200,
    at: datetime,
) -> list[TicketRow]:
    """The tickets an actor may see, the latest against its promise first; agencies see their own.

    With `after` (a ticket's id) the next older page, newest first before sorting.
    """
    tickets = _visible(by)
    if open_only:
        tickets = tickets.exclude(state__in=ENDED_TICKETS)
    if org_id is not None:
        tickets = tickets.filter(org_id=org_id)
    if state is not None:
        tickets = tickets.filter(state=state)
    if after is not None:
        tickets = tickets.filter(id__lt=after)
    rows = _rows(list(tickets.order_by("-id")[:limit]), at)
    return sorted(rows, key=_urgency) if open_only else rows


def list_tickets_of(by: Actor, incident_id: UUID, *, at: datetime) -> list[TicketRow]:
    """The tickets of one incident that an actor may see, in the order they were forwarded."""
    tickets = _visible(by).filter(incident_id=incident_id).order_by("id")
    return _rows(list(tickets), at)


def get_ticket_row(by: Actor, ticket_id: UUID, *, at: datetime) -> TicketRow | None:
    """One line of the board again, after the stream has told of a change; None when not seen."""
    rows = _rows(list(_visible(by).filter(id=ticket_id)), at)
    return rows[0] if rows else None


def _visible(by: Actor) -> QuerySet[Ticket]:
    scope = rights_of(by).scope(Right.SEE_TICKETS)
    allowed: Q = within(scope, org_lookup="org_id")
    return Ticket.objects.filter(allowed).select_related("incident", "org")


def _urgency(row: TicketRow) -> tuple[bool, int, str]:
    """Late ones first, the latest of all on top; then what is due soonest; then by number."""
    return (row.due_at is None, -row.late_s, row.number)


def _rows(tickets: Sequence[Ticket], at: datetime) -> list[TicketRow]:
    units = units_of(ticket.id for ticket in tickets)
    return [_row(ticket, units.get(ticket.id, ()), at) for ticket in tickets]


def units_of(ticket_ids: Iterable[UUID]) -> dict[UUID, tuple[TicketUnit, ...]]:
    """The units that are out, by ticket."""
    found: dict[UUID, list[TicketUnit]] = defaultdict(list)
    rows = (
        Assignment.objects.filter(ticket_id__in=list(ticket_ids), state__in=ACTIVE_ASSIGNMENTS)
        .select_related("unit")
        .order_by("assigned_at", "id")
    )
    for row in rows:
        found[row.ticket_id].append(ticket_unit(row))
    return {ticket_id: tuple(units) for ticket_id, units in found.items()}


def ticket_unit(row: Assignment) -> TicketUnit:
    """One unit on a ticket; `since` is the moment of its last step."""
    stamps = (
        row.ended_at, row.at_hospital_at, row.transport_at, row.on_scene_at, row.en_route_at,
        row.acknowledged_at,
    )  # fmt: skip
    since = next((stamp for stamp in stamps if stamp is not None), row.assigned_at)
    return TicketUnit(
        assignment_id=row.id,
        unit_id=row.unit_id,
        call_sign=row.unit.call_sign,
        state=row.state,
        since=since,
    )


def _row(ticket: Ticket, units: tuple[TicketUnit, ...], at: datetime) -> TicketRow:
    incident = ticket.incident
    due_at = next_ticket_due(
        ack_due_at=ticket.ack_due_at,
        arrival_due_at=ticket.arrival_due_at,
        is_answered=ticket.state not in UNANSWERED_TICKETS,
        has_arrived=ticket.on_scene_at is not None or ticket.state == TicketState.REPORTED,
        is_ended=ticket.state in ENDED_TICKETS,
    )
    return TicketRow(
        id=ticket.id,
        number=ticket.number,
        incident_id=incident.id,
        incident_number=incident.number,
        incident_state=incident.state,
        category=incident.category,
        priority=incident.priority,
        region=incident.region,
        place_quality=incident.place_quality,
        address=incident.address,
        org_id=ticket.org_id,
        org_name=ticket.org.short_name,
        role=ticket.role,
        mode=DispatchMode(ticket.mode),
        method=ticket.method,
        state=ticket.state,
        forwarded_at=ticket.forwarded_at,
        read_at=ticket.read_at,
        accepted_at=ticket.accepted_at,
        accepted_by_name=ticket.accepted_by_name,
        decline_reason=ticket.decline_reason,
        scheduled_for=ticket.scheduled_for,
        first_unit_at=ticket.first_unit_at,
        on_scene_at=ticket.on_scene_at,
        reported_at=ticket.reported_at,
        closed_at=ticket.closed_at,
        due_at=due_at,
        late_s=late_s(due_at, at),
        escalation_level=ticket.escalation_level,
        next_escalation=_next_escalation(ticket, at),
        version=ticket.version,
        units=units,
    )


def _next_escalation(ticket: Ticket, at: datetime) -> NextEscalation | None:
    if ticket.escalate_at is None:
        return None
    chain = chain_for_ticket(ticket, at)
    level = chain[min(ticket.escalation_level, len(chain) - 1)]
    return NextEscalation(due_at=ticket.escalate_at, title=level.title, phone=level.phone)
