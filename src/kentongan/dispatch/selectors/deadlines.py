"""What the timekeeper asks: when the next deadline falls, and what is due by now."""

from datetime import datetime
from uuid import UUID

from kentongan.dispatch.models import Assignment, Condition, ForwardClock, Ticket

Due = tuple[UUID, datetime]
"""An id and the moment at which it fell due: the act's time, whenever it is handled."""

SLICE = 200
"""So many in one round, so that no round keeps the others waiting after a long stop."""


def tickets_to_escalate(now: datetime) -> list[Due]:
    """The tickets whose next telephone is to ring, the most due first."""
    rows = Ticket.objects.filter(escalate_at__lte=now).order_by("escalate_at")
    return [(key, due) for key, due in rows.values_list("id", "escalate_at")[:SLICE] if due]


def tickets_late_to_arrive(now: datetime) -> list[Due]:
    """The tickets on which nobody has arrived in the promised time."""
    rows = Ticket.objects.filter(arrival_alarm_at__lte=now).order_by("arrival_alarm_at")
    return [(key, due) for key, due in rows.values_list("id", "arrival_alarm_at")[:SLICE] if due]


def assignments_to_escalate(now: datetime) -> list[Due]:
    """The assignments that no crew has acknowledged."""
    rows = Assignment.objects.filter(escalate_at__lte=now).order_by("escalate_at")
    return [(key, due) for key, due in rows.values_list("id", "escalate_at")[:SLICE] if due]


def conditions_to_escalate(now: datetime) -> list[Due]:
    """The conditions that nobody has answered in time."""
    rows = Condition.objects.filter(escalate_at__lte=now).order_by("escalate_at")
    return [(key, due) for key, due in rows.values_list("id", "escalate_at")[:SLICE] if due]


def clocks_to_ring(now: datetime) -> list[Due]:
    """The incidents whose forwarding is due."""
    rows = ForwardClock.objects.filter(due_at__lte=now).order_by("due_at")
    return [(key, due) for key, due in rows.values_list("incident_id", "due_at")[:SLICE] if due]
