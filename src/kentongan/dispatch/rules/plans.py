"""Response plans from values alone: which one holds, and which units would fill it (ADR 0017).

Of all plans that fit, the most special one holds, whole; plans are never mixed. In this order:
its kind of incident before its family before any; a priority before any; the smaller area; the
shorter hours before any hour; what was decided later.
"""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from kentongan.dispatch.enums import LEVELS
from kentongan.dispatch.errors import PlanUnreadable
from kentongan.dispatch.types.plans import PlanLevel, PlanSubject
from kentongan.kernel.errors import mark
from kentongan.regions.types import contains

MOST_UNITS = 50
"""Of one capability at one level: a bound against a slip of the finger."""
DAY_MIN = 24 * 60

_HOUR = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


class Plan(Protocol):
    """A dated row of the regency's plans, or anything shaped like one."""

    id: int
    category: str
    family: str
    priority: str
    region: str
    hours_from: str
    hours_until: str
    valid_from: datetime


P = TypeVar("P", bound=Plan)


@dataclass(frozen=True, slots=True)
class Case:
    """What a plan is looked for: `hour` is the node's own, `22:05`."""

    category: str
    family: str
    priority: str
    region: str
    hour: str


def plans_for(plans: Iterable[P], case: Case) -> list[P]:
    """Those that fit, the one that holds first."""
    return sorted((plan for plan in plans if _fits(plan, case)), key=_order)


LOST_BY = (
    mark("jenis atau rumpunnya lebih umum"),
    mark("prioritasnya lebih umum"),
    mark("wilayahnya lebih luas"),
    mark("jamnya lebih panjang"),
    mark("ditetapkan lebih dahulu"),
)
"""Why a plan that fits gives way to the one that holds, criterion by criterion."""


def lost_by(plan: Plan, winner: Plan) -> str:
    """The first criterion by which a plan gives way, in words."""
    pairs = zip(_order(plan), _order(winner), LOST_BY, strict=False)
    return next((words for mine, theirs, words in pairs if mine != theirs), LOST_BY[-1])


def _fits(plan: Plan, case: Case) -> bool:
    return (
        plan.category in {"", case.category}
        and plan.family in {"", case.family}
        and plan.priority in {"", case.priority}
        and contains(plan.region, case.region)
        and _is_within(case.hour, plan.hours_from, plan.hours_until)
    )


def _is_within(hour: str, start: str, until: str) -> bool:
    if not start:
        return True
    if start < until:
        return start <= hour < until
    return hour >= start or hour < until


def _order(plan: Plan) -> tuple[int, int, int, int, float, int]:
    kind = 0 if plan.category else 1 if plan.family else 2
    return (
        kind, 0 if plan.priority else 1, -len(plan.region), _length_min(plan),
        -plan.valid_from.timestamp(), -plan.id,
    )  # fmt: skip


def _length_min(plan: Plan) -> int:
    if not plan.hours_from:
        return DAY_MIN
    return (_minute(plan.hours_until) - _minute(plan.hours_from)) % DAY_MIN


def _minute(hour: str) -> int:
    return int(hour[:2]) * 60 + int(hour[3:])


def summed(levels: Sequence[PlanLevel], upto: int) -> tuple[tuple[str, int], ...]:
    """What is asked for at a level: its own lines and those of the levels below it."""
    found: dict[str, int] = {}
    for level in levels[:upto]:
        for capability, count in level.units:
            found[capability] = found.get(capability, 0) + count
    return tuple(found.items())


def fill(slots: Sequence[str], units: Sequence[AbstractSet[str]]) -> dict[int, int]:
    """Which unit fills which slot, one unit one slot: {slot: unit}. As many as can be are filled,
    the first slots and the first units before the later ones.
    """
    filled: dict[int, int] = {}

    def place(slot: int, tried: set[int]) -> bool:
        able = [n for n, can in enumerate(units) if slots[slot] in can and n not in tried]
        taken = {number: other for other, number in filled.items()}
        for number in sorted(able, key=lambda n: n in taken):
            tried.add(number)
            # Whoever has it may find another one: a rescue engine leaves water to a tanker.
            if number not in taken or place(taken[number], tried):
                filled[slot] = number
                return True
        return False

    for slot in range(len(slots)):
        place(slot, set())
    return filled


def require_plan(subject: PlanSubject, levels: Sequence[PlanLevel]) -> None:
    """Refuses a plan that cannot be followed (DISPATCH-044)."""
    for is_wrong, where in (*_wrong_subject(subject), *_wrong_levels(levels)):
        if is_wrong:
            raise PlanUnreadable(reason=where)


def _wrong_subject(subject: PlanSubject) -> tuple[tuple[bool, str], ...]:
    hours = (subject.hours_from, subject.hours_until)
    is_window = all(_HOUR.fullmatch(each) for each in hours) and hours[0] != hours[1]
    return (
        (bool(subject.category and subject.family), mark("jenis dan rumpun sekaligus")),
        (any(hours) and not is_window, mark("jam mulai dan jam selesai")),
    )


def _wrong_levels(levels: Sequence[PlanLevel]) -> Iterable[tuple[bool, str]]:
    yield len(levels) > len(LEVELS), mark("tingkat alarm 1 sampai 3")
    yield all(level.is_empty for level in levels), mark("tidak ada isinya")
    for level in levels:
        counts = [count for _, count in level.units]
        yield any(not 1 <= count <= MOST_UNITS for count in counts), mark("jumlah unit")
        named = [capability for capability, _ in level.units]
        yield (
            any(len(set(e)) < len(e) for e in (named, level.notify, level.aid)),
            mark("baris yang sama dua kali"),
        )
