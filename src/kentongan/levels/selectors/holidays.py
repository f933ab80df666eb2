"""Which days are holidays: the regency's own word, and what falls on the same date each year."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from kentongan.levels.enums import HolidayKind
from kentongan.levels.models import Holiday
from kentongan.levels.rules import holidays as rules
from kentongan.levels.rules.holidays import HolidayRow
from kentongan.levels.rules.holidays import require_holidays as require_holidays


def list_holidays() -> list[Holiday]:
    """What the regency says now, by day."""
    return list(Holiday.objects.filter(valid_until=None).order_by("day"))


def holidays_of_year(year: int) -> list[tuple[HolidayRow, Holiday | None]]:
    """Each day that is named, with the regency's row where it has said so itself."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    own = {row.day: row for row in _decided(first, last)}
    named = rules.calendar(map(_row, own.values()), first, last)
    return [(_worded(row, own), own.get(day)) for day, row in named.items()]


def past_words(year: int) -> list[Holiday]:
    """What was said of days of a year and holds no more, the newest first."""
    rows = Holiday.objects.filter(day__year=year, valid_until__isnull=False)
    return list(rows.order_by("-valid_until", "day"))


def holidays_between(first: date, last: date) -> tuple[dict[date, str], list[int]]:
    """(Names of the holidays of a time, both ends counted; the years in it of which the regency has
    said nothing yet, so that only those of fixed date are known).
    """
    years = range(first.year, last.year + 1)
    own = {row.day: row for row in _decided(date(first.year, 1, 1), date(last.year, 12, 31))}
    named = rules.calendar(map(_row, own.values()), first, last)
    worded = {day: _worded(row, own) for day, row in named.items()}
    return rules.days_off(worded), _empty(years, {day.year for day in own})


def _empty(years: range, said: Collection[int]) -> list[int]:
    return [year for year in years if year not in said]


def _decided(first: date, last: date) -> list[Holiday]:
    rows = Holiday.objects.filter(valid_until=None, day__gte=first, day__lte=last)
    return list(rows.order_by("day"))


def _worded(row: HolidayRow, own: Collection[date]) -> HolidayRow:
    """Those of fixed date in the reader's language; the regency's own word as it is."""
    return row if row.day in own else replace(row, name=_(row.name))


def _row(said: Holiday) -> HolidayRow:
    return HolidayRow(said.day, said.name, HolidayKind(said.kind), said.legal_basis)
