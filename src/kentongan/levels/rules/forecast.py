"""How many calls an hour will bring, from the centre's own weeks, with honest intervals.

Each hour of the week is its own season. Recent weeks weigh more. An hour with few calls leans on
what the hour of the day and the day of the week say together. How wide the interval is comes from
how far past hours strayed: Poisson where they did not stray more, else negative binomial.

Holidays are no ordinary days: they weigh nothing in what the hours of the week are, and a coming
one is so many times an ordinary day as past ones were; of too few past ones it is not known.
"""

import math
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

WEEK_H = 168
LEAST_WEEKS = 4
"""With less there is no forecast: a sentence says so."""

MOST_WEEKS = 26
DECAY = 0.9
"""A week weighs nine tenths of the one after it."""

LEANING_WEEKS = 3.0
"""So many weeks does the profile of day and hour weigh beside the hour's own past."""

TESTED_WEEKS = 4

LEAST_HOLIDAYS = 4
"""Of fewer past holidays no forecast of the next one: how they differ would be a guess."""

_SMALLEST = 1e-6
_MOST_COUNT = 100_000


@dataclass(frozen=True, slots=True)
class Week:
    """A whole week of hourly counts from Monday 00.00, and which of its days (Monday is 0) were
    holidays.
    """

    counts: Sequence[int]
    holidays: frozenset[int] = frozenset()

    def is_holiday(self, slot: int) -> bool:
        """Whether an hour of the week lay on a holiday."""
        return slot // 24 in self.holidays


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
    a week ago". The covers are shares of hours that fell into the interval. Of the hours on
    holidays apart: the error, and that of taking them for ordinary days; None where there were none
    of which anything would have been said. `untold` hours lay on holidays of which nothing would.
    """

    hours: int
    error: float
    naive_error: float
    cover80: float
    cover95: float
    untold: int = 0
    holiday_hours: int = 0
    holiday_error: float | None = None
    ordinary_error: float | None = None


@dataclass(frozen=True, slots=True)
class HolidayFactor:
    """How many calls a holiday brings for each of an ordinary day, from so many past ones."""

    days: int
    factor: float
    strays: float
    """Variance of the next one's factor about this, over its square."""


@dataclass(frozen=True, slots=True)
class Model:
    """What is known of each hour of the week (Monday 00.00 is 0), and of holidays."""

    means: tuple[float, ...]
    spread: float
    """Variance over mean of past hours; 1 is Poisson."""
    known: tuple[float, ...]
    """How many weeks the means of each day rest on, by weight."""
    holidays: HolidayFactor | None
    """None of fewer than four past ones."""

    def at(self, slot: int) -> Forecast:
        """The forecast of an hour of the week on an ordinary day."""
        mean = self.means[slot % WEEK_H]
        return _forecast(mean, self._variance(mean, slot))

    def at_holiday(self, slot: int) -> Forecast | None:
        """The same on a holiday, wider; None where too few are known."""
        if self.holidays is None:
            return None
        mean = self.means[slot % WEEK_H] * self.holidays.factor
        return _forecast(mean, self._variance(mean, slot) + mean**2 * self.holidays.strays)

    def _variance(self, mean: float, slot: int) -> float:
        return mean * self.spread * (1 + 1 / self.known[slot % WEEK_H // 24])


def slot_of(local: datetime) -> int:
    """Which hour of the week a local moment lies in."""
    return local.weekday() * 24 + local.hour


def weeks_of(
    counts: Mapping[datetime, int],
    until: datetime,
    first: datetime,
    holidays: Container[date] = (),
) -> list[Week]:
    """Whole weeks of hourly counts before `until`, oldest first, each beginning at Monday 00.00.

    `counts` is by the beginning of each local hour; an hour without a call counts as 0. Weeks that
    began before `first` (the first call ever) are not known and left out.
    """
    monday = until.replace(hour=0, minute=0, second=0, microsecond=0)
    monday -= timedelta(days=monday.weekday())
    found: list[Week] = []
    while len(found) < MOST_WEEKS and monday - timedelta(weeks=1) >= first:
        monday -= timedelta(weeks=1)
        week = tuple(counts.get(monday + timedelta(hours=h), 0) for h in range(WEEK_H))
        days = (day for day in range(7) if monday.date() + timedelta(days=day) in holidays)
        found.append(Week(week, frozenset(days)))
    return found[::-1]


def learn(weeks: Sequence[Week]) -> Model | None:
    """The model of some whole weeks, oldest first; None of fewer than four, and where every day of
    them was a holiday.
    """
    if len(weeks) < LEAST_WEEKS:
        return None
    model = _learn(weeks)
    if model is None or model.holidays is None or model.holidays.factor != 1:
        return model
    # nothing but chance sets these holidays apart: their hours are worth as much as any
    alike = _learn([Week(week.counts) for week in weeks])
    return alike and replace(alike, holidays=model.holidays)


def _learn(weeks: Sequence[Week]) -> Model | None:
    weights = [DECAY**age for age in range(len(weeks) - 1, -1, -1)]
    of_day = [
        [w for week, w in zip(weeks, weights, strict=True) if day not in week.holidays]
        for day in range(7)
    ]
    if not any(of_day):
        return None
    own = [_mean(weeks, weights, slot) for slot in range(WEEK_H)]
    profile = _profile(own, [day for day in range(7) if of_day[day]])
    totals = [sum(of_day[slot // 24]) for slot in range(WEEK_H)]
    means = tuple(
        (total * mine + LEANING_WEEKS * leans) / (total + LEANING_WEEKS)
        for total, mine, leans in zip(totals, own, profile, strict=True)
    )
    known = tuple(
        (sum(w) ** 2 / sum(each * each for each in w) if w else 0.0) + LEANING_WEEKS for w in of_day
    )
    spread = _spread(weeks, own)
    return Model(means, spread, known, _holiday_factor(weeks, means, spread))


def back_test(weeks: Sequence[Week], tested: int = TESTED_WEEKS) -> BackTest | None:
    """Forecast each of the last weeks from those before it; None where none has four before it."""
    told: list[_Told] = []
    untold = 0
    for index in range(max(LEAST_WEEKS, len(weeks) - tested), len(weeks)):
        model = learn(weeks[:index])
        if model is None:
            continue
        week, before = weeks[index], weeks[index - 1]
        for slot, count in enumerate(week.counts):
            ordinary, is_holiday = model.at(slot), week.is_holiday(slot)
            said = model.at_holiday(slot) if is_holiday else ordinary
            if said is None:
                untold += 1
                continue
            told.append(_Told(count, said, before.counts[slot], ordinary.mean, is_holiday))
    if not told:
        return None
    on_holidays = [each for each in told if each.is_holiday]
    return BackTest(
        hours=len(told),
        error=_share(abs(each.count - each.said.mean) for each in told),
        naive_error=_share(abs(each.count - each.week_ago) for each in told),
        cover80=_share(each.said.low80 <= each.count <= each.said.high80 for each in told),
        cover95=_share(each.said.low95 <= each.count <= each.said.high95 for each in told),
        untold=untold,
        holiday_hours=len(on_holidays),
        holiday_error=_error(each.count - each.said.mean for each in on_holidays),
        ordinary_error=_error(each.count - each.ordinary for each in on_holidays),
    )


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


def _forecast(mean: float, variance: float) -> Forecast:
    return Forecast(
        mean,
        quantile(mean, variance, 0.1), quantile(mean, variance, 0.9),
        quantile(mean, variance, 0.025), quantile(mean, variance, 0.975),
    )  # fmt: skip


def _mean(weeks: Sequence[Week], weights: Sequence[float], slot: int) -> float:
    """Of ordinary days; 0 where there was none."""
    pairs = [
        (week.counts[slot], weight)
        for week, weight in zip(weeks, weights, strict=True)
        if not week.is_holiday(slot)
    ]
    return sum(c * w for c, w in pairs) / sum(w for _, w in pairs) if pairs else 0.0


def _profile(own: Sequence[float], days: Sequence[int]) -> list[float]:
    """What the hour of the day and the day of the week say together; of a day of the week that was
    always a holiday, the hour of the day alone.
    """
    of_hour = [sum(own[day * 24 + hour] for day in days) / len(days) for hour in range(24)]
    overall = sum(of_hour) / 24
    if overall <= 0:
        return [0.0] * WEEK_H
    of_day = [
        sum(own[day * 24 : day * 24 + 24]) / 24 if day in days else overall for day in range(7)
    ]
    return [of_hour[slot % 24] * of_day[slot // 24] / overall for slot in range(WEEK_H)]


def _spread(weeks: Sequence[Week], own: Sequence[float]) -> float:
    """Pearson's dispersion of past ordinary hours about their mean; never below Poisson's 1."""
    squares = freedom = 0.0
    for slot, mean in enumerate(own):
        counts = [week.counts[slot] for week in weeks if not week.is_holiday(slot)]
        if mean > _SMALLEST:
            squares += sum((count - mean) ** 2 for count in counts) / mean
            freedom += len(counts) - 1
    return max(squares / freedom, 1.0) if freedom else 1.0


def _holiday_factor(
    weeks: Sequence[Week], means: Sequence[float], spread: float
) -> HolidayFactor | None:
    """How past holidays stood to ordinary days of their own weeks, drawn towards an ordinary day as
    far as chance alone would explain the difference: where holidays are like other days the
    forecast must not follow their noise.

    How far the next one may stray: what holidays strayed more than chance makes hours stray, so
    much more the fewer there were (as Student's t does), and how well the factor itself is known.
    """
    pairs = [pair for week in weeks for pair in _holidays_in(week, means)]
    n, expected = len(pairs), sum(each for _, each in pairs)
    counted = sum(count for count, _ in pairs)
    if n < LEAST_HOLIDAYS or expected <= _SMALLEST:
        return None
    ratio = max(counted, 1) / expected
    said = [(count, ratio * each) for count, each in pairs]
    beyond = sum((count - mean) ** 2 for count, mean in said) * n / (n - 1) - spread * counted
    apart = max(beyond, 0.0) / sum(mean**2 for _, mean in said) * (n - 1) / (n - 3)
    doubt = apart / n + spread / max(counted, 1)
    differs = (ratio - 1) ** 2
    kept = max(1 - doubt * ratio**2 / differs, 0.0) if differs > _SMALLEST else 0.0
    return HolidayFactor(n, 1 + (ratio - 1) * kept, apart + doubt)


def _holidays_in(week: Week, means: Sequence[float]) -> Iterator[tuple[int, float]]:
    """(counted, expected of an ordinary day) of each holiday, at the level of its own week: a
    centre that is called more each month had quiet holidays only because they were long ago.
    """
    usual = [slot for slot in range(WEEK_H) if not week.is_holiday(slot)]
    expected = sum(means[slot] for slot in usual)
    level = sum(week.counts[slot] for slot in usual) / expected if expected > _SMALLEST else 1.0
    for day in sorted(week.holidays):
        hours = range(day * 24, day * 24 + 24)
        yield sum(week.counts[h] for h in hours), sum(means[h] for h in hours) * level


@dataclass(frozen=True, slots=True)
class _Told:
    """One hour that is over, and what would have been said of it."""

    count: int
    said: Forecast
    week_ago: int
    ordinary: float
    is_holiday: bool


def _share(values: Iterator[float] | Iterator[bool]) -> float:
    found = list(values)
    return sum(found) / len(found)


def _error(strayed: Iterator[float]) -> float | None:
    found = [abs(each) for each in strayed]
    return sum(found) / len(found) if found else None
