"""How many calls an hour will bring, from the centre's own weeks, with honest intervals.

Each hour of the week is its own season. Recent weeks weigh more. An hour with few calls leans on
what the hour of the day and the day of the week say together. How wide the interval is comes from
how far past hours strayed: Poisson where they did not stray more, else negative binomial.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

WEEK_H = 168
LEAST_WEEKS = 4
"""With less there is no forecast: a sentence says so."""

MOST_WEEKS = 26
DECAY = 0.9
"""A week weighs nine tenths of the one after it."""

LEANING_WEEKS = 3.0
"""So many weeks does the profile of day and hour weigh beside the hour's own past."""

TESTED_WEEKS = 4
_SMALLEST = 1e-6
_MOST_COUNT = 100_000


@dataclass(frozen=True, slots=True)
class Forecast:
    """Calls in one hour: expected, and between which numbers with 80 and with 95 % probability."""

    mean: float
    low80: int
    high80: int
    low95: int
    high95: int


@dataclass(frozen=True, slots=True)
class BackTest:
    """What the forecast would have said of weeks that are over, each from the weeks before it.

    Errors are mean absolute errors in calls an hour; `naive_error` is that of "as in the same hour
    a week ago". The covers are shares of hours that fell into the interval.
    """

    hours: int
    error: float
    naive_error: float
    cover80: float
    cover95: float


@dataclass(frozen=True, slots=True)
class Model:
    """What is known of each hour of the week (Monday 00.00 is 0)."""

    means: tuple[float, ...]
    spread: float
    """Variance over mean of past hours; 1 is Poisson."""
    known: float
    """How many weeks the means rest on, by weight."""

    def at(self, slot: int) -> Forecast:
        """The forecast of an hour of the week."""
        mean = self.means[slot % WEEK_H]
        variance = mean * self.spread * (1 + 1 / self.known)
        return Forecast(
            mean,
            quantile(mean, variance, 0.1), quantile(mean, variance, 0.9),
            quantile(mean, variance, 0.025), quantile(mean, variance, 0.975),
        )  # fmt: skip


def slot_of(local: datetime) -> int:
    """Which hour of the week a local moment lies in."""
    return local.weekday() * 24 + local.hour


def weeks_of(
    counts: Mapping[datetime, int], until: datetime, first: datetime
) -> list[tuple[int, ...]]:
    """Whole weeks of hourly counts before `until`, oldest first, each beginning at Monday 00.00.

    `counts` is by the beginning of each local hour; an hour without a call counts as 0. Weeks that
    began before `first` (the first call ever) are not known and left out.
    """
    monday = until.replace(hour=0, minute=0, second=0, microsecond=0)
    monday -= timedelta(days=monday.weekday())
    found: list[tuple[int, ...]] = []
    while len(found) < MOST_WEEKS and monday - timedelta(weeks=1) >= first:
        monday -= timedelta(weeks=1)
        week = (counts.get(monday + timedelta(hours=h), 0) for h in range(WEEK_H))
        found.append(tuple(week))
    return found[::-1]


def learn(weeks: Sequence[Sequence[int]]) -> Model | None:
    """The model of some whole weeks, oldest first; None of fewer than four."""
    if len(weeks) < LEAST_WEEKS:
        return None
    weights = [DECAY**age for age in range(len(weeks) - 1, -1, -1)]
    total = sum(weights)
    own = [_mean(weeks, weights, slot) for slot in range(WEEK_H)]
    profile = _profile(own)
    means = tuple(
        (total * mine + LEANING_WEEKS * leans) / (total + LEANING_WEEKS)
        for mine, leans in zip(own, profile, strict=True)
    )
    known = total**2 / sum(w * w for w in weights) + LEANING_WEEKS
    return Model(means, _spread(weeks, own), known)


def back_test(weeks: Sequence[Sequence[int]], tested: int = TESTED_WEEKS) -> BackTest | None:
    """Forecast each of the last weeks from those before it; None where none has four before it."""
    errors: list[float] = []
    naive: list[float] = []
    in80 = in95 = 0
    for index in range(max(LEAST_WEEKS, len(weeks) - tested), len(weeks)):
        model = learn(weeks[:index])
        if model is None:
            continue
        for slot, count in enumerate(weeks[index]):
            said = model.at(slot)
            errors.append(abs(count - said.mean))
            naive.append(abs(count - weeks[index - 1][slot]))
            in80 += said.low80 <= count <= said.high80
            in95 += said.low95 <= count <= said.high95
    n = len(errors)
    if n == 0:
        return None
    return BackTest(n, sum(errors) / n, sum(naive) / n, in80 / n, in95 / n)


def quantile(mean: float, variance: float, share: float) -> int:
    """The smallest count that is not exceeded with this probability."""
    if mean <= _SMALLEST:
        return 0
    cumulated, count = 0.0, 0
    log_chance = _log_none(mean, variance)
    while count < _MOST_COUNT:
        cumulated += math.exp(log_chance)
        if cumulated >= share:
            return count
        log_chance += math.log(_next_ratio(mean, variance, count))
        count += 1
    return count


def _is_poisson(mean: float, variance: float) -> bool:
    return variance <= mean * (1 + 1e-9)


def _log_none(mean: float, variance: float) -> float:
    """Log of the probability of no call."""
    if _is_poisson(mean, variance):
        return -mean
    size = mean * mean / (variance - mean)
    return size * math.log(size / (size + mean))


def _next_ratio(mean: float, variance: float, count: int) -> float:
    """P(count + 1) over P(count)."""
    if _is_poisson(mean, variance):
        return mean / (count + 1)
    size = mean * mean / (variance - mean)
    return (count + size) / (count + 1) * mean / (size + mean)


def _mean(weeks: Sequence[Sequence[int]], weights: Sequence[float], slot: int) -> float:
    pairs = zip(weeks, weights, strict=True)
    return sum(week[slot] * weight for week, weight in pairs) / sum(weights)


def _profile(own: Sequence[float]) -> list[float]:
    """What the hour of the day and the day of the week say together."""
    overall = sum(own) / WEEK_H
    if overall <= 0:
        return [0.0] * WEEK_H
    of_hour = [sum(own[day * 24 + hour] for day in range(7)) / 7 for hour in range(24)]
    of_day = [sum(own[day * 24 : day * 24 + 24]) / 24 for day in range(7)]
    return [of_hour[slot % 24] * of_day[slot // 24] / overall for slot in range(WEEK_H)]


def _spread(weeks: Sequence[Sequence[int]], own: Sequence[float]) -> float:
    """Pearson's dispersion of past hours about their own mean; never below Poisson's 1."""
    squares = freedom = 0.0
    for slot, mean in enumerate(own):
        if mean > _SMALLEST:
            squares += sum((week[slot] - mean) ** 2 for week in weeks) / mean
            freedom += len(weeks) - 1
    return max(squares / freedom, 1.0) if freedom else 1.0
