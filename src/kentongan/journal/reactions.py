"""What rooms do when a room below has acted.

A room's `reactions.py` registers handlers with `@on(kind)`. The worker reads the journal with one
durable cursor per room; the handler's act and the cursor's step are one transaction, so an entry
takes effect exactly once however often the worker dies.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any, TypeVar

from kentongan.journal import selectors, services
from kentongan.journal.models import Cursor, Entry
from kentongan.kernel.actors import REACTIONS
from kentongan.kernel.errors import Failure

log = logging.getLogger(__name__)

Handler = Callable[[Entry], None]
HandlerOfMany = Callable[[list[Entry]], None]
H = TypeVar("H", bound=Callable[..., None])

MAX_FAILURES = 5
"""A handler that fails so often on one entry lets it go by, loudly: /health shows it."""

TOGETHER = 10
"""Entries in one transaction: no write transaction may take over 50 ms."""

MANY = 100
"""Entries that one handler of many takes at once."""

_sets: dict[str, dict[str, list[Callable[..., None]]]] = defaultdict(lambda: defaultdict(list))
_of_many: set[Any] = set()


def on(kind: str) -> Callable[[H], H]:
    """React to entries of `kind`. The set is named after the room of the handler's module."""

    def register(handler: H) -> H:
        room = handler.__module__.split(".")[1]
        _sets[room][kind].append(handler)
        return handler

    return register


def on_many(kind: str) -> Callable[[H], H]:
    """React to a run of entries of `kind` at once: a `HandlerOfMany`, which locks no other row.

    For what happens at every call: a transaction for each would take a turn from the desks.
    """

    def register(handler: H) -> H:
        _of_many.add(handler)
        return on(kind)(handler)

    return register


def all_reactions() -> dict[str, dict[str, list[Callable[..., None]]]]:
    """Handlers by room and kind, for the worker, the reference and the house tests."""
    return {room: dict(kinds) for room, kinds in sorted(_sets.items())}


def run_all(*, limit: int = 200) -> int:
    """Let every room react to what it has not seen yet. Returns how many entries were handled."""
    return sum(run_set(room, limit=limit) for room in list(_sets))


def run_set(room: str, *, limit: int = 200) -> int:
    """Let one room react. Stops at the first entry that fails; it is tried again next time."""
    name = f"reactions.{room}"
    handlers = _sets[room]
    entries = selectors.read_after(selectors.cursor_seq(name), limit=limit, kinds=handlers.keys())
    handled = 0
    for part in _parts(entries, handlers):
        if not _react_together(name, part, handlers):
            for count, entry in enumerate(part):
                if not _react(name, entry, handlers[entry.kind]):
                    return handled + count
        handled += len(part)
    return handled


def _parts(
    entries: list[Entry], handlers: dict[str, list[Callable[..., None]]]
) -> Iterator[list[Entry]]:
    """What may be one transaction: a run of one kind for handlers of many, else a few entries.

    A few on SQLite only, where a reaction takes the one writer's turn from somebody's call; on
    PostgreSQL one that locks the rows of several incidents could deadlock with the desks.
    """
    few = 1 if selectors.is_postgres() else TOGETHER
    runs = groupby(entries, key=lambda e: e.kind if _of_many.issuperset(handlers[e.kind]) else None)
    for kind, run in runs:
        part, size = list(run), MANY if kind else few
        yield from (part[start : start + size] for start in range(0, len(part), size))


def _react_together(
    name: str, entries: list[Entry], handlers: dict[str, list[Callable[..., None]]]
) -> bool:
    """React to several entries in one transaction, or undo it all and say so."""
    if len(entries) < 2:
        return False
    try:
        with services.act(by=REACTIONS, at=entries[0].occurred_at):
            for kind, run in groupby(entries, key=lambda entry: entry.kind):
                _call(handlers[kind], list(run))
            _advance(name, entries[-1].seq)
    except Exception:  # noqa: BLE001 - told entry by entry when they are tried again one by one
        return False
    return True


def _call(handlers: list[Callable[..., None]], entries: list[Entry]) -> None:
    """Let the handlers of many have them all, the others each under its own cause."""
    if _of_many.issuperset(handlers):
        for handler in handlers:
            handler(entries)
        return
    for entry in entries:
        with services.act(by=REACTIONS, at=entry.occurred_at, cause=entry.id):
            for handler in handlers:
                handler([entry] if handler in _of_many else entry)


def _react(name: str, entry: Entry, handlers: list[Callable[..., None]]) -> bool:
    try:
        with services.act(by=REACTIONS, at=entry.occurred_at, cause=entry.id):
            _call(handlers, [entry])
            _advance(name, entry.seq)
    except Failure as refusal:
        # A refusal is an answer: the world has moved on since the entry was written.
        log.info("reaction refused", extra={"set": name, "seq": entry.seq, "code": refusal.code})
        with services.act(by=REACTIONS, at=entry.occurred_at):
            _advance(name, entry.seq)
    except Exception:  # noqa: BLE001 - the outermost handler of the worker: one entry, not the loop
        log.exception("reaction failed", extra={"set": name, "seq": entry.seq})
        return _count_failure(name, entry)
    return True


def _advance(name: str, seq: int) -> None:
    if not Cursor.objects.filter(name=name).update(seq=seq, failed_seq=None, failures=0):
        Cursor.objects.create(name=name, seq=seq)


def _count_failure(name: str, entry: Entry) -> bool:
    """Note the failure; true when the entry is let go by after too many."""
    with services.act(by=REACTIONS, at=entry.occurred_at):
        cursor, _ = Cursor.objects.get_or_create(name=name)
        same = cursor.failed_seq == entry.seq
        cursor.failures = cursor.failures + 1 if same else 1
        cursor.failed_seq = entry.seq
        given_up = cursor.failures >= MAX_FAILURES
        if given_up:
            cursor.seq = entry.seq
        cursor.save()
    return given_up
