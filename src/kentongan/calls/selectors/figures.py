"""Calls as figures, for those who see no call: shares, the desk's work, stamps, hours."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncHour

from kentongan.calls.enums import LINE_CHANNELS, CallState, Channel, Disposition
from kentongan.calls.limits import SHORT_WAIT
from kentongan.calls.models import Call
from kentongan.calls.rules import share_of, shares_of
from kentongan.calls.types import DayOfCalls, DeskWork, MeasuredCall
from kentongan.journal.enums import NodeKind
from kentongan.journal.selectors import node
from kentongan.kernel.percentiles import percentiles
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import within
from kentongan.orgs.types import Rights


def day_of_calls(rights: Rights, start: datetime, until: datetime) -> DayOfCalls:
    """The calls that rang in between: what they were, and how they fell on the desk. Calls that
    were made to try the line are none."""
    rows = visible_to_board(rights).filter(arrived_at__gte=start, arrived_at__lt=until)
    rows = rows.exclude(disposition=Disposition.TEST)
    columns = ("state", "disposition", "arrived_at", "answered_at", "ended_at", "answered_by")
    found = list(rows.values_list(*columns))
    short = SHORT_WAIT.lasts(until)
    return DayOfCalls(
        shares=shares_of(_share(*row[:5], short=short) for row in found),
        desk=_desk_work([(rang, taken, by) for _, _, rang, taken, _, by in found if taken]),
    )


def measured_calls(rights: Rights, start: datetime, until: datetime) -> list[MeasuredCall]:
    """The calls that came in between with their stamps, of those an actor may see as figures: by
    telephone only, and no test call. Costs as much as the stretch of time, not as history.
    """
    rows = _counted(rights).filter(arrived_at__gte=start, arrived_at__lt=until)
    columns = (
        "state", "disposition", "arrived_at", "answered_at", "ended_at", "classified_at",
        "answered_by",
    )  # fmt: skip
    short = SHORT_WAIT.lasts(until)
    return [
        MeasuredCall(
            rang, taken, ended, said, by, disposition,
            _share(state, disposition, rang, taken, ended, short=short),
        )
        for state, disposition, rang, taken, ended, said, by in rows.values_list(*columns)
    ]  # fmt: skip


def hourly_calls(rights: Rights, start: datetime, until: datetime) -> dict[datetime, int]:
    """How many of the same came in each hour, by its beginning; hours without a call are absent."""
    rows = _counted(rights).filter(arrived_at__gte=start, arrived_at__lt=until)
    hours = rows.values_list(TruncHour("arrived_at", tzinfo=UTC)).order_by()
    return dict(hours.annotate(Count("id")))


def count_arrivals(rights: Rights, after: datetime, until: datetime) -> int:
    """How many of the same came after a moment, up to and with another: a sliding window."""
    return _counted(rights).filter(arrived_at__gt=after, arrived_at__lte=until).count()


def arrival_times(rights: Rights, after: datetime, until: datetime) -> list[datetime]:
    """When each of them came, the earliest first."""
    rows = _counted(rights).filter(arrived_at__gt=after, arrived_at__lte=until)
    return list(rows.order_by("arrived_at").values_list("arrived_at", flat=True))


def counts_in(rights: Rights, stretches: Sequence[tuple[datetime, datetime]]) -> list[int]:
    """How many of the same came in each of some stretches of time, read in one question."""
    spans = [Q(arrived_at__gte=start, arrived_at__lt=until) for start, until in stretches]
    if not spans:
        return []
    rows = _counted(rights).filter(reduce(or_, spans))
    counts = {f"n{place}": Count("id", filter=span) for place, span in enumerate(spans)}
    return list(rows.aggregate(**counts).values())


def first_arrival(rights: Rights) -> datetime | None:
    """When the first of them came; None before any."""
    return _counted(rights).order_by("arrived_at").values_list("arrived_at", flat=True).first()


def _counted(rights: Rights) -> QuerySet[Call]:
    """On a live node the practice line is no call."""
    rows = visible_to_board(rights).exclude(disposition=Disposition.TEST)
    rows = rows.exclude(state=CallState.TEST).filter(channel__in=LINE_CHANNELS)
    is_live = node().kind == NodeKind.LIVE
    return rows.exclude(channel=Channel.SIMULATED) if is_live else rows


def _desk_work(taken: list[tuple[datetime, datetime, UUID | None]]) -> DeskWork:
    by_person = Counter(person for _, _, person in taken if person is not None)
    return DeskWork(
        answered=len(taken),
        people=len(by_person),
        most_by_one=max(by_person.values(), default=0),
        waited=percentiles((answered - rang).total_seconds() for rang, answered, _ in taken),
    )


def visible_to_board(rights: Rights) -> QuerySet[Call]:
    """The calls an actor may see as figures: leaders see no call, but its share."""
    right = Right.SEE_CALLS if rights.has_anywhere(Right.SEE_CALLS) else Right.SEE_BOARD
    return Call.objects.filter(within(rights.scope(right)))


def _share(
    state: str,
    disposition: str,
    arrived_at: datetime,
    answered_at: datetime | None,
    ended_at: datetime | None,
    *,
    short: timedelta,
) -> str:
    is_lost = state == CallState.ABANDONED or (answered_at is None and ended_at is not None)
    waited = ended_at - arrived_at if ended_at else None
    is_lost = is_lost and not _counts(disposition)
    return share_of(disposition, waited=waited, short=short, is_lost=is_lost)


def _counts(disposition: str) -> bool:
    return disposition not in ("", Disposition.DROPPED)
