"""The timekeeper's deadlines of this room: each due row is one idempotent call at its due time."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from kentongan.dispatch import selectors, services
from kentongan.dispatch.enums import ENDED_TICKETS, OPEN_CONDITIONS
from kentongan.dispatch.models import (
    Assignment,
    Condition,
    Danger,
    DangerPress,
    Escalation,
    EscalationStep,
    ForwardClock,
    Ticket,
    ToldStep,
    TrialTicket,
)
from kentongan.dispatch.selectors.deadlines import Due
from kentongan.journal import retention
from kentongan.journal.timekeeper import lookout, timer
from kentongan.kernel.actors import RETENTION, TIMEKEEPER

retention.since(Ticket, "updated_at", where=Q(state__in=ENDED_TICKETS))
retention.since(Assignment, "ended_at")
retention.since(Condition, "asked_at", where=~Q(state__in=OPEN_CONDITIONS))
retention.since(Danger, "ended_at")
retention.since(Escalation, "fired_at")
retention.since(ToldStep, "noted_at")
retention.since(TrialTicket, "sent_at", where=Q(accepted_at__isnull=False))
retention.since(EscalationStep, "valid_until")


@retention.rule(DangerPress)
def forget_danger_places(now: datetime) -> int:
    """Delete a slice of the places of presses whose time is over, as a unit's tracks."""
    return services.forget_danger_places(by=RETENTION, at=now)


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


@timer("dispatch.danger", model=Danger, column="escalate_at")
def escalate_dangers(now: datetime) -> int:
    """Ring the next telephone for crews in danger whom nobody has answered."""
    return _each(selectors.dangers_to_escalate(now), services.escalate_danger, "danger_id")


@timer("dispatch.condition", model=Condition, column="escalate_at")
def escalate_conditions(now: datetime) -> int:
    """Ring for what somebody was asked to make safe and nobody has confirmed."""
    return _each(selectors.conditions_to_escalate(now), services.escalate_condition, "condition_id")


@timer("dispatch.arrival", model=Ticket, column="arrival_alarm_at")
def note_late_arrivals(now: datetime) -> int:
    """Say of which tickets nobody has arrived in time."""
    return _each(selectors.tickets_late_to_arrive(now), services.note_late_arrival, "ticket_id")


@timer("dispatch.forwarding", model=ForwardClock, column="due_at")
def ring_forward_clocks(now: datetime) -> int:
    """Alarm the supervisor for urgent incidents that nobody has forwarded."""
    return _each(selectors.clocks_to_ring(now), services.ring_forward_clock, "incident_id")


@timer("dispatch.ways", model=Assignment, column="way_check_at")
def check_ways(now: datetime) -> int:
    """Look up whether closures lie on the way of units that have not arrived."""
    return _each(selectors.ways_to_check(now), services.check_way, "assignment_id")


class _Measuring:
    """A measuring of cover that is under way, and when to look next whether one is due."""

    def __init__(self) -> None:
        self.steps: Iterator[None] | None = None
        self.look_at: datetime | None = None


_measuring = _Measuring()
_DONE = object()
LOOK_EVERY = timedelta(minutes=1)


@lookout("dispatch.cover")
def measure_cover(now: datetime) -> int:
    """Measure what posts reach in time, one place a second: deadlines come first."""
    if _measuring.steps is None:
        if _measuring.look_at is not None and now < _measuring.look_at:
            return 0
        _measuring.look_at = now + LOOK_EVERY
        if not selectors.is_cover_due(now):
            return 0
        _measuring.steps = services.measure_cover(by=TIMEKEEPER, at=now)
    if next(_measuring.steps, _DONE) is _DONE:
        _measuring.steps = None
    return 1


@lookout("dispatch.arrivals-by-position")
def propose_arrivals(now: datetime) -> int:
    """Propose "tiba" for units that are at their place: positions are not journalled, so no
    reaction and no deadline tells of them.
    """
    return services.propose_arrivals(at=now)
