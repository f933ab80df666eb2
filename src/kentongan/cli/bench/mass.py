"""A mass of old incidents: one row copied many times, with ids and times of their own."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from kentongan.cli.progress import Progress
from kentongan.journal.sql_entries import as_stored
from kentongan.kernel.ids import new_id

TABLE = "incidents_incident"
SLICE = 5_000
OWN = ("id", "number", "updated_at", "opened_at", "started_at")


def copy_incidents(total: int, template_id: UUID, at: datetime) -> None:
    """Bring the table to `total` rows. For measuring only: no act, no entry, no report."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {TABLE}")  # noqa: S608 - our own constant
        missing = total - cursor.fetchone()[0]
        cursor.execute(f"SELECT * FROM {TABLE} WHERE id = %s", [as_stored(template_id)])  # noqa: S608
        columns = [column[0] for column in cursor.description]
        template = dict(zip(columns, cursor.fetchone(), strict=True))
    statement = (
        f"INSERT INTO {TABLE} ({', '.join(columns)}) "  # noqa: S608
        f"VALUES ({', '.join(['%s'] * len(columns))})"
    )
    bar = Progress("incidents", max(missing, 0))
    rows = _copies(template, columns, max(missing, 0), at)
    while slice_ := [row for row, _ in zip(rows, range(SLICE), strict=False)]:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(statement, slice_)
        bar.step(len(slice_))
    bar.finish()


def _copies(
    template: dict[str, Any], columns: list[str], count: int, at: datetime
) -> Iterator[list[Any]]:
    for n in range(count):
        moment = as_stored(at - timedelta(seconds=count - n))
        own = {
            "id": as_stored(new_id()),
            "number": f"INS-M-{new_id().hex[:24]}",
            "updated_at": moment,
            "opened_at": moment,
            "started_at": moment,
        }
        yield [own.get(column, template[column]) for column in columns]
