"""Conditions that SQLite's planner must see as they were declared."""

from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

_OPEN = "NOT (dispatch_ticket.state IN ('DECLINED', 'PASSED_ON', 'CLOSED'))"


def is_open() -> RawSQL:
    """The condition of the index `ticket_open_by_org`."""
    return RawSQL(_OPEN, [], output_field=BooleanField())  # noqa: S611 - constant text
