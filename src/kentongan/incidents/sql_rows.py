"""This room's own statements: numbers, lean inserts, and conditions SQLite's planner can match."""

import functools
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from kentongan.journal.personal import PersonalText
from kentongan.journal.sql_entries import Statement, run_together

_NEXT_NUMBER = (
    "INSERT INTO incidents_numberseries (kind, region, day, last) VALUES (%s, %s, %s, 1) "
    "ON CONFLICT (kind, region, day) DO UPDATE SET last = incidents_numberseries.last + 1 "
    "RETURNING last"
)

# A partial index is used on SQLite only where the condition is written out as it was declared:
# values that are bound as parameters hide it from the planner.
_OPEN = "NOT (incidents_incident.state IN ('CLOSED', 'CANCELLED', 'MERGED', 'HANDED_OVER'))"


def is_open() -> RawSQL:
    """The condition of the index `incident_open`."""
    return RawSQL(_OPEN, [], output_field=BooleanField())  # noqa: S611 - constant text


def count_up(kind: str, region: str, day: date) -> int:
    """The next number of a series: one statement, so two writers never get the same."""
    stored_day = connection.ops.adapt_datefield_value(day)
    with connection.cursor() as cursor:
        cursor.execute(_NEXT_NUMBER, [kind, region, stored_day])
        last: int = cursor.fetchone()[0]
    return last


def insert(*rows: models.Model) -> None:
    """Insert rows whose keys are already set. A quarter of what `save()` costs (profiled): most
    values need no conversion, and which do is known once for each model.
    """
    run_together([_insertion(row) for row in rows])
    for row in rows:
        row._state.adding = False
        row._state.db = connection.alias


def _insertion(row: models.Model) -> Statement:
    statement, columns = _plan(type(row), connection.vendor)
    return statement, [
        getattr(row, name) if stored is None else stored(getattr(row, name))
        for name, stored in columns
    ]


Stored = Callable[[Any], Any]


@functools.cache
def _plan(model: type[models.Model], vendor: str) -> tuple[str, list[tuple[str, Stored | None]]]:
    fields = model._meta.concrete_fields
    names = ", ".join(f'"{field.column}"' for field in fields)
    places = ", ".join(["%s"] * len(fields))
    table = model._meta.db_table
    statement = f'INSERT INTO "{table}" ({names}) VALUES ({places})'  # noqa: S608 - model's names
    return statement, [(field.attname, _conversion(field, vendor)) for field in fields]


def _conversion(field: Any, vendor: str) -> Stored | None:
    """How a value of this field is stored; None for those the driver takes as they are."""
    if isinstance(field, PersonalText):
        return field.get_prep_value if field.encrypted else None
    if isinstance(field, models.JSONField):
        return lambda value: field.get_db_prep_value(value, connection)
    if vendor == "sqlite" and isinstance(field, (models.UUIDField, models.ForeignKey)):
        return _hex
    if vendor == "sqlite" and isinstance(field, models.DateTimeField):
        return _moment
    return None


def _hex(value: UUID | None) -> str | None:
    return None if value is None else value.hex


def _moment(value: datetime | None) -> Any:
    return None if value is None else connection.ops.adapt_datetimefield_value(value)


def raw_rows(rows: QuerySet[Any, Any]) -> list[tuple[Any, ...]]:
    """A `values_list` as the driver gives it: no value of a thousand rows is converted."""
    statement, parameters = rows.query.get_compiler(using=rows.db).as_sql()
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def as_uuid(stored: Any) -> UUID:
    """A raw id, read."""
    return stored if isinstance(stored, UUID) else UUID(hex=stored)


def as_moment(stored: datetime) -> datetime:
    """A raw moment, read: SQLite keeps UTC and does not say so."""
    return stored if stored.tzinfo else stored.replace(tzinfo=UTC)
