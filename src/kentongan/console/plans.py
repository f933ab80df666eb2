"""Response plans as the pages of settings show and take them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest

from kentongan.console.forms import choice, line
from kentongan.console.settings_forms import area, point, whole
from kentongan.dispatch.enums import LEVELS
from kentongan.dispatch.selectors import Rehearsed
from kentongan.dispatch.types import PlanLevel, PlanSubject
from kentongan.incidents.enums import Priority
from kentongan.incidents.selectors import category_at
from kentongan.kernel.errors import Unreadable, mark
from kentongan.orgs.types import Organisation
from kentongan.regions.selectors import find_village_at

SPARE_UNITS, SPARE_NOTIFY, SPARE_AID = 3, 2, 1
"""Empty rows below those that are there, per level."""
MOST_ROWS = 50
MOST_OF_ONE = 50
UNITS = tuple[tuple[str, int], ...]

_HOUR = re.compile(r"(([01][0-9]|2[0-3])[:.][0-5][0-9])?")


@dataclass(frozen=True, slots=True)
class LevelShown:
    """One alarm level: what it adds, by name."""

    number: int
    units: UNITS
    notify: tuple[Organisation, ...]
    aid: tuple[Organisation, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.units or self.notify or self.aid)


@dataclass(frozen=True, slots=True)
class LevelRows:
    """The rows of the form for one level, empty ones at the end."""

    number: int
    units: tuple[tuple[str, int | str], ...]
    notify: tuple[object, ...]
    aid: tuple[object, ...]


def known_by(row: object) -> tuple[object, ...]:
    """What a plan is known by: its versions have the same."""
    names = ("category", "family", "priority", "region", "hours_from", "hours_until")
    return tuple(getattr(row, name) for name in names)


def shown(levels: Iterable[PlanLevel], orgs: Mapping[UUID, Organisation]) -> list[LevelShown]:
    """The levels with the names of who is in them."""
    return [
        LevelShown(
            number,
            level.units,
            tuple(orgs[each] for each in level.notify),
            tuple(orgs[each] for each in level.aid),
        )
        for number, level in enumerate(levels, start=1)
    ]


def form_rows(levels: Iterable[PlanLevel]) -> list[LevelRows]:
    """What a form is filled with."""
    return [
        LevelRows(
            number,
            (*level.units, *[("", "")] * SPARE_UNITS),
            (*level.notify, *[""] * SPARE_NOTIFY),
            (*level.aid, *[""] * SPARE_AID),
        )
        for number, level in enumerate(levels, start=1)
    ]


EMPTY = tuple(PlanLevel() for _ in LEVELS)


def subject(request: HttpRequest) -> PlanSubject:
    """What a plan is for: `category:SNAKE`, `family:ANIMAL` or `all`, and where and when."""
    kind, _, code = line(request, "subject", longest=80).partition(":")
    if kind not in {"category", "family", "all"} or (kind != "all" and not code):
        raise _unknown("subject", kind)
    return PlanSubject(
        region=area(request),
        category=code if kind == "category" else "",
        family=code if kind == "family" else "",
        priority=choice(request, "priority", Priority) if request.POST.get("priority") else "",
        hours_from=_hour(request, "hours_from"),
        hours_until=_hour(request, "hours_until"),
    )


def levels(request: HttpRequest) -> list[PlanLevel]:
    """The rows of each level; empty ones are left out."""
    return [
        PlanLevel(
            units=_units(request, number),
            notify=_orgs(request, f"notify_{number}"),
            aid=_orgs(request, f"aid_{number}"),
        )
        for number in LEVELS
    ]


def _units(request: HttpRequest, number: int) -> UNITS:
    named = request.POST.getlist(f"capability_{number}")
    counts = request.POST.getlist(f"count_{number}")
    if not len(named) == len(counts) <= MOST_ROWS:
        raise _unknown(f"count_{number}", str(len(counts)))
    return tuple(
        (capability[:40], _count(f"count_{number}", count))
        for capability, count in zip(named, counts, strict=True)
        if capability
    )


def _count(name: str, said: str) -> int:
    said = said.strip() or "1"
    if not (said.isascii() and said.isdigit() and 1 <= int(said[:4]) <= MOST_OF_ONE):
        raise Unreadable(field=name, reason=said[:40], expected=f"1–{MOST_OF_ONE}")
    return int(said)


def _orgs(request: HttpRequest, name: str) -> tuple[UUID, ...]:
    try:
        return tuple(UUID(said) for said in request.POST.getlist(name)[:MOST_ROWS] if said)
    except ValueError:
        raise _unknown(name, request.POST.get(name, "")) from None


def _hour(request: HttpRequest, name: str) -> str:
    said = line(request, name, longest=8).strip()
    if not _HOUR.fullmatch(said):
        raise Unreadable(field=name, reason=said or "—", expected=mark("Jam, misalnya 22.00."))
    return said.replace(".", ":")


def _unknown(name: str, said: str) -> Unreadable:
    return Unreadable(
        field=name, reason=said[:40] or "—", expected=mark("Pilih salah satu yang tersedia.")
    )


def tried(request: HttpRequest, opened_at: datetime) -> Rehearsed:
    """An incident that has not happened. The village of its point is known where polygons are
    loaded; else the region that was typed counts.
    """
    where = point(request)
    village = find_village_at(where.lat, where.lon) if where else None
    category = category_at(line(request, "category", longest=40), opened_at)
    priority = request.POST.get("priority") or category.priority
    return Rehearsed(
        category=category,
        priority=Priority(priority) if priority in Priority.values else category.priority,
        region=village.code if village else area(request),
        point=where,
        alarm_level=whole(request, "alarm_level", least=1, most=len(LEVELS)),
        opened_at=opened_at,
    )
