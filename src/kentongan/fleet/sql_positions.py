"""A batch of positions in two statements: the history, and the latest of each unit.

Appended rows that are there already are left; a later position never gives way to an earlier one.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from kentongan.fleet.types import Position
from kentongan.journal.sql_entries import all_stored

# Both databases read the ends alike (SQLite ≥ 3.24). Phones deliver late, twice, and out of order.
_POINT = "unit_id, lat, lon, accuracy_m, heading_deg, speed_kmh, at, received_at"
_APPEND = f"INSERT INTO fleet_trackpoint ({_POINT}) {{rows}} ON CONFLICT (unit_id, at) DO NOTHING"
_LATEST = f"""
INSERT INTO fleet_unitposition ({_POINT}, stored_at) {{rows}}
ON CONFLICT (unit_id) DO UPDATE SET
    lat = excluded.lat, lon = excluded.lon, accuracy_m = excluded.accuracy_m,
    heading_deg = excluded.heading_deg, speed_kmh = excluded.speed_kmh,
    at = excluded.at, received_at = excluded.received_at, stored_at = excluded.stored_at
WHERE excluded.at >= fleet_unitposition.at
"""
_TYPES = ("uuid", *["float8"] * 5, "timestamptz", "timestamptz", "timestamptz")

Row = list[Any]


def store(batch: Sequence[tuple[UUID, Position]], stored_at: datetime) -> None:
    """Write a batch. In one order, so that two processes never wait for each other in a circle."""
    rows = sorted((_row(*told) for told in batch), key=lambda row: (row[0], row[6]))
    latest = {row[0]: row for row in rows}
    _write(_APPEND, rows)
    _write(_LATEST, [[*row, stored_at] for row in latest.values()])


def _row(unit_id: UUID, told: Position) -> Row:
    return [
        unit_id, told.point.lat, told.point.lon, told.accuracy_m, told.heading_deg, told.speed_kmh,
        told.at, told.received_at or told.at,
    ]  # fmt: skip


def _write(statement: str, rows: Sequence[Row]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            columns = [list(column) for column in zip(*rows, strict=True)]
            arrays = ", ".join(f"%s::{kind}[]" for kind in _TYPES[: len(columns)])
            unnested = f"SELECT * FROM unnest({arrays})"  # noqa: S608 - names of ours
            cursor.execute(statement.format(rows=unnested), columns)
            return
        marks = ", ".join(["%s"] * len(rows[0]))
        values = statement.format(rows=f"VALUES ({marks})")
        cursor.executemany(values, [all_stored(row) for row in rows])
