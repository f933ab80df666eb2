"""This room's own statements: numbers, lean inserts, and conditions SQLite's planner can match."""

import functools
from datetime import date

from django.db import connection, models
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

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


def insert(row: models.Model) -> None:
    """Insert a row whose key is already set; a third of what `save()` costs (profiled)."""
    fields = type(row)._meta.concrete_fields
    values = [f.get_db_prep_save(getattr(row, f.attname), connection) for f in fields]
    with connection.cursor() as cursor:
        cursor.execute(_statement(type(row)), values)
    row._state.adding = False
    row._state.db = connection.alias


@functools.cache
def _statement(model: type[models.Model]) -> str:
    columns = [f.column for f in model._meta.concrete_fields]
    names = ", ".join(f'"{column}"' for column in columns)
    places = ", ".join(["%s"] * len(columns))
    return f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({places})'  # noqa: S608 - names from the model
