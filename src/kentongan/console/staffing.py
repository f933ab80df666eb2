"""Staffing in words and as a drawing: which shift is short, the need over the roster."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kentongan.levels.types import HourNeed, ShiftNeed, Staffing

HEIGHT = 120
PER_HOUR = 6
NAMED_HEIGHT = 12
"""A line of text more, where days have names."""

LONGEST_IN_CHART = 24
"""So many letters fit under a day; the whole name is in the table and in the sentence."""


@dataclass(frozen=True, slots=True)
class Line:
    """What is said of a shift."""

    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class DayOff:
    """A holiday in the chart; `name` as far as it fits."""

    x: int
    width: int
    name: str
    full_name: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The need and the names of each hour as the points of stairs, which break off where an hour is
    not forecast, and where days begin.
    """

    width: int
    height: int
    box: int
    """Its whole height, with what is written below."""
    needed: list[str]
    busy: list[str]
    rostered: list[str]
    days: list[tuple[int, str]]
    holidays: list[DayOff]


def day_name(moment: datetime) -> str:
    """`Sabtu`."""
    names = (
        _("Senin"), _("Selasa"), _("Rabu"), _("Kamis"), _("Jumat"), _("Sabtu"), _("Minggu"),
    )  # fmt: skip
    return names[moment.weekday()]


def shift_row(each: ShiftNeed) -> tuple[str, str, ShiftNeed]:
    """(`Sabtu 28-11`, `22.00–06.00`, the shift), by the clocks in which its moments are given: a
    template would turn them to its own zone.
    """
    day = f"{day_name(each.starts_at)} {each.starts_at:%d-%m}"
    return day, f"{each.starts_at:%H.%M}–{each.ends_at:%H.%M}", each


def short_lines(found: Staffing) -> list[Line]:
    """The sentence of each shift that is short: `Regu Malam hari Sabtu (28-11) kurang 1 petugas`"""
    said = []
    for each in found.shifts:
        if not each.short:
            continue
        text = ngettext(
            "Regu {name} hari {day} ({on}) kurang {n} petugas: perlu {needed}, terjadwal {there}.",
            "Regu {name} hari {day} ({on}) kurang {n} petugas: perlu {needed}, terjadwal {there}.",
            each.short,
        ).format(
            name=each.name, day=day_name(each.starts_at), on=f"{each.starts_at:%d-%m}",
            n=each.short, needed=each.needed, there=each.rostered,
        )  # fmt: skip
        if each.holiday:
            text = _("{sentence} Libur: {name}.").format(sentence=text, name=each.holiday)
        said.append(Line(text, "bad" if each.rostered == 0 else "warn"))
    return said


def worst_of(lines: Sequence[Line]) -> str:
    """The tone of the worst line; nothing of none."""
    return min((line.tone for line in lines), default="")


def holiday_lines(found: Staffing) -> list[Line]:
    """What each holiday of the coming days rests on: past ones, or nothing that could be said."""
    said = []
    for (on, name), of_day in groupby(
        (h for h in found.hours if h.holiday), lambda h: (h.starts_at.date(), h.holiday)
    ):
        day = day_name(next(of_day).starts_at)
        if found.holidays is None:
            text = _(
                "{day} ({on}) libur, {name}: belum dapat diperkirakan dari {n} hari libur "
                "sebelumnya, perlu {least}. Tentukan sendiri petugasnya."
            )
            text = text.format(
                day=day,
                on=f"{on:%d-%m}",
                name=name,
                n=found.past_holidays,
                least=found.least_holidays,
            )
            said.append(Line(text, "warn"))
            continue
        text = _("{day} ({on}) libur, {name}: perkiraan dari {n} hari libur sebelumnya.")
        said.append(
            Line(text.format(day=day, on=f"{on:%d-%m}", name=name, n=found.holidays.days), "")
        )
    return said


def draw(hours: Sequence[HourNeed]) -> Chart | None:
    """The chart; None of no hours."""
    if not hours:
        return None
    most = max(max(h.busy or 0, h.likely or 0, h.rostered) for h in hours) + 1
    holidays = list(_days_off(hours))
    return Chart(
        width=len(hours) * PER_HOUR,
        height=HEIGHT,
        box=HEIGHT + 20 + (NAMED_HEIGHT if holidays else 0),
        needed=_stairs([h.likely for h in hours], most),
        busy=_stairs([h.busy for h in hours], most),
        rostered=_stairs([h.rostered for h in hours], most),
        days=[
            (index * PER_HOUR, f"{day_name(h.starts_at)} {h.starts_at:%d-%m}")
            for index, h in enumerate(hours)
            if h.starts_at.hour == 0
        ],
        holidays=holidays,
    )


def _days_off(hours: Sequence[HourNeed]) -> Iterator[DayOff]:
    dated = ((index, h) for index, h in enumerate(hours) if h.holiday)
    for _on, of_day in groupby(dated, lambda each: each[1].starts_at.date()):
        rows = list(of_day)
        (first, hour), width = rows[0], len(rows) * PER_HOUR
        name = hour.holiday
        fits = LONGEST_IN_CHART * len(rows) // 24
        short = name if len(name) <= fits else f"{name[:fits].rstrip()}…"
        yield DayOff(first * PER_HOUR, width, short, name)


def _stairs(values: Sequence[int | None], most: int) -> list[str]:
    """One stair for each stretch of known values."""
    stairs = []
    for is_known, run in groupby(enumerate(values), lambda each: each[1] is not None):
        points = []
        for index, value in run:
            y = round(HEIGHT - HEIGHT * (value or 0) / most, 1)
            points += [f"{index * PER_HOUR},{y}", f"{(index + 1) * PER_HOUR},{y}"]
        if is_known:
            stairs.append(" ".join(points))
    return stairs
