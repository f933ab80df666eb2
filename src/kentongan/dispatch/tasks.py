"""The timekeeper's deadlines of this room: each due row is one idempotent call at its due time."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Q

from kentongan.dispatch import selectors, services
from kentongan.dispatch.enums import ENDED_TICKETS
from kentongan.dispatch.models import Assignment, Escalation, EscalationStep, ForwardClock, Ticket
from kentongan.dispatch.selectors.deadlines import Due
from kentongan.journal import retention
from kentongan.journal.timekeeper import timer
from kentongan.kernel.actors import TIMEKEEPER

retention.since(Ticket, "updated_at", where=Q(state__in=ENDED_TICKETS))
retention.since(Escalation, "fired_at")
retention.since(EscalationStep, "valid_until")


def _each(due: list[Due], service: Callable[..., Any], name: str) -> int:
    for key, at in due:
        service(by=TIMEKEEPER, **{name: key}, at=at)
    return len(due)


@timer("dispatch.ticket-escalation", model=Ticket, column="escalate_at")
def escalate_tickets(now: datetime) -> int:
    """Ring the next telephone for tickets nobody has answered."""
    return _each(selectors.tickets_to_escalate(now), services.escalate_ticket, "ticket_id")


@timer("dispatch.assignment-escalation", model=Assignment, column="escalate_at")
def escalate_assignments(now: datetime) -> int:
    """Ring the next telephone for crews that have not acknowledged."""
    due = selectors.assignments_to_escalate(now)
    return _each(due, services.escalate_assignment, "assignment_id")


@timer("dispatch.arrival", model=Ticket, column="arrival_alarm_at")
def note_late_arrivals(now: datetime) -> int:
    """Say of which tickets nobody has arrived in time."""
    return _each(selectors.tickets_late_to_arrive(now), services.note_late_arrival, "ticket_id")


@timer("dispatch.forwarding", model=ForwardClock, column="due_at")
def ring_forward_clocks(now: datetime) -> int:
    """Alarm the supervisor for urgent incidents that nobody has forwarded."""
    return _each(selectors.clocks_to_ring(now), services.ring_forward_clock, "incident_id")
