"""Promised times and what is late against them. Seconds; 0 means that nothing is promised."""

from datetime import datetime, timedelta

from kentongan.dispatch.types import PromisedTimes
from kentongan.incidents.enums import Priority

NO_PROMISE = PromisedTimes(0, 0, 0, 0, 0)

DEFAULT_PROMISES: dict[str, PromisedTimes] = {
    # P1 and P2: practice.md §3.6 and domain.md §2.3–2.5 (forward 60 s, alarm at 90 s, accept 60 s,
    # crew acknowledges in 60 s, 15 minutes to the scene by the fire standard). The rest is the
    # domain brief's answer-to-dispatch target and our own judgement until the regency's rows say.
    Priority.P1: PromisedTimes(60, 90, 60, 60, 900),
    Priority.P2: PromisedTimes(120, 180, 120, 60, 900),
    Priority.P3: PromisedTimes(600, 900, 300, 120, 3600),
    Priority.P4: PromisedTimes(3600, 0, 3600, 600, 0),
    Priority.P5: NO_PROMISE,
}
"""What holds where the regency has set no row of its own: silence would mean no ringing phone."""

ESCALATE_EVERY_S = 60
"""From one level to the next where no row says otherwise (domain.md §2.3: 60 s)."""


def due_after(start: datetime, seconds: int) -> datetime | None:
    """When a promise made at `start` falls due; None where nothing is promised."""
    return start + timedelta(seconds=seconds) if seconds else None


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


def late_s(due_at: datetime | None, at: datetime) -> int:
    """Seconds beyond a due moment, below zero before it; 0 without one."""
    return int((at - due_at).total_seconds()) if due_at else 0
