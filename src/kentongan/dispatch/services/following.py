"""What happens to tickets when their incident changes. Called by this room's reactions."""

from datetime import datetime
from uuid import UUID

from kentongan.dispatch import events, rules
from kentongan.dispatch.enums import ENDED_TICKETS, UNANSWERED_TICKETS
from kentongan.dispatch.models import Ticket
from kentongan.dispatch.selectors import access_ticket, configuration
from kentongan.dispatch.services.answering import close
from kentongan.dispatch.services.change import (
    count_active,
    record_ticket,
    save_ticket,
    ticket_facts,
)
from kentongan.dispatch.services.escalation import start_unit_clock
from kentongan.dispatch.services.forwarding import answered_for
from kentongan.incidents import selectors as incidents
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor


def tell_of_caller(
    *, by: Actor, incident_id: UUID, report_id: UUID, report_count: int, at: datetime
) -> int:
    """Tell every agency and crew at work that one more person has called (practice.md §3.4): those
    of the incident, of what it was merged into, and of all that is merged there.
    """
    together = incidents.family_of_merged(incidents.master_of(incident_id))
    return _tell(by, together, report_id, report_count, at)


def tell_of_withdrawal(
    *, by: Actor, incident_id: UUID, report_id: UUID, report_count: int, at: datetime
) -> int:
    """Tell whoever was told of a caller that he had called about something else."""
    together = incidents.family_of_merged(incidents.master_of(incident_id))
    return _tell(by, together, report_id, report_count, at, about=events.CallerWithdrawn)


def tell_of_merged(*, by: Actor, incident_id: UUID, at: datetime) -> int:
    """Tell those who work for what an incident was merged into that its callers are theirs too."""
    merged = set(incidents.family_of_merged(incident_id))
    together = incidents.family_of_merged(incidents.master_of(incident_id))
    reports = incidents.list_reports(together[0])
    others = [each for each in together if each not in merged]
    newest = max(incidents.list_reports(incident_id), key=lambda each: each.received_at)
    return _tell(by, others, newest.id, len(reports), at)


def _tell(
    by: Actor,
    incident_ids: list[UUID],
    report_id: UUID,
    report_count: int,
    at: datetime,
    about: type[events.CallerAdded | events.CallerWithdrawn] = events.CallerAdded,
) -> int:
    with journal.act(by=by, at=at) as act:
        tickets = [ticket for each in incident_ids for ticket in _open_tickets(each)]
        for ticket in tickets:
            said = about(**ticket_facts(ticket), report_id=report_id, report_count=report_count)
            record_ticket(act, ticket, said)
    return len(tickets)


def close_tickets_of(*, by: Actor, incident_id: UUID, at: datetime) -> int:
    """Close what is open of an incident that has ended, and of all that is merged into it: nobody
    is rung for it any more.
    """
    closed = 0
    together = incidents.family_of_merged(incident_id)
    with journal.act(by=by, at=at):
        for found in (ticket for each in together for ticket in _open_tickets(each)):
            ticket = access_ticket(by, found.id, lock=True)
            if ticket.state not in ENDED_TICKETS and not count_active(ticket):
                close(by=by, ticket=ticket, at=at)
                closed += 1
    return closed


def retime_tickets_of(*, by: Actor, incident_id: UUID, at: datetime) -> int:
    """Promise by the incident's new priority. What was promised sooner stays promised."""
    retimed = 0
    with journal.act(by=by, at=at) as act:
        for found in _open_tickets(incident_id):
            ticket = access_ticket(by, found.id, lock=True)
            if ticket.scheduled_for is None and _retime(ticket, at):
                retimed += 1
                event = events.TicketRetimed(
                    **ticket_facts(ticket),
                    ack_due_at=ticket.ack_due_at,
                    arrival_due_at=ticket.arrival_due_at,
                )
                record_ticket(act, ticket, event)
    return retimed


def widen_tickets_of(*, by: Actor, incident_id: UUID, at: datetime) -> int:
    """Ask each agency that was asked already for what is asked now, of what its units can do. What
    it was asked for before stays asked.
    """
    widened = 0
    with journal.act(by=by, at=at) as act:
        for found in _open_tickets(incident_id):
            ticket = access_ticket(by, found.id, lock=True)
            wanted = answered_for(ticket.incident, ticket.org_id, at)
            asked = sorted({*ticket.capabilities, *wanted})
            if asked == ticket.capabilities:
                continue
            ticket.capabilities = asked
            save_ticket(ticket, "capabilities")
            widened += 1
            event = events.TicketWidened(**ticket_facts(ticket), capabilities=asked)
            record_ticket(act, ticket, event)
    return widened


def _retime(ticket: Ticket, at: datetime) -> bool:
    promised = configuration().promised(ticket.incident.priority, ticket.org_id, at)
    before = (ticket.ack_due_at, ticket.arrival_due_at)
    ticket.ack_due_at = _sooner(ticket.ack_due_at, rules.due_after(at, promised.accept_s))
    ticket.arrival_due_at = _sooner(ticket.arrival_due_at, rules.due_after(at, promised.arrival_s))
    if (ticket.ack_due_at, ticket.arrival_due_at) == before:
        return False
    if ticket.state in UNANSWERED_TICKETS and not ticket.escalation_level:
        ticket.escalate_at = ticket.ack_due_at
    if ticket.escalate_at is None:
        start_unit_clock(ticket, at)
    if ticket.on_scene_at is None:
        ticket.arrival_alarm_at = ticket.arrival_due_at
    save_ticket(ticket, "ack_due_at", "arrival_due_at", "escalate_at", "arrival_alarm_at")
    return True


def _sooner(old: datetime | None, new: datetime | None) -> datetime | None:
    return min((due for due in (old, new) if due is not None), default=None)


def _open_tickets(incident_id: UUID) -> list[Ticket]:
    open_tickets = Ticket.objects.filter(incident_id=incident_id).exclude(state__in=ENDED_TICKETS)
    return list(open_tickets.order_by("id"))
