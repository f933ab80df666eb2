"""`act`: the only opener of a write transaction."""

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from types import NoneType, UnionType
from typing import Any, ClassVar, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec
import rfc8785
from django.conf import settings
from django.db import transaction

from kentongan.journal import selectors, sql_answers, sql_entries, watchers
from kentongan.journal.enums import NodeKind
from kentongan.journal.limits import starting_rows
from kentongan.journal.locks import writers_turn
from kentongan.journal.models import DatedLimit, Node, NodeKey, OutboxItem, RetentionPeriod
from kentongan.journal.personal import RETENTION_CLASSES, STARTING_BASIS
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP, Actor
from kentongan.kernel.events import Event
from kentongan.kernel.ids import new_id
from kentongan.kernel.keys import fingerprints, load_keys, make_first_keys


@dataclass(frozen=True, slots=True)
class RequestKey:
    """An Idempotency-Key with the digest of the request that carries it."""

    by_id: UUID
    key: str
    digest: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request with a key was answered, to be given again."""

    status: int
    headers: str
    body: bytes


@dataclass
class _Transaction:
    """What one write transaction has collected."""

    rows: list[list[Any]] = field(default_factory=list)
    happened: list[tuple[str, UUID]] = field(default_factory=list)
    request: RequestKey | None = None
    answer: Answer | None = None


class _Open(threading.local):
    current: "Act | None" = None


_open = _Open()


class Act:
    """An open act. Rooms record what has happened; the entries are written as it commits."""

    def __init__(
        self, tx: _Transaction, *, by: Actor, at: datetime, cause: UUID | None = None
    ) -> None:
        self._tx = tx
        self.by = by
        self.at = at
        self.cause = cause

    def record(
        self,
        event: Event,
        *,
        region: str = "",
        org_id: UUID | None = None,
        occurred_at: datetime | None = None,
    ) -> UUID:
        """Append an event. `org_id` is whom it concerns, the actor's organisation by default.

        Returns the entry's id, which later acts may name as their `cause`.
        """
        entry_id = new_id()
        request = self._tx.request
        self._tx.rows.append([
            entry_id, selectors.node().id, event.kind, event.version,
            occurred_at or self.at, self.by.id, self.by.on_behalf_of, org_id or self.by.org_id,
            region, event.subject, event.subject_id, self.cause,
            request.key if request else None, canonical(event),
        ])  # fmt: skip
        self._tx.happened.append((event.kind, event.subject_id))
        return entry_id

    def send(self, topic: str, ref_id: UUID, *, due_at: datetime | None = None) -> None:
        """Leave something in the outbox: it goes out after commit, at `due_at` or at once."""
        OutboxItem.objects.create(topic=topic, ref_id=ref_id, due_at=due_at or self.at)

    def answer(self, status: int, headers: str, body: bytes) -> None:
        """Keep the answer to the request that this act fulfils, for when it comes again."""
        self._tx.answer = Answer(status=status, headers=headers, body=body)


@contextmanager
def act(
    *,
    by: Actor,
    at: datetime,
    cause: UUID | None = None,
    request: RequestKey | None = None,
) -> Iterator[Act]:
    """Open an act, or join the one that is open: one transaction, entries last.

    `by` is who does it, `at` when it happened (which an offline phone or a replay may claim),
    `cause` the entry it reacts to. An exception undoes everything, the entries too.
    """
    outer = _open.current
    if outer is not None:
        _open.current = Act(outer._tx, by=by, at=at, cause=cause or outer.cause)
        try:
            yield _open.current
        finally:
            _open.current = outer
        return
    tx = _Transaction(request=request)
    with writers_turn(), transaction.atomic():
        _open.current = Act(tx, by=by, at=at, cause=cause)
        try:
            yield _open.current
            _close(tx)
        finally:
            _open.current = None
    watchers.tell(tx.happened)


@contextmanager
def rehearsal(*, by: Actor, at: datetime) -> Iterator[Act]:
    """An act that is undone when it ends: what would happen, told by the code that makes it happen.

    Nothing of it is written, told or sent. Never inside an act, which would keep what it did.
    """
    if is_open():
        raise RuntimeError("a rehearsal stands alone")
    with writers_turn(), transaction.atomic():
        _open.current = Act(_Transaction(), by=by, at=at)
        try:
            yield _open.current
            transaction.set_rollback(True)
        finally:
            _open.current = None


def is_open() -> bool:
    """Whether this thread is inside an act; the house tests ask before each write."""
    return _open.current is not None


def _close(tx: _Transaction) -> None:
    recorded_at = clock.now()
    last = []
    if tx.request is not None and tx.answer is not None:
        request, answer = tx.request, tx.answer
        last.append(sql_answers.insertion(
            request.by_id, request.key, request.digest, answer.status, answer.headers, answer.body,
            recorded_at,
        ))  # fmt: skip
    if tx.rows:
        last += sql_entries.appending(tx.rows, recorded_at)
    if last:
        sql_entries.run_together(last)


def canonical(event: Event) -> str:
    """The event's fields as canonical JSON (RFC 8785)."""
    if _is_plain(type(event)):
        # msgspec writes just what the standard asks for, at a twentieth of the cost (measured)
        return msgspec.json.encode(event, enc_hook=str, order="sorted").decode()
    return rfc8785.dumps(msgspec.to_builtins(event, enc_hook=str)).decode()


@functools.cache
def _is_plain(kind: type[Event]) -> bool:
    """Whether no field can hold a fraction: the standard writes those as ECMAScript does."""
    shapes = {part for hint in get_type_hints(kind).values() for part in _parts(hint)}
    return shapes <= {str, int, bool, UUID, datetime, NoneType, list, ClassVar}


def _parts(hint: Any) -> Iterator[Any]:
    inner = get_args(hint)
    if not isinstance(hint, UnionType):
        yield get_origin(hint) or hint
    for part in inner:
        yield from _parts(part)


def found_node(
    *,
    name: str,
    region: str,
    kind: NodeKind = NodeKind.LIVE,
    zone: str = "Asia/Jakarta",
    at: datetime,
) -> Node:
    """Make this database a node, once: later calls return the node as it is."""
    existing = Node.objects.first()
    if existing is not None:
        return existing
    make_first_keys(settings.KEYS_DIR)
    with writers_turn(), transaction.atomic():
        sql_entries.lock()
        node = Node.objects.first()  # another process may have been first
        if node is None:
            node = Node.objects.create(
                name=name, region=region, kind=kind, zone=zone, created_at=at
            )
            RetentionPeriod.objects.bulk_create(_starting_periods(at))
            DatedLimit.objects.bulk_create(starting_rows(at))
            NodeKey.objects.bulk_create(_marks_of_keys(at))
    selectors.forget_node()
    return node


def note_keys(*, by: Actor, at: datetime) -> None:
    """Note by which keys a node seals that was founded before keys were noted.

    Raises NoKeys where there are none.
    """
    load_keys(settings.KEYS_DIR)
    with act(by=by, at=at):
        known = set(NodeKey.objects.values_list("name", flat=True))
        NodeKey.objects.bulk_create(m for m in _marks_of_keys(at) if m.name not in known)


def _marks_of_keys(at: datetime) -> list[NodeKey]:
    return [
        NodeKey(name=name, fingerprint=mark, noted_at=at)
        for name, mark in sorted(fingerprints(settings.KEYS_DIR).items())
    ]


def _starting_periods(at: datetime) -> list[RetentionPeriod]:
    return [
        RetentionPeriod(
            retention=name, days=kept.days, legal_basis=STARTING_BASIS, valid_from=at,
            changed_by=SETUP.id,
        )
        for name, kept in RETENTION_CLASSES.items()
    ]  # fmt: skip
