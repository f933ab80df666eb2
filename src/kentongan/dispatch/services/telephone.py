"""Help of an agency whose crews have no page here: 112 writes down what it is told, which way and
by whom (practice.md §1.1). Every step of a ticket can be had so; none is made up.
"""

from datetime import datetime
from uuid import UUID

from kentongan.dispatch import events
from kentongan.dispatch.models import Ticket
from kentongan.dispatch.services.change import (
    record_ticket,
    save_ticket,
    step_ticket,
    ticket_facts,
)
from kentongan.dispatch.services.escalation import start_unit_clock
from kentongan.dispatch.services.told import access_to_answer, keep_told
from kentongan.dispatch.types import Told
from kentongan.incidents import services as incidents
from kentongan.incidents.enums import Attendance
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor


def depart_ticket(*, by: Actor, ticket_id: UUID, told: Told, at: datetime) -> Ticket:
    """The agency says that its help is under way. Refuses before it has accepted by name, and
    where its units are in the system: then their crews say it.
    """
    with journal.act(by=by, at=at) as act:
        ticket = access_to_answer(by, ticket_id, told)
        step_ticket(ticket, "depart")
        note_departed(by, ticket, told, at)
        start_unit_clock(ticket, at)
        save_ticket(ticket, "first_unit_at", "help_under_way_at", "told_by", "escalate_at")
        departed = events.TicketDeparted(**ticket_facts(ticket), method=str(told.method))
        record_ticket(act, ticket, departed)
    return ticket


def arrive_ticket(*, by: Actor, ticket_id: UUID, told: Told, at: datetime) -> Ticket:
    """The agency says that its help is there: the first word of it counts. A departure that nobody
    has told of stays unknown. Refuses as `depart_ticket` does.
    """
    with journal.act(by=by, at=at) as act:
        ticket = access_to_answer(by, ticket_id, told)
        step_ticket(ticket, "arrive")
        if ticket.on_scene_at is not None or ticket.arrival_missing:
            return ticket
        ticket.on_scene_at = at
        ticket.arrival_alarm_at = ticket.escalate_at = None
        ticket.attendance = Attendance.ARRIVED
        keep_told(by, ticket, "arrive", told, at=at)
        save_ticket(
            ticket, "on_scene_at", "arrival_alarm_at", "escalate_at", "told_by", "attendance"
        )
        incidents.mark_on_scene(by=by, incident_id=ticket.incident_id, at=at)
        arrived = events.TicketArrived(**ticket_facts(ticket), method=str(told.method))
        record_ticket(act, ticket, arrived)
    return ticket


def note_departed(by: Actor, ticket: Ticket, told: Told, at: datetime) -> None:
    """The first word of it counts; a later one changes nothing."""
    if ticket.help_under_way_at is None:
        ticket.help_under_way_at = at
        ticket.first_unit_at = ticket.first_unit_at or at
        incidents.mark_departed(by=by, incident_id=ticket.incident_id, at=at)
        keep_told(by, ticket, "depart", told, at=at)
