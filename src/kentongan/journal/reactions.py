"""What rooms do when a room below has acted.

A room's `reactions.py` registers handlers with `@on(kind)`. The worker reads the journal with one
durable cursor per room; the handler's act and the cursor's step are one transaction, so an entry
takes effect exactly once however often the worker dies.
"""

import logging
from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar

from kentongan.journal import selectors, services
from kentongan.journal.models import Cursor, Entry
from kentongan.kernel.actors import REACTIONS
from kentongan.kernel.errors import Failure

log = logging.getLogger(__name__)

Handler = Callable[[Entry], None]
H = TypeVar("H", bound=Handler)

MAX_FAILURES = 5
"""A handler that fails so often on one entry lets it go by, loudly: /health shows it."""

TOGETHER = 10
"""Entries in one transaction: no write transaction may take over 50 ms."""

_sets: dict[str, dict[str, list[Handler]]] = defaultdict(lambda: defaultdict(list))


def on(kind: str) -> Callable[[H], H]:
    """React to entries of `kind`. The set is named after the room of the handler's module."""

    def register(handler: H) -> H:
        room = handler.__module__.split(".")[1]
        _sets[room][kind].append(handler)
        return handler

    return register


def all_reactions() -> dict[str, dict[str, list[Handler]]]:
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
    for start in range(0, len(entries), TOGETHER):
        part = entries[start : start + TOGETHER]
        if _react_together(name, part, handlers):
            continue
        for count, entry in enumerate(part):
            if not _react(name, entry, handlers[entry.kind]):
                return start + count
    return len(entries)


def _react_together(name: str, entries: list[Entry], handlers: dict[str, list[Handler]]) -> bool:
    """React to a few entries in one transaction, or undo it all and say so.

    On SQLite only, where a reaction takes the one writer's turn from somebody's call; on PostgreSQL
    a transaction that locks the rows of several incidents could deadlock with the desks.
    """
    if len(entries) < 2 or selectors.is_postgres():
        return False
    try:
        with services.act(by=REACTIONS, at=entries[0].occurred_at):
            for entry in entries:
                with services.act(by=REACTIONS, at=entry.occurred_at, cause=entry.id):
                    for handler in handlers[entry.kind]:
                        handler(entry)
            _advance(name, entries[-1].seq)
    except Exception:  # noqa: BLE001 - told entry by entry when they are tried again one by one
        return False
    return True


def _react(name: str, entry: Entry, handlers: list[Handler]) -> bool:
    try:
        with services.act(by=REACTIONS, at=entry.occurred_at, cause=entry.id):
            for handler in handlers:
                handler(entry)
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
    Cursor.objects.update_or_create(
        name=name, defaults={"seq": seq, "failed_seq": None, "failures": 0}
    )


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
