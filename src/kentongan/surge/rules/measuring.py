"""Is this a surge, and is it over: from the moments of calls alone."""

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

KNOWN_DAYS = 28
"""What is usual at an hour is the middle of so many days: one surge among them changes little."""

LEAST_DAYS = 7
"""With fewer nobody knows what is usual: only the smallest number decides."""

STEP = timedelta(minutes=5)
HOUR_S = 3600


@dataclass(frozen=True, slots=True)
class Measure:
    """How it stands at a moment. `usual` is of such a window at this hour, None where unknown."""

    at: datetime
    window_s: int
    arrivals: int
    usual: float | None
    threshold: int
    waiting: int
    operators: int
    waiting_each: int

    @property
    def is_by_arrivals(self) -> bool:
        """Whether calls come faster than usual."""
        return self.arrivals >= self.threshold

    @property
    def waiting_threshold(self) -> int:
        """How many may wait before it is too much for those at the desk; nobody there counts as
        one: somebody has to come.
        """
        return self.waiting_each * max(1, self.operators)

    @property
    def is_by_waiting(self) -> bool:
        """Whether more wait than those at the desk can take."""
        return self.waiting >= self.waiting_threshold

    @property
    def is_over(self) -> bool:
        """Whether it may be a surge."""
        return self.is_by_arrivals or self.is_by_waiting


def threshold_of(usual: float | None, *, least: int, percent: int) -> int:
    """From how many calls in a window it may be a surge."""
    return max(least, math.ceil((usual or 0.0) * percent / 100))


def usual_of(counts: Sequence[int], *, window_s: int) -> float | None:
    """How many calls such a window has in this hour of the day: the middle of the days before, each
    with the calls of that hour; None of too few days.
    """
    if len(counts) < LEAST_DAYS:
        return None
    return median(counts) * window_s / HOUR_S


def fullest(arrivals: Sequence[datetime], *, since: datetime, window: timedelta) -> int:
    """The most calls that any window ending at or after `since` held; `arrivals` are in order."""
    ends = [since, *(moment for moment in arrivals if moment > since)]
    return max(
        bisect_right(arrivals, end) - bisect_right(arrivals, end - window) for end in ends
    )  # fmt: skip


def is_quiet(
    arrivals: Sequence[datetime], found: Measure, *, declared_at: datetime, quiet: timedelta
) -> bool:
    """Whether no window of the last while was full, nobody waits in excess, and the surge has
    lasted as long itself: one that was declared early is not proposed to end at once.
    """
    since = found.at - quiet
    if declared_at > since or found.is_by_waiting:
        return False
    window = timedelta(seconds=found.window_s)
    return fullest(arrivals, since=since, window=window) < found.threshold


def steps_of(
    arrivals: Sequence[datetime], *, start: datetime, until: datetime
) -> list[tuple[datetime, int]]:
    """How many came in each five minutes, by its beginning on the clock; none are said too."""
    step_s = STEP.total_seconds()
    first = start.timestamp() // step_s
    counts = [0] * max(1, math.ceil(until.timestamp() / step_s - first))
    for moment in arrivals:
        place = int(moment.timestamp() // step_s - first)
        if 0 <= place < len(counts):
            counts[place] += 1
    begins = datetime.fromtimestamp(first * step_s, start.tzinfo)
    return [(begins + index * STEP, count) for index, count in enumerate(counts)]
