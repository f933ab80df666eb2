"""The earliest moment of every deadline column, in one statement over their partial indexes."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection

_ONE = "SELECT {place}, MIN({column}) FROM {table} WHERE {column} IS NOT NULL"


def earliest(columns: Sequence[tuple[str, str, str]]) -> dict[str, datetime]:
    """By name the earliest value of (name, table, column); a column without values is left out."""
    if not columns:
        return {}
    parts = [
        _ONE.format(place=place, table=table, column=column)
        for place, (_, table, column) in enumerate(columns)
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        rows = cursor.fetchall()
    return {columns[place][0]: _moment(value) for place, value in rows if value is not None}


def _moment(value: Any) -> datetime:
    """SQLite keeps UTC as text without an offset."""
    if isinstance(value, datetime):
        return value
    return datetime.fromisoformat(value).replace(tzinfo=UTC)
