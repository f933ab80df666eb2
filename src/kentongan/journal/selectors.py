"""Reading the journal, and the facts of this node."""

import threading
import time
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from kentongan.journal import sql_answers
from kentongan.journal.errors import NoNode
from kentongan.journal.models import Cursor, Entry, Node, OutboxItem, StoredAnswer
from kentongan.journal.personal import open_sealed_bytes

_node_lock = threading.Lock()
_node: Node | None = None


def node() -> Node:
    """This installation. Raises NoNode before the database was made one."""
    global _node
    if _node is None:
        with _node_lock:
            _node = Node.objects.first()
    if _node is None:
        raise NoNode
    return _node


def database_ahead_s() -> float | None:
    """How far the database server's clock is ahead of this machine's; None where they are one."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        asked_at = time.time()
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())::float8")
        theirs = cursor.fetchone()[0]
        ours = (asked_at + time.time()) / 2
    return float(theirs - ours)


def cookie_name(what: str) -> str:
    """The name of this node's cookie for `what`: two nodes on one host, each on a port of its own,
    share a browser's cookies and must not take each other's.
    """
    return f"kentongan_{node().id.hex[-12:]}_{what}"


def forget_node() -> None:
    """Read the node's row again next time (tests, restore)."""
    global _node
    _node = None


def read_after(seq: int, *, limit: int = 500, kinds: Collection[str] | None = None) -> list[Entry]:
    """Entries after `seq`, in order. A reader that keeps the last one's seq misses none."""
    entries = Entry.objects.filter(seq__gt=seq).order_by("seq")
    if kinds is not None:
        entries = entries.filter(kind__in=kinds)
    return list(entries[:limit])


def last_seq() -> int:
    """The newest entry's seq, 0 in an empty journal."""
    newest = Entry.objects.order_by("-seq").values_list("seq", flat=True).first()
    return newest or 0


def newest_entry() -> tuple[int, datetime | None]:
    """The newest entry's seq and when it was recorded; 0 and None in an empty journal."""
    newest = Entry.objects.order_by("-seq").values_list("seq", "recorded_at").first()
    return newest or (0, None)


def list_entries_about(subject_id: UUID, *, limit: int = 500) -> list[Entry]:
    """What has happened to one thing, oldest first."""
    return list(Entry.objects.filter(subject_id=subject_id).order_by("seq")[:limit])


def list_entries_of(subject_id: UUID, kinds: Collection[str]) -> list[Entry]:
    """What has happened to one thing of these kinds, oldest first."""
    return list(Entry.objects.filter(subject_id=subject_id, kind__in=kinds).order_by("seq"))


def cursor_seq(name: str) -> int:
    """How far the reader `name` has come."""
    found = Cursor.objects.filter(name=name).values_list("seq", flat=True).first()
    return found or 0


def find_answer(by_id: UUID, key: str) -> StoredAnswer | None:
    """The answer kept for this key, if the request was fulfilled before."""
    if not sql_answers.is_there(by_id, key):
        return None
    return StoredAnswer.objects.filter(by_id=by_id, key=key).first()


def body_of(answer: StoredAnswer) -> bytes:
    """What was answered, opened. Raises KeyGone where the key that sealed it is not here."""
    if not answer.sealed_with:
        return b""
    return open_sealed_bytes(answer.sealed_with, bytes(answer.body))


def waiting_outbox() -> QuerySet[OutboxItem]:
    """What has not left the house yet, the most due first."""
    return OutboxItem.objects.filter(done_at=None).order_by("due_at")


def is_postgres() -> bool:
    """Whether this node stands on PostgreSQL."""
    return connection.vendor == "postgresql"
