"""The forecast of hours: too little is said to be, intervals hold, a season is found."""

import csv
import gzip
import random
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from kentongan.levels.rules.forecast import (
    WEEK_H,
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


def made_weeks(n: int, seed: int = 112) -> list[list[int]]:
    """Busy by day, quiet by night, busier on Saturday."""
    chance = random.Random(seed)

    def mean(slot: int) -> float:
        return (6 if 7 <= slot % 24 < 22 else 1) * (1.5 if slot // 24 == 5 else 1)

    return [[poisson(mean(slot), chance) for slot in range(WEEK_H)] for _ in range(n)]


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
    quiet, busy = [[1] * WEEK_H] * 10, [[5] * WEEK_H] * 10
    assert learn(quiet + busy).at(0).mean > 3.4


def test_silence_and_certainty_are_numbers():
    none = learn([[0] * WEEK_H] * 5).at(0)
    assert (none.mean, none.low95, none.high95) == (0.0, 0, 0)
    same = learn([[2] * WEEK_H] * 5)
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
    weeks = weeks_of(counts, until, first)
    assert len(weeks) == 2
    assert (weeks[0][0], weeks[1][WEEK_H - 1]) == (3, 7)
    assert slot_of(datetime(2026, 11, 28, 22)) == 5 * 24 + 22


def test_on_a_recorded_year_the_intervals_hold_and_the_error_is_below_last_week():
    calls: dict[str, str] = {}
    with gzip.open(shared_data(RECORD), "rt", encoding="utf8") as lines:
        for row in csv.DictReader(lines):
            calls.setdefault(row["Call Number"], row["Received DtTm"])
    hours = Counter(datetime.fromisoformat(at).replace(minute=0) for at in calls.values())
    weeks = weeks_of(hours, max(hours) + timedelta(hours=1), min(hours))
    tested = back_test(weeks)
    assert len(weeks) == 26
    assert tested.error < tested.naive_error
    assert 0.78 <= tested.cover80 <= 0.93
    assert 0.93 <= tested.cover95 <= 0.99
