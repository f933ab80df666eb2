"""Deadlines are columns; the timekeeper calls the service whose time has come.

A room's `tasks.py` registers a timer: when the next one is due, and what to do with those that are.
One timekeeper per node sleeps until then. Screens count from the due time, so a second's delay of
the timekeeper changes no figure; after a stop it catches up, and its lag is in /health.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models

from kentongan.journal.sql_deadlines import earliest

log = logging.getLogger(__name__)

RunDue = Callable[[datetime], int]


@dataclass(frozen=True, slots=True)
class Timer:
    """A deadline column with a partial index, and `run(now)` that handles what is due in it.

    A row is due `after` the moment in its column. `run` says how many it has handled.
    """

    name: str
    model: type[models.Model]
    column: str
    after: timedelta
    run: RunDue


_timers: dict[str, Timer] = {}


def timer(
    name: str, *, model: type[models.Model], column: str, after: timedelta = timedelta()
) -> Callable[[RunDue], RunDue]:
    """Register `run` under `name`; each due row is one idempotent service call at its due time."""

    def register(run: RunDue) -> RunDue:
        _timers[name] = Timer(name=name, model=model, column=column, after=after, run=run)
        return run

    return register


_lookouts: dict[str, RunDue] = {}


def lookout(name: str) -> Callable[[RunDue], RunDue]:
    """Register `run(now)` for what neither an entry nor a deadline tells of: the worker asks every
    second, so it must cost next to nothing while there is nothing to see.
    """

    def register(run: RunDue) -> RunDue:
        _lookouts[name] = run
        return run

    return register


def all_lookouts() -> dict[str, RunDue]:
    """The registered lookouts by name."""
    return dict(sorted(_lookouts.items()))


def look_out(now: datetime) -> int:
    """Ask every lookout. One that fails is logged and asked again; the others go on."""
    handled = 0
    for name, run in all_lookouts().items():
        try:
            handled += run(now)
        except Exception:  # noqa: BLE001 - the outermost handler of the worker: one, not all
            log.exception("lookout failed", extra={"lookout": name})
    return handled


def all_timers() -> dict[str, Timer]:
    """The registered timers by name, for the worker and the reference."""
    return dict(sorted(_timers.items()))


def next_due() -> datetime | None:
    """When the next deadline of any room falls, or None when none is set. One query."""
    return min(_all_due().values(), default=None)


def _all_due() -> dict[str, datetime]:
    columns = [(t.name, t.model._meta.db_table, t.column) for t in _timers.values()]
    return {name: at + _timers[name].after for name, at in earliest(columns).items()}


def run_due(now: datetime) -> int:
    """Handle all that is due by `now`, in the order of the timers. Returns how many were handled.

    A timer that fails is logged and tried again at the next round; the others go on.
    """
    handled = 0
    for name, due in _all_due().items():
        if due > now:
            continue
        try:
            handled += _timers[name].run(now)
        except Exception:  # noqa: BLE001 - the outermost handler of the worker: one timer, not all
            log.exception("timer failed", extra={"timer": name})
    return handled


def lag(now: datetime) -> timedelta:
    """How far the timekeeper is behind: the age of the oldest deadline not yet handled."""
    due = next_due()
    return max(now - due, timedelta()) if due else timedelta()
