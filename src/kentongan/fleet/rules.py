"""States of a unit, how long a readiness holds, when a position is old. Pure."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from kentongan.fleet.enums import UnitState
from kentongan.fleet.errors import (
    BusyIsNotSetByHand,
    ConfirmationAlreadyOver,
    NotAMeasure,
    UnitOnTask,
)
from kentongan.kernel.errors import mark
from kentongan.kernel.lifecycle import Lifecycle, Transition, everything_but

"""How long a readiness holds where no shift pattern is kept: the usual length of one (3 a day)."""

LARGEST_CREW, LARGEST_TANK_L = 1_000, 1_000_000
"""Beyond these a finger has slipped; the API's schema says the same."""

_NOT_BUSY = everything_but(UnitState.values, UnitState.BUSY)

_STEP_WORDS = {
    "available": mark("siap"),
    "break": mark("istirahat"),
    "broken": mark("rusak"),
    "off": mark("tidak piket"),
    "out-of-service": mark("tidak siap"),
    "assign": mark("tugaskan"),
    "free": mark("bebaskan"),
    "break-down": mark("mogok"),
}

UNITS = Lifecycle(
    name="unit",
    words={**dict(UnitState.choices), **_STEP_WORDS},
    states=tuple(UnitState.values),
    transitions=(
        Transition("available", _NOT_BUSY, UnitState.AVAILABLE, who="pos, awak"),
        Transition("break", _NOT_BUSY, UnitState.BREAK, who="pos, awak"),
        Transition("broken", _NOT_BUSY, UnitState.BROKEN, who="pos, awak"),
        Transition("off", _NOT_BUSY, UnitState.OFF, who="pos, awak"),
        Transition("out-of-service", _NOT_BUSY, UnitState.OUT_OF_SERVICE, who="pos, awak"),
        Transition("assign", _NOT_BUSY, UnitState.BUSY, who="penugasan"),
        Transition("free", (UnitState.BUSY,), UnitState.AVAILABLE, who="penugasan"),
        Transition("break-down", (UnitState.BUSY,), UnitState.BROKEN, who="penugasan"),
    ),
)


def require_settable(state: str, current: str, call_sign: str) -> None:
    """Refuses to set BUSY by hand (FLEET-002) and to change a unit on a task (FLEET-003)."""
    if state == UnitState.BUSY:
        raise BusyIsNotSetByHand
    if current == UnitState.BUSY:
        raise UnitOnTask(call_sign=call_sign)


def require_measures(
    *, crew_count: int, fuel_percent: int | None, water_l: int | None, oxygen_percent: int | None
) -> None:
    """Refuses what no crew can have meant (FLEET-005)."""
    if not 1 <= crew_count <= LARGEST_CREW:
        raise NotAMeasure(field="crew_count", value=crew_count)
    for field, value in (("fuel_percent", fuel_percent), ("oxygen_percent", oxygen_percent)):
        if value is not None and not 0 <= value <= 100:  # noqa: PLR2004 - percent
            raise NotAMeasure(field=field, value=value)
    if water_l is not None and not 0 <= water_l <= LARGEST_TANK_L:
        raise NotAMeasure(field="water_l", value=water_l)


def require_future(valid_until: datetime, at: datetime) -> None:
    """Refuses a readiness that would be over before it begins (FLEET-006)."""
    if valid_until <= at:
        raise ConfirmationAlreadyOver


def end_of_shift(
    patterns: Sequence[tuple[time, time]], local: datetime, *, unknown: timedelta
) -> datetime:
    """When the running shift ends, in the zone of `local`. Without patterns: `unknown` on.

    A pattern whose end is not after its start passes midnight (23.00–07.00).
    """
    ends = [end for pattern in patterns if (end := _end_if_running(*pattern, local)) is not None]
    return min(ends, default=local + unknown)


def _end_if_running(starts: time, ends: time, local: datetime) -> datetime | None:
    """The end of today's or last night's run of a pattern, if `local` lies in it."""
    for days_back in (0, 1):
        day = local.date() - timedelta(days=days_back)
        begin = datetime.combine(day, starts, local.tzinfo)
        end = datetime.combine(day, ends, local.tzinfo)
        if end <= begin:
            end += timedelta(days=1)
        if begin <= local < end:
            return end
    return None
