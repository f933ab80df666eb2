"""The journal's own statements: appended last in the transaction, under one lock.

On PostgreSQL `pg_advisory_xact_lock` is taken before the first insert and released after commit is
visible, so commit order is `seq` order. (A sequence alone loses late commits to a reader that has
passed them; waiting for `xmin` loses rows too.) On SQLite there is one writer at a time anyway.
Nothing may lock another row after this lock.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection

JOURNAL_LOCK = 0x6B656E746F6E67  # "kentong": no other advisory lock uses it
CHANNEL = "kentongan"

COLUMNS = (
    "id", "node", "kind", "version", "occurred_at", "by_id", "on_behalf_of", "org_id", "region",
    "subject_kind", "subject_id", "cause", "request_key", "data", "recorded_at",
)  # fmt: skip

_VALUES = ", ".join(["%s"] * (len(COLUMNS) - 1))
# recorded_at never goes back, even when the machine's clock does
_RECORDED = (
    "{greatest}(%s, COALESCE("
    "(SELECT recorded_at FROM journal_entry ORDER BY seq DESC LIMIT 1), %s))"
)
_LOCK = "SELECT pg_advisory_xact_lock(%s)"
_INSERT = "INSERT INTO journal_entry ({columns}) VALUES {rows}"


Statement = tuple[str, list[Any]]
"""SQL and its parameters, as this node's database stores them."""


def appending(rows: Sequence[Sequence[Any]], recorded_at: datetime) -> list[Statement]:
    """Insert entries, given in the order of COLUMNS without the last, and wake the readers."""
    postgres = connection.vendor == "postgresql"
    stamp = as_stored(recorded_at)
    recorded = _RECORDED.format(greatest="GREATEST" if postgres else "MAX")
    row_sql = f"({_VALUES}, {recorded})"
    statement = _INSERT.format(columns=", ".join(COLUMNS), rows=", ".join([row_sql] * len(rows)))
    insert = (statement, all_stored(v for row in rows for v in (*row, stamp, stamp)))
    return [(_LOCK, [JOURNAL_LOCK]), insert, (f"NOTIFY {CHANNEL}", [])] if postgres else [insert]


def run_together(statements: Sequence[Statement]) -> None:
    """Run statements that answer nothing; on PostgreSQL in one round trip."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            parameters = [value for _, values in statements for value in values]
            cursor.execute("; ".join(sql for sql, _ in statements), parameters)
            return
        for sql, values in statements:
            cursor.execute(sql, values)


def lock() -> None:
    """Hold the journal's lock until the transaction ends. On SQLite its one writer has it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_LOCK, [JOURNAL_LOCK])


def as_stored(value: Any) -> Any:
    """A value as the database of this node stores it (SQLite has no UUID and no timestamp)."""
    return value if connection.vendor == "postgresql" else _for_sqlite(value)


def all_stored(values: Iterable[Any]) -> list[Any]:
    """Many values as `as_stored` gives them; which database it is, is asked once."""
    if connection.vendor == "postgresql":
        return list(values)
    return [_for_sqlite(value) for value in values]


def _for_sqlite(value: Any) -> Any:
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        # what `adapt_datetimefield_value` makes of an aware moment, at a third of its cost
        return str(value.astimezone(UTC).replace(tzinfo=None))
    return value
