"""Conditions that SQLite's planner must see as they were declared."""

from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

_OPEN = "calls_call.state IN ('INCOMING', 'QUEUED', 'ANSWERED', 'CALLBACK', 'CLASSIFIED')"


def is_open() -> RawSQL:
    """The condition of the index `call_open`."""
    return RawSQL(_OPEN, [], output_field=BooleanField())  # noqa: S611 - constant text
