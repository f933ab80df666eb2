"""Deadlines are columns; the timekeeper calls the service whose time has come.

A room's `tasks.py` registers a timer: when the next one is due, and what to do with those that are.
One timekeeper per node sleeps until then. Screens count from the due time, so a second's delay of
the timekeeper changes no figure; after a stop it catches up, and its lag is in /health.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

log = logging.getLogger(__name__)

NextDue = Callable[[], datetime | None]
RunDue = Callable[[datetime], int]


@dataclass(frozen=True, slots=True)
class Timer:
    """`next_due` looks at a partial index; `run(now)` handles what is due and says how many."""

    name: str
    next_due: NextDue
    run: RunDue


_timers: dict[str, Timer] = {}


def timer(name: str, *, next_due: NextDue) -> Callable[[RunDue], RunDue]:
    """Register `run` under `name`; each due row is one idempotent service call at its due time."""

    def register(run: RunDue) -> RunDue:
        _timers[name] = Timer(name=name, next_due=next_due, run=run)
        return run

    return register


def all_timers() -> dict[str, Timer]:
    """The registered timers by name, for the worker and the reference."""
    return dict(sorted(_timers.items()))


def next_due() -> datetime | None:
    """When the next deadline of any room falls, or None when none is set."""
    moments = [due for t in _timers.values() if (due := t.next_due()) is not None]
    return min(moments, default=None)


def run_due(now: datetime) -> int:
    """Handle all that is due by `now`, in the order of the timers. Returns how many were handled.

    A timer that fails is logged and tried again at the next round; the others go on.
    """
    handled = 0
    for each in _timers.values():
        due = each.next_due()
        if due is None or due > now:
            continue
        try:
            handled += each.run(now)
        except Exception:  # noqa: BLE001 - the outermost handler of the worker: one timer, not all
            log.exception("timer failed", extra={"timer": each.name})
    return handled


def lag(now: datetime) -> timedelta:
    """How far the timekeeper is behind: the age of the oldest deadline not yet handled."""
    due = next_due()
    return max(now - due, timedelta()) if due else timedelta()
