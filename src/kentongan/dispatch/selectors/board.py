"""Rows of the ticket board: who was asked what, how far it is, what is late, who is rung next."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from kentongan.dispatch.enums import (
    ACTIVE_ASSIGNMENTS,
    BEFORE_ARRIVAL,
    ENDED_TICKETS,
    UNANSWERED_TICKETS,
    AssignmentState,
    DispatchMode,
    TicketState,
)
from kentongan.dispatch.models import Assignment, Ticket, ToldStep
from kentongan.dispatch.rules import (
    carries_patients,
    is_asked_why,
    late_s,
    may_arrive,
    next_ticket_due,
)
from kentongan.dispatch.selectors.escalation import chain_for_ticket
from kentongan.dispatch.types import NextEscalation, TicketRow, TicketUnit, ToldLine
from kentongan.geo.places import is_positioned
from kentongan.incidents.enums import Priority
from kentongan.incidents.models import Incident
from kentongan.incidents.selectors import not_hidden
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound
from kentongan.orgs.enums import OrgKind, Right
from kentongan.orgs.selectors import rights_of, within
from kentongan.orgs.types import Organisation

HANDED_OVER = (Priority.P1, Priority.P2, Priority.P3)
MOST_TOLD = 50


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
    """The tickets an actor may see, by priority, the latest against its promise first; agencies
    see their own.

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
    rows = _listed(_rows(list(tickets.order_by("-id")[:limit]), at))
    return sorted(rows, key=_urgency) if open_only else rows


def list_to_hand_over(org: Organisation, *, limit: int = 200) -> list[Ticket]:
    """What an agency hands from shift to shift: its open tickets of P1 to P3, and appointments."""
    if org.kind == OrgKind.CENTRE:
        return []
    urgent = Q(incident__priority__in=HANDED_OVER) | Q(state=TicketState.SCHEDULED)
    rows = Ticket.objects.filter(urgent, org_id=org.id).exclude(state__in=ENDED_TICKETS)
    return list(rows.select_related("incident").order_by("incident__priority", "id")[:limit])


def list_tickets_of(by: Actor, incident_id: UUID, *, at: datetime) -> list[TicketRow]:
    """The tickets of one incident that an actor may see, in the order they were forwarded."""
    tickets = _visible(by).filter(incident_id=incident_id).order_by("id")
    return _listed(_rows(list(tickets), at))


def ticket_among_others(
    by: Actor, ticket: Ticket, *, at: datetime
) -> tuple[TicketRow, list[TicketRow]]:
    """A ticket that the actor has accessed, whole, and the incident's other tickets as lists show
    them, in the order they were forwarded. Raises NotFound for one that it may not see.
    """
    tickets = _visible(by).filter(incident_id=ticket.incident_id).order_by("id")
    rows = _rows(list(tickets), at)
    found = next((row for row in rows if row.id == ticket.id), None)
    if found is None:
        raise NotFound(thing="Tiket")
    return found, _listed(row for row in rows if row is not found)


def list_told(ticket: Ticket) -> list[ToldLine]:
    """What the agency has told 112 about a ticket, by whom, the latest first."""
    if not ticket.told_by:
        return []
    rows = ToldStep.objects.filter(ticket=ticket).select_related("unit")
    return [
        ToldLine(
            step=row.step,
            call_sign=row.unit.call_sign if row.unit else "",
            method=row.method,
            name=row.name,
            noted_by=row.noted_by,
            noted_at=row.noted_at,
        )
        for row in rows.order_by("-noted_at", "-id")[:MOST_TOLD]
    ]


def _listed(rows: Iterable[TicketRow]) -> list[TicketRow]:
    return [row.listed() for row in rows]


def get_ticket_row(by: Actor, ticket_id: UUID, *, at: datetime) -> TicketRow | None:
    """One line of the board again, after the stream has told of a change; None when not seen."""
    rows = _rows(list(_visible(by).filter(id=ticket_id)), at)
    return rows[0] if rows else None


def _visible(by: Actor) -> QuerySet[Ticket]:
    rights = rights_of(by)
    scope = rights.scope(Right.SEE_TICKETS)
    own = Q(org_id__in=scope.org_ids)
    allowed = own | (within(scope) & not_hidden(rights, scope, incident="incident__"))
    return Ticket.objects.filter(allowed).select_related("incident", "org")


def _urgency(row: TicketRow) -> tuple[str, bool, int, str]:
    """P1 above all: a life does not wait below a tree that is later. Within a priority the latest
    on top, then what is due soonest, then by number.
    """
    return (row.priority, row.due_at is None, -row.late_s, row.number)


def _rows(tickets: Sequence[Ticket], at: datetime) -> list[TicketRow]:
    sent = _sent_on(ticket.id for ticket in tickets)
    return [_row(ticket, sent.get(ticket.id, ()), at) for ticket in tickets]


def _sent_on(ticket_ids: Iterable[UUID]) -> dict[UUID, list[Assignment]]:
    """By ticket whoever was sent and not called back: a ticket that is done still says who came."""
    found: dict[UUID, list[Assignment]] = defaultdict(list)
    rows = (
        Assignment.objects.filter(ticket_id__in=list(ticket_ids))
        .exclude(state__in=(AssignmentState.CANCELLED, AssignmentState.DECLINED))
        .select_related("unit")
        .order_by("assigned_at", "id")
    )
    for row in rows:
        found[row.ticket_id].append(row)
    return found


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
        assigned_at=row.assigned_at,
        since=since,
        arrival_claimed_at=claimed_at_of(row),
        arrival_proposed_at=proposed_at_of(row),
        arrival_reason=row.arrival_reason,
        arrival_note=row.arrival_note,
        carries_patients=carries_patients(row.unit.capabilities),
        help_asked_at=row.help_asked_at,
        help_wanted=tuple(row.help_wanted),
        way=row.way if row.state in BEFORE_ARRIVAL else "",
    )


def claimed_at_of(row: Assignment) -> datetime | None:
    """When a crew said that it was there, while it owes the reason why no position shows it."""
    return row.arrival_claimed_at if is_asked_why(row.arrival_claimed_at, row.state) else None


def proposed_at_of(row: Assignment) -> datetime | None:
    """Since when a unit's position is at the place, while nobody has said more of it."""
    is_open = row.arrival_claimed_at is None and may_arrive(row.state)
    return row.arrival_proposed_at if is_open else None


def _row(ticket: Ticket, sent: Sequence[Assignment], at: datetime) -> TicketRow:
    incident, due_at = ticket.incident, _due_at(ticket)
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
        address=incident.whole_address,
        coordinates=_coordinates(incident),
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
        help_under_way_at=ticket.help_under_way_at,
        first_unit_at=ticket.first_unit_at,
        on_scene_at=ticket.on_scene_at,
        arrival_missing=ticket.arrival_missing,
        attendance=ticket.attendance,
        reported_at=ticket.reported_at,
        closed_at=ticket.closed_at,
        due_at=due_at,
        late_s=late_s(due_at, at),
        escalation_level=ticket.escalation_level,
        next_escalation=_next_escalation(ticket, at),
        version=ticket.version,
        contact_safety=incident.contact_safety,
        is_restricted=incident.is_restricted,
        told_by=tuple(sorted(ticket.told_by.items())),
        units=tuple(ticket_unit(row) for row in sent if row.state in ACTIVE_ASSIGNMENTS),
        sent=tuple(dict.fromkeys(row.unit.call_sign for row in sent)),
        first_sent_at=sent[0].assigned_at if sent else None,
    )


def _coordinates(incident: Incident) -> str:
    """As a crew types them in; nothing where the place is an area only (practice.md §2.1)."""
    if incident.lat is None or incident.lon is None or not is_positioned(incident.place_quality):
        return ""
    return f"{incident.lat:.5f}, {incident.lon:.5f}"


def _due_at(ticket: Ticket) -> datetime | None:
    has_arrived = ticket.on_scene_at is not None or ticket.arrival_missing
    return next_ticket_due(
        ack_due_at=ticket.ack_due_at,
        arrival_due_at=ticket.arrival_due_at,
        is_answered=ticket.state not in UNANSWERED_TICKETS,
        has_arrived=has_arrived or ticket.state == TicketState.REPORTED,
        is_ended=ticket.state in ENDED_TICKETS,
    )


def _next_escalation(ticket: Ticket, at: datetime) -> NextEscalation | None:
    if ticket.escalate_at is None:
        return None
    chain = chain_for_ticket(ticket, at)
    level = chain[ticket.escalation_level % len(chain)]
    return NextEscalation(due_at=ticket.escalate_at, title=level.title, phone=level.phone)
