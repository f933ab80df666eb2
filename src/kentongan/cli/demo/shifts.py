"""Three shifts a day, planned anew at each start, so that somebody is always on duty now.

Pagi 07.00–15.00, Siang 15.00–22.00, Malam 22.00–07.00, in the node's zone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

ROSTER_DAYS = 3
"""Today and the two days to come."""


@dataclass(frozen=True, slots=True)
class DemoShift:
    """One pattern of the day."""

    name: str
    starts: time
    ends: time


SHIFTS = (
    DemoShift("Pagi", time(7), time(15)),
    DemoShift("Siang", time(15), time(22)),
    DemoShift("Malam", time(22), time(7)),
)


@dataclass(frozen=True, slots=True)
class Turn:
    """One shift of one day. `number` counts them since the epoch: rosters rotate by it."""

    number: int
    starts_at: datetime
    ends_at: datetime


def turns_around(at: datetime, zone: ZoneInfo, days: int = ROSTER_DAYS) -> Iterator[Turn]:
    """The turns from the one before the running one until the end of the last day."""
    today = at.astimezone(zone).date()
    for offset in range(-1, days):
        day = today + timedelta(days=offset)
        for position, shift in enumerate(SHIFTS):
            begins = datetime.combine(day, shift.starts, zone)
            ends = datetime.combine(day, shift.ends, zone)
            if ends <= begins:
                ends += timedelta(days=1)
            if ends > at - timedelta(hours=9):
                yield Turn(day.toordinal() * len(SHIFTS) + position, begins, ends)


def running_turn(at: datetime, zone: ZoneInfo) -> Turn:
    """The turn in which `at` lies: the three shifts leave no gap."""
    return next(turn for turn in turns_around(at, zone) if turn.starts_at <= at < turn.ends_at)
