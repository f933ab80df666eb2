"""Staffing in words and as a drawing: which shift is short, the need over the roster."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kentongan.levels.types import HourNeed, ShiftNeed, Staffing

HEIGHT = 120
PER_HOUR = 6


@dataclass(frozen=True, slots=True)
class Line:
    """What is said of a shift."""

    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The need and the names of each hour as the points of two stairs, and where days begin."""

    width: int
    height: int
    most: int
    needed: str
    busy: str
    rostered: str
    days: list[tuple[int, str]]


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
        said.append(Line(text, "bad" if each.rostered == 0 else "warn"))
    return said


def worst_of(lines: Sequence[Line]) -> str:
    """The tone of the worst line; nothing of none."""
    return min((line.tone for line in lines), default="")


def draw(hours: Sequence[HourNeed]) -> Chart | None:
    """The chart; None of no hours."""
    if not hours:
        return None
    most = max(max(h.busy, h.likely, h.rostered) for h in hours) + 1
    return Chart(
        width=len(hours) * PER_HOUR,
        height=HEIGHT,
        most=most,
        needed=_stairs([h.likely for h in hours], most),
        busy=_stairs([h.busy for h in hours], most),
        rostered=_stairs([h.rostered for h in hours], most),
        days=[
            (index * PER_HOUR, f"{day_name(h.starts_at)} {h.starts_at:%d-%m}")
            for index, h in enumerate(hours)
            if h.starts_at.hour == 0
        ],
    )


def _stairs(values: Sequence[int], most: int) -> str:
    points = []
    for index, value in enumerate(values):
        y = round(HEIGHT - HEIGHT * value / most, 1)
        points += [f"{index * PER_HOUR},{y}", f"{(index + 1) * PER_HOUR},{y}"]
    return " ".join(points)
