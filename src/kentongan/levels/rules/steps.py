"""A period in steps by the clocks of a zone: hours, days, weeks from Monday, months."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kentongan.levels.enums import Step
from kentongan.levels.errors import PeriodBackwards, PeriodTooLong

MOST_DAYS = {Step.HOUR: 8, Step.DAY: 62, Step.WEEK: 366, Step.MONTH: 366}
"""So that no page has more than 200 rows, and none reads more than a year."""

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """One step: from `start` up to but without `end`, in the zone of the node."""

    start: datetime
    end: datetime
    label: str


def require_period(first: date, last: date, step: Step) -> None:
    """Raises PeriodBackwards, PeriodTooLong."""
    if not EARLIEST <= first <= last <= LATEST:
        raise PeriodBackwards(first=f"{first:%d-%m-%Y}", last=f"{last:%d-%m-%Y}")
    days = (last - first).days + 1
    if days > MOST_DAYS[step]:
        raise PeriodTooLong(days=days, most=MOST_DAYS[step])


def stretches(first: date, last: date, step: Step, zone: ZoneInfo) -> list[Stretch]:
    """The steps of a period, both days counted; the first and last week or month may be cut."""
    require_period(first, last, step)
    edge = _midnight(last + timedelta(days=1), zone)
    begins = _midnight(first, zone)
    found = []
    while begins < edge:
        ends = min(_next(begins, step, zone), edge)
        found.append(Stretch(begins, ends, _label(begins, ends, step)))
        begins = ends
    return found


def place(starts: Sequence[datetime], moment: datetime) -> int:
    """The index of the step in which a moment lies, of ascending beginnings; -1 before the first"""
    return bisect_right(starts, moment) - 1


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


def _next(begins: datetime, step: Step, zone: ZoneInfo) -> datetime:
    if step == Step.HOUR:
        return begins + timedelta(hours=1)
    if step == Step.DAY:
        return _midnight(begins.date() + timedelta(days=1), zone)
    if step == Step.WEEK:
        return _midnight(begins.date() + timedelta(days=7 - begins.weekday()), zone)
    month = begins.date().replace(day=1) + timedelta(days=32)
    return _midnight(month.replace(day=1), zone)


def _label(begins: datetime, ends: datetime, step: Step) -> str:
    if step == Step.HOUR:
        return f"{begins:%d-%m %H.%M}"
    if step == Step.DAY:
        return f"{begins:%d-%m-%Y}"
    if step == Step.WEEK:
        return f"{begins:%d-%m}–{ends - timedelta(days=1):%d-%m-%Y}"
    return f"{begins:%m-%Y}"
