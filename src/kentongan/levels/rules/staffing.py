"""What shifts lack: people needed by hour beside names on the roster. It rosters nobody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kentongan.levels.rules.forecast import Forecast

LEAST_HANDLED = 30
"""So many calls with a measured handling time make a mean that means something."""

LEAST_LOST = 10
"""So many callers who gave up make a patience (practice.md §4: below ten it is chance)."""

_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Turn:
    """A shift on a day."""

    name: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Named:
    """One named person on the roster; `who` tells the same person in two duties."""

    who: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class HourNeed:
    """An hour ahead: how many calls are expected, how many people that takes, who is rostered.

    `forecast`, `likely` and `busy` are None of an hour on a `holiday` where too few past ones are
    known; `busy` is the need where as many ring as in the busiest hour of ten.
    """

    starts_at: datetime
    forecast: Forecast | None
    likely: int | None
    busy: int | None
    rostered: int
    holiday: str = ""


@dataclass(frozen=True, slots=True)
class ShiftNeed:
    """A shift: the most people that an hour of it needs, and the fewest names an hour of it has.

    `needed` and `busy` are None where an hour of it is not forecast: neither short nor enough.
    """

    name: str
    starts_at: datetime
    ends_at: datetime
    needed: int | None
    busy: int | None
    rostered: int
    short: int
    """By how many it is short in its worst hour."""
    spare: int
    """How many more than even its busiest hours need are there throughout."""
    holiday: str = ""
    """The holidays that it touches, by name."""


def turns(
    shifts: Iterable[tuple[str, time, time]], first: date, days: int, zone: ZoneInfo
) -> list[Turn]:
    """Each shift on each day, by its beginning; one that ends before it begins ends tomorrow."""
    known = list(shifts)
    found = []
    for offset in range(days):
        day = first + timedelta(days=offset)
        for name, starts, ends in known:
            begins = datetime.combine(day, starts, zone)
            over = datetime.combine(day, ends, zone)
            found.append(Turn(name, begins, over if over > begins else over + timedelta(days=1)))
    return sorted(found, key=lambda turn: turn.starts_at)


def rostered_at(names: Iterable[Named], hour: datetime) -> int:
    """How many different people are there throughout an hour. Half an hour answers half of it."""
    ends = hour + _HOUR
    return len({n.who for n in names if n.starts_at <= hour and n.ends_at >= ends})


def shift_needs(found: Iterable[Turn], hours: Sequence[HourNeed]) -> list[ShiftNeed]:
    """What each shift lacks, of the hours that lie in it."""
    needs = []
    for turn in found:
        mine = [h for h in hours if turn.starts_at <= h.starts_at < turn.ends_at]
        if mine:
            needs.append(_shift_need(turn, mine))
    return needs


def _shift_need(turn: Turn, mine: Sequence[HourNeed]) -> ShiftNeed:
    likely = [(h.likely, h.rostered) for h in mine if h.likely is not None]
    busy = [(h.busy, h.rostered) for h in mine if h.busy is not None]
    is_known = len(likely) == len(mine)
    return ShiftNeed(
        name=turn.name,
        starts_at=turn.starts_at,
        ends_at=turn.ends_at,
        needed=max(n for n, _ in likely) if is_known else None,
        busy=max(n for n, _ in busy) if is_known else None,
        rostered=min(h.rostered for h in mine),
        short=max(max(n - there for n, there in likely), 0) if is_known else 0,
        spare=max(min(there - n for n, there in busy), 0) if is_known else 0,
        holiday=", ".join(dict.fromkeys(h.holiday for h in mine if h.holiday)),
    )


def mean_handling_s(
    talked: Iterable[float | None], wrote: Iterable[float | None]
) -> tuple[float | None, int]:
    """Mean seconds a call occupies a person, and of how many; None of fewer than thirty."""
    known = [
        talk + (after or 0.0)
        for talk, after in zip(talked, wrote, strict=True)
        if talk is not None and talk >= 0
    ]
    mean = sum(known) / len(known) if len(known) >= LEAST_HANDLED else None
    return mean, len(known)


def mean_patience_s(answered_waits: Iterable[float], lost_waits: Iterable[float]) -> float | None:
    """Mean patience where waits of the answered are cut short by the answer: all the waiting over
    the number of those who gave up (Brown et al., JASA 100, 2005). None below ten of them.
    """
    gave_up = list(lost_waits)
    if len(gave_up) < LEAST_LOST:
        return None
    return (sum(answered_waits) + sum(gave_up)) / len(gave_up) or None
