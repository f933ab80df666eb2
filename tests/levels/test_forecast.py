"""The forecast of hours: too little is said to be, intervals hold, a season is found."""

import csv
import gzip
import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from kentongan.cli.bench.forecast import HOLIDAYS
from kentongan.levels.rules.forecast import (
    WEEK_H,
    Week,
    back_test,
    learn,
    quantile,
    slot_of,
    weeks_of,
)
from tests.data import shared_data

RECORD = "calls/sffd_2018_six_neighbourhoods_minutes.csv.gz"


def poisson(mean: float, chance: random.Random) -> int:
    count, left = 0, chance.expovariate(1)
    while left < mean:
        count += 1
        left += chance.expovariate(1)
    return count


def made_weeks(n: int, *, holiday: float = 1, off: bool = False, seed: int = 112) -> list[Week]:
    """Busy by day, quiet by night, busier on Saturday; with `off`, one day of every third week is a
    holiday, so many times as busy.
    """
    chance = random.Random(seed)
    days = [
        frozenset({week * 3 % 7}) if off and week % 3 == 1 else frozenset() for week in range(n)
    ]

    def mean(slot: int) -> float:
        return (6 if 7 <= slot % 24 < 22 else 1) * (1.5 if slot // 24 == 5 else 1)

    return [
        Week(
            [
                poisson(mean(slot) * (holiday if slot // 24 in each else 1), chance)
                for slot in range(WEEK_H)
            ],
            each,
        )
        for each in days
    ]


def flat(n: int, count: int) -> list[Week]:
    return [Week([count] * WEEK_H)] * n


def blind(weeks: list[Week]) -> list[Week]:
    """The same to one who knows of no holidays."""
    return [Week(week.counts) for week in weeks]


def test_less_than_four_weeks_are_no_forecast():
    assert learn(made_weeks(3)) is None
    assert learn(made_weeks(4)) is not None
    assert back_test(made_weeks(4)) is None


def test_it_finds_day_and_weekday_and_beats_the_week_before():
    weeks = made_weeks(20)
    model = learn(weeks)
    assert model.at(10).mean == pytest.approx(6, rel=0.25)
    assert model.at(5 * 24 + 10).mean == pytest.approx(9, rel=0.25)
    assert model.at(3).mean == pytest.approx(1, rel=0.5)
    tested = back_test(weeks)
    assert tested.hours == 4 * WEEK_H
    assert tested.error < tested.naive_error
    assert tested.cover80 >= 0.78
    assert tested.cover95 >= 0.93


def test_it_forgets_slowly():
    assert learn(flat(10, 1) + flat(10, 5)).at(0).mean > 3.4


def test_silence_and_certainty_are_numbers():
    none = learn(flat(5, 0)).at(0)
    assert (none.mean, none.low95, none.high95) == (0.0, 0, 0)
    same = learn(flat(5, 2))
    assert same.spread == 1.0
    assert same.at(0).mean == pytest.approx(2)


def test_quantiles_are_those_of_the_distributions():
    # Poisson(4): P(X ≤ 7) = 0.9489, P(X ≤ 8) = 0.9786; P(X ≤ 1) = 0.0916
    assert [quantile(4, 4, s) for s in (0.0915, 0.948, 0.975)] == [1, 7, 8]
    # negative binomial of mean 4 and variance 8 (r = 4, p = ½): P(X ≤ 8) = 0.927, P(X ≤ 7) = 0.887
    assert [quantile(4, 8, s) for s in (0.88, 0.9)] == [7, 8]
    assert quantile(0, 0, 0.99) == 0


def test_weeks_begin_on_monday_and_the_broken_ones_are_left_out():
    until = datetime(2026, 11, 29, 14, tzinfo=UTC)  # a Sunday
    first = datetime(2026, 11, 3, 5, tzinfo=UTC)  # a Tuesday
    counts = {datetime(2026, 11, 9, 0, tzinfo=UTC): 3, datetime(2026, 11, 22, 23, tzinfo=UTC): 7}
    weeks = weeks_of(counts, until, first, {date(2026, 11, 10), date(2026, 11, 29)})
    assert len(weeks) == 2
    assert [week.holidays for week in weeks] == [{1}, set()]
    assert (weeks[0].counts[0], weeks[1].counts[WEEK_H - 1]) == (3, 7)
    assert slot_of(datetime(2026, 11, 28, 22)) == 5 * 24 + 22


def test_a_quiet_holiday_spoils_no_ordinary_day_and_is_forecast_as_one():
    weeks = made_weeks(26, holiday=0.5, off=True)
    model = learn(weeks)
    assert model.holidays.days == 9
    assert model.holidays.factor == pytest.approx(0.5, abs=0.08)
    assert model.at_holiday(10).mean == pytest.approx(3, rel=0.25)
    assert model.at(10).mean == pytest.approx(6, rel=0.25)
    knowing, blinded = back_test(weeks, 12), back_test(blind(weeks), 12)
    assert knowing.error < blinded.error
    assert (knowing.holiday_hours, knowing.untold) == (4 * 24, 0)
    assert knowing.holiday_error < 0.6 * knowing.ordinary_error
    assert knowing.cover80 >= 0.78
    assert knowing.cover95 >= 0.93


@pytest.mark.parametrize("seed", range(6))
def test_holidays_like_other_days_make_nothing_worse(seed):
    weeks = made_weeks(26, off=True, seed=seed)
    assert learn(weeks).holidays.factor == pytest.approx(1, abs=0.05)
    knowing, blinded = back_test(weeks, 12), back_test(blind(weeks), 12)
    assert knowing.error <= blinded.error * 1.005


def test_of_too_few_holidays_nothing_is_said_of_the_next():
    weeks = made_weeks(11, holiday=0.5, off=True)  # of weeks 1, 4, 7 and 10
    assert learn(weeks[:10]).holidays is None
    assert learn(weeks[:10]).at_holiday(10) is None
    assert learn(weeks).at_holiday(10) is not None
    tested = back_test(weeks)
    assert (tested.untold, tested.hours) == (2 * 24, 4 * WEEK_H - 2 * 24)
    assert (tested.holiday_hours, tested.holiday_error, tested.ordinary_error) == (0, None, None)


def test_few_holidays_make_the_interval_wider_than_many():
    few, many = made_weeks(11, holiday=0.5, off=True), made_weeks(40, holiday=0.5, off=True)
    assert learn(few).holidays.strays > learn(many).holidays.strays > 0


def test_holidays_of_a_growing_centre_are_measured_at_the_level_of_their_weeks():
    """Calls double in half a year; holidays bring as many as other days of their week."""
    counts = [10 + week for week in range(26)]
    days = [frozenset({week % 7}) if week < 10 else frozenset() for week in range(26)]
    weeks = [Week([n] * WEEK_H, each) for n, each in zip(counts, days, strict=True)]
    assert learn(weeks).holidays.factor == pytest.approx(1, abs=0.02)


def test_weeks_of_nothing_but_holidays_and_days_that_always_were():
    every = frozenset(range(7))
    assert learn([Week([3] * WEEK_H, every)] * 5) is None
    mondays = [Week([0] * 24 + [4] * 144, frozenset({0}))] * 5
    model = learn(mondays)
    # of an ordinary Monday nothing is known but the hour of the day, and that less well
    assert model.at(0).mean == pytest.approx(4)
    assert model.known[0] < model.known[1]
    assert model.at_holiday(0).mean < model.at(0).mean
    leave = learn([*made_weeks(8), Week([1] * WEEK_H, every)])
    assert leave.holidays.days == 7


def test_silent_holidays_are_numbers():
    weeks = [Week([0] * 24 + [4] * 144, frozenset({0}))] * 2 + [Week([4] * WEEK_H)] * 6
    assert learn(weeks).at_holiday(0) is None  # two of them
    weeks = [Week([0] * 24 + [4] * 144, frozenset({0}))] * 5 + [Week([4] * WEEK_H)] * 6
    said = learn(weeks).at_holiday(0)
    assert 0 < said.mean < 0.1
    assert said.low95 == 0
    assert learn([Week([0] * WEEK_H, frozenset({0}))] * 6).at_holiday(0) is None


def recorded(holidays=()) -> list[Week]:
    calls: dict[str, str] = {}
    with gzip.open(shared_data(RECORD), "rt", encoding="utf8") as lines:
        for row in csv.DictReader(lines):
            calls.setdefault(row["Call Number"], row["Received DtTm"])
    hours = Counter(datetime.fromisoformat(at).replace(minute=0) for at in calls.values())
    return weeks_of(hours, max(hours) + timedelta(hours=1), min(hours), holidays)


def test_on_a_recorded_year_the_intervals_hold_and_the_error_is_below_last_week():
    weeks = recorded()
    tested = back_test(weeks)
    assert len(weeks) == 26
    assert tested.error < tested.naive_error
    assert 0.78 <= tested.cover80 <= 0.93
    assert 0.93 <= tested.cover95 <= 0.99


def test_on_a_recorded_year_knowing_the_holidays_makes_the_error_no_worse():
    weeks = recorded(HOLIDAYS)
    knowing, blinded = back_test(weeks), back_test(blind(weeks))
    assert (knowing.hours, knowing.holiday_hours, knowing.untold) == (672, 24, 0)
    # 1.71 both: what they bring strays by no more than chance, and they are taken as other days
    assert knowing.error <= blinded.error + 1e-9
    assert knowing.cover80 >= blinded.cover80
    assert learn(weeks).holidays.factor == 1
