"""112 forwards: a ticket to one agency, to all that the routing names, or by telephone."""

from datetime import datetime
from uuid import UUID

from kentongan.dispatch import errors, events, rules
from kentongan.dispatch.enums import (
    ENDED_TICKETS,
    DispatchMode,
    TicketMethod,
    TicketState,
)
from kentongan.dispatch.models import Ticket
from kentongan.dispatch.selectors import access_ticket, configuration
from kentongan.dispatch.services.change import (
    record_ticket,
    save_ticket,
    step_ticket,
    ticket_facts,
)
from kentongan.dispatch.services.escalation import start_unit_clock
from kentongan.dispatch.services.telephone import note_departed
from kentongan.dispatch.services.told import keep_told
from kentongan.dispatch.types import Told
from kentongan.fleet.selectors import capabilities_of
from kentongan.incidents import selectors as incident_selectors
from kentongan.incidents import services as incidents
from kentongan.incidents.enums import ENDED_STATES, PartyRole
from kentongan.incidents.models import Incident
from kentongan.journal import services as journal
from kentongan.kernel import clock
from kentongan.kernel.actors import Actor
from kentongan.kernel.text import require_storable
from kentongan.orgs.enums import Right
from kentongan.orgs.models import Organisation
from kentongan.orgs.selectors import get_org

NUMBERS = "TKT"
FORWARDING = (Right.FORWARD_TICKETS, Right.ANSWER_TICKETS)
"""112 forwards; an agency may pass its own ticket on to another."""


def forward_ticket(
    *,
    by: Actor,
    incident_id: UUID,
    org_id: UUID,
    role: PartyRole = PartyRole.LEAD,
    method: TicketMethod | None = None,
    at: datetime,
) -> Ticket:
    """Ask an agency. Its mode, promises and what is asked for are those of this moment.

    Refuses a second open ticket for the same agency (DISPATCH-001) and an incident that has ended.
    """
    with journal.act(by=by, at=at):
        incident = incident_selectors.access_incident(
            by, incident_id, right=Right.FORWARD_TICKETS, lock=True
        )
        return forward(by=by, incident=incident, org_id=org_id, role=role, method=method, at=at)


def forward_by_routing(*, by: Actor, incident_id: UUID, at: datetime) -> list[Ticket]:
    """Ask every agency that category and area name, the lead first. Those asked are left alone.

    Refuses when no routing says who is to be asked (DISPATCH-014).
    """
    with journal.act(by=by, at=at):
        incident = incident_selectors.access_incident(
            by, incident_id, right=Right.FORWARD_TICKETS, lock=True
        )
        routes = configuration().routes_to(incident, at)
        if not routes:
            raise errors.NoRouting(category=incident.category)
        asked = _asked(incident)
        return [
            forward(by=by, incident=incident, org_id=r.org_id, role=PartyRole(r.role), at=at)
            for r in routes
            if r.org_id not in asked and r.role != PartyRole.INFORMED
        ]


def _asked(incident: Incident) -> set[UUID]:
    open_tickets = Ticket.objects.filter(incident=incident).exclude(state__in=ENDED_TICKETS)
    return set(open_tickets.values_list("org_id", flat=True))


def forward(
    *,
    by: Actor,
    incident: Incident,
    org_id: UUID,
    role: PartyRole,
    method: TicketMethod | None = None,
    at: datetime,
) -> Ticket:
    """Make the ticket of an incident that is held by the caller's act."""
    if incident.state in ENDED_STATES:
        raise errors.IncidentOver(number=incident.number)
    org = get_org(org_id)
    _require_first(incident, org)
    with journal.act(by=by, at=at) as act:
        ticket = _new_ticket(by, incident, org, role, method, at)
        ticket.save(force_insert=True)
        incidents.involve_org(by=by, incident_id=incident.id, org_id=org_id, role=role, at=at)
        incidents.mark_forwarded(by=by, incident_id=incident.id, at=at)
        forwarded = events.TicketForwarded(
            **ticket_facts(ticket), number=ticket.number, role=str(role), mode=str(ticket.mode),
            method=str(ticket.method), ack_due_at=ticket.ack_due_at,
        )  # fmt: skip
        record_ticket(act, ticket, forwarded)
    return ticket


def _require_first(incident: Incident, org: Organisation) -> None:
    held = Ticket.objects.filter(incident=incident, org=org).exclude(state__in=ENDED_TICKETS)
    number = held.values_list("number", flat=True).first()
    if number is not None:
        raise errors.AlreadyForwarded(org=org.short_name, number=number)


def _new_ticket(  # noqa: PLR0917
    by: Actor,
    incident: Incident,
    org: Organisation,
    role: PartyRole,
    method: TicketMethod | None,
    at: datetime,
) -> Ticket:
    settings = configuration()
    mode = settings.mode_of(org.id, at)
    promised = settings.promised(incident.priority, org.id, at)
    ack_due_at = rules.due_after(at, promised.accept_s)
    arrival_due_at = rules.due_after(at, promised.arrival_s)
    by_phone = mode == DispatchMode.TELEPHONE
    method = method or (TicketMethod.PHONE if by_phone else TicketMethod.SYSTEM)
    return Ticket(
        number=incidents.next_number(NUMBERS, incident.region, at),
        incident=incident,
        org=org,
        role=role,
        mode=mode,
        method=method,
        told_by={} if method == TicketMethod.SYSTEM else {"forward": str(method)},
        state=TicketState.FORWARDED,
        region=incident.region,
        capabilities=_capabilities(incident, org.id, at),
        forwarded_at=at,
        forwarded_by=by.id,
        ack_due_at=ack_due_at,
        arrival_due_at=arrival_due_at,
        escalate_at=ack_due_at,
        arrival_alarm_at=arrival_due_at,
        updated_at=clock.now(),
    )


def _capabilities(incident: Incident, org_id: UUID, at: datetime) -> list[str]:
    routes = configuration().routes_to(incident, at)
    asked = (route.capabilities for route in routes if route.org_id == org_id)
    return sorted({*next(asked, ()), *answered_for(incident, org_id, at)})


def answered_for(incident: Incident, org_id: UUID, at: datetime) -> set[str]:
    """What the caller's answers, and people, ask for beside it, of what the agency's units can do
    at all: an ambulance post is not asked for a boat.
    """
    wanted = incident_selectors.capabilities_asked(incident, at)
    return set(wanted) & capabilities_of(org_id) if wanted else set()


def record_telephone(
    *,
    by: Actor,
    ticket_id: UUID,
    name: str,
    their_reference: str = "",
    help_under_way: bool = False,
    method: TicketMethod = TicketMethod.PHONE,
    at: datetime,
) -> Ticket:
    """Somebody at the agency has taken it by telephone: who (rank and name), their reference, and
    whether help is under way. Works for any agency whose computer is silent. Refuses no name.
    """
    rules.require_name(name)
    told = Told(method, name)
    with journal.act(by=by, at=at) as act:
        ticket = access_ticket(by, ticket_id, right=Right.FORWARD_TICKETS, lock=True)
        if ticket.state != TicketState.ACCEPTED:
            step_ticket(ticket, "accept")
        ticket.method = method
        ticket.accepted_by_name = require_storable("name", name)
        ticket.accepted_at = ticket.accepted_at or at
        ticket.their_reference = require_storable("their_reference", their_reference)
        keep_told(by, ticket, "accept", told, at=at)
        if help_under_way:
            note_departed(by, ticket, told, at)
        start_unit_clock(ticket, at)
        save_ticket(
            ticket, "method", "accepted_by_name", "accepted_at", "their_reference",
            "help_under_way_at", "first_unit_at", "told_by", "escalate_at",
        )  # fmt: skip
        answered = events.TicketAnsweredByTelephone(
            **ticket_facts(ticket), method=str(method), help_under_way=help_under_way
        )
        record_ticket(act, ticket, answered)
    return ticket
