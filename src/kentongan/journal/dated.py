"""Dated rows of configuration: one gives way to the next; what was in force stays to be read."""

from datetime import datetime
from typing import Any, Protocol

from django.db.models import F, Q, QuerySet

from kentongan.kernel.errors import Unreadable, mark


def require_begins(begins: datetime | None, at: datetime) -> datetime:
    """From when a decision holds: now, or later. Raises Unreadable for a moment that is over.

    What was decided then would be told otherwise than it was acted upon.
    """
    if begins is not None and begins < at:
        raise Unreadable(
            field="valid_from",
            reason=f"{begins:%Y-%m-%d %H:%M}",
            expected=mark("Ketetapan berlaku mulai sekarang atau nanti, tidak mundur."),
        )
    return begins or at


class Dated(Protocol):
    """A row that holds from a moment until another, or until something else is decided."""

    valid_from: datetime
    valid_until: datetime | None


def is_in_force(row: Dated, at: datetime) -> bool:
    """Whether it holds at a moment."""
    return row.valid_from <= at and (row.valid_until is None or at < row.valid_until)


def give_way(rows: QuerySet[Any], begins: datetime) -> None:
    """The rows in force at `begins` end then; those that were to begin later never do."""
    lasting = rows.filter(Q(valid_until=None) | Q(valid_until__gt=begins))
    lasting.filter(valid_from__gt=begins).update(valid_until=F("valid_from"))
    lasting.filter(valid_from__lte=begins).update(valid_until=begins)
