"""Hours that pass without waiting: the worker's part of a night on a clock that is set by hand."""

from datetime import datetime

from kentongan.journal import reactions, timekeeper
from kentongan.kernel import clock
from kentongan.messaging import selectors as outbox
from kentongan.messaging import services as messaging


def go_on(standing: clock.SetClock, end: datetime) -> None:
    """Let time pass: the worker reacts, and keeps every deadline at its own moment."""
    _react()
    while (due := _next_due()) is not None and due <= end:
        standing.at = max(due, standing.at)
        timekeeper.run_due(standing.at)
        messaging.deliver_due(at=standing.at)
        _react()
    standing.at = end


def _react() -> None:
    while reactions.run_all():
        pass


def _next_due() -> datetime | None:
    moments = (timekeeper.next_due(), outbox.next_due())
    return min((due for due in moments if due is not None), default=None)
