"""One statement per position report: a later one never gives way to an earlier one."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from kentongan.journal.sql_entries import as_stored

# Both databases read it alike (SQLite ≥ 3.24). Phones deliver late and out of order.
_UPSERT = """
INSERT INTO fleet_unitposition
    (unit_id, lat, lon, accuracy_m, heading_deg, speed_kmh, at, received_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (unit_id) DO UPDATE SET
    lat = excluded.lat, lon = excluded.lon, accuracy_m = excluded.accuracy_m,
    heading_deg = excluded.heading_deg, speed_kmh = excluded.speed_kmh,
    at = excluded.at, received_at = excluded.received_at
WHERE excluded.at >= fleet_unitposition.at
"""


def upsert(  # noqa: PLR0917
    unit_id: UUID,
    lat: float,
    lon: float,
    accuracy_m: float | None,
    heading_deg: float | None,
    speed_kmh: float | None,
    at: datetime,
    received_at: datetime,
) -> None:
    """Store where a unit is, unless something newer is known."""
    values: list[Any] = [
        unit_id, lat, lon, accuracy_m, heading_deg, speed_kmh, at, received_at,
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT, [as_stored(value) for value in values])
