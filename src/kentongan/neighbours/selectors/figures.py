"""One statistic: who was asked, what was answered, how soon. Counts and seconds, never a person."""

from datetime import datetime
from zoneinfo import ZoneInfo

from kentongan.journal.selectors import node
from kentongan.neighbours.models import Aid
from kentongan.neighbours.rules import figures_of
from kentongan.neighbours.types import AidFigures, Counted
from kentongan.orgs.enums import Right
from kentongan.orgs.types import Rights

MONTHS = 12


def list_figures(rights: Rights, *, at: datetime, months: int = MONTHS) -> list[AidFigures]:
    """Per month, neighbour, direction and kind, the newest month first. For the desks and leaders.

    Both nodes count an event once: it is "kepada tetangga" here and "dari tetangga" there, and the
    response is counted there only.
    """
    if not rights.has_anywhere(Right.SEE_BOARD):
        rights.require_anywhere(Right.FORWARD_TICKETS)
    zone = ZoneInfo(node().zone)
    rows = Aid.objects.filter(asked_at__gte=_begin(at, months, zone), asked_at__lte=at)
    columns = (
        "asked_at", "org__short_name", "direction", "kind", "state", "answered_at", "overdue_at",
    )  # fmt: skip
    return figures_of(
        Counted(
            month=f"{asked_at.astimezone(zone):%Y-%m}", org_name=org, direction=direction,
            kind=kind, state=state, asked_at=asked_at, answered_at=answered_at,
            was_overdue=overdue_at is not None,
        )
        for asked_at, org, direction, kind, state, answered_at, overdue_at in rows.values_list(
            *columns
        )
    )  # fmt: skip


def _begin(at: datetime, months: int, zone: ZoneInfo) -> datetime:
    local = at.astimezone(zone)
    count = local.year * 12 + local.month - months
    first = local.replace(year=count // 12, month=count % 12 + 1, day=1)
    return first.replace(hour=0, minute=0, second=0, microsecond=0)
