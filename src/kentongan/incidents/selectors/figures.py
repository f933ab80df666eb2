"""Open incidents for the leader's board: codes and moments, nothing that a caller has said."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count

from kentongan.incidents.enums import IncidentState
from kentongan.incidents.models import Incident
from kentongan.incidents.selectors.access import visible
from kentongan.incidents.sql_rows import is_open
from kentongan.incidents.types import BoardIncident
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import within
from kentongan.orgs.types import Rights

_COLUMNS = (
    "id", "number", "category", "family", "priority", "state", "region", "place_quality",
    "opened_at", "forwarded_at", "on_scene_at", "units_committed", "is_restricted", "version",
)  # fmt: skip


def list_open_for_board(rights: Rights, *, limit: int = 500) -> list[BoardIncident]:
    """The open incidents of a leader's area, the most urgent first, then the oldest. A form that
    somebody is still filling in is none of them.
    """
    allowed = within(rights.scope(Right.SEE_BOARD))
    rows = Incident.objects.filter(allowed).filter(is_open()).exclude(state=IncidentState.DRAFT)
    ordered = rows.order_by("priority", "id")
    return [BoardIncident(*row) for row in ordered.values_list(*_COLUMNS)[:limit]]


def shift_incidents(rights: Rights, start: datetime, until: datetime) -> dict[tuple[str, str], int]:
    """How many incidents were opened in a shift, by priority and by the state they have now."""
    # whatever was opened since then was changed since then: the index by update finds it
    rows = visible(rights).filter(
        updated_at__gte=start, opened_at__gte=start, opened_at__lt=until
    ).exclude(state=IncidentState.DRAFT)  # fmt: skip
    return dict(Counter(rows.values_list("priority", "state")))


def count_by_cell(since: datetime) -> Iterator[tuple[str, str, str, int, int]]:
    """(category, family, region, cell, how many) of all incidents since then that have a position;
    none that is a draft, merged into another, or cancelled. For counting: nobody's rights are
    asked, and no single one is told.
    """
    rows = Incident.objects.filter(opened_at__gte=since, cell__isnull=False)
    rows = rows.exclude(
        state__in=(IncidentState.DRAFT, IncidentState.MERGED, IncidentState.CANCELLED)
    )
    counted = rows.values_list("category", "family", "region", "cell").annotate(n=Count("id"))
    return counted.order_by("cell").iterator()
