"""Promised times and what is late against them. Seconds; 0 means that nothing is promised."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from kentongan.dispatch.enums import TicketState
from kentongan.dispatch.types import PromisedTimes
from kentongan.incidents.enums import IncidentState, PartyRole, Priority

NO_PROMISE = PromisedTimes(0, 0, 0, 0, 0)


def due_after(start: datetime, seconds: int) -> datetime | None:
    """When a promise made at `start` falls due; None where nothing is promised."""
    return start + timedelta(seconds=seconds) if seconds else None


def next_ring_s(after_s: Sequence[int], rung: int, *, round_s: int) -> int:
    """Seconds until the telephone after the `rung`-th rings; a new round waits its pause."""
    next_level = rung % len(after_s)
    return after_s[next_level] if next_level else max(after_s[0], round_s)


def next_ticket_due(
    *,
    ack_due_at: datetime | None,
    arrival_due_at: datetime | None,
    is_answered: bool,
    has_arrived: bool,
    is_ended: bool,
) -> datetime | None:
    """The next promised moment that a ticket has not met; None when all are met or none is made."""
    if is_ended or has_arrived:
        return None
    if not is_answered:
        return ack_due_at or arrival_due_at
    return arrival_due_at


_STILL_AT_IT = (IncidentState.AWAITING_DISPATCH, IncidentState.DISPATCHED, IncidentState.ON_SCENE)


def lacks_unit(
    *,
    state: str,
    role: str,
    capabilities: Sequence[str],
    incident_state: str,
    priority: str,
    has_help: bool,
) -> bool:
    """Whether an agency has taken a P1 and nobody of it is on the way: a name is no engine. Of
    those who support only they are asked that were asked for a unit. With `has_help` it has said
    that help is under way, or is there.
    """
    is_taken = state == TicketState.ACCEPTED and not has_help
    is_urgent = priority == Priority.P1 and incident_state in _STILL_AT_IT
    return is_taken and is_urgent and (role == PartyRole.LEAD or bool(capabilities))


def late_s(due_at: datetime | None, at: datetime) -> int:
    """Seconds beyond a due moment, below zero before it; 0 without one."""
    return int((at - due_at).total_seconds()) if due_at else 0
