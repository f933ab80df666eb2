"""Percentiles by nearest rank."""

import math

from hypothesis import given
from hypothesis import strategies as st

from kentongan.kernel.percentiles import percentile, percentiles


def test_nearest_rank_is_as_the_textbook_has_it():
    ordered = [15.0, 20.0, 35.0, 40.0, 50.0]
    assert [percentile(ordered, p) for p in (0.05, 0.3, 0.4, 0.5, 1.0)] == [
        15,
        20,
        20,
        35,
        50,
    ]
    assert percentile([], 0.5) is None


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0.01, 1.0))
def test_percentile_is_a_value_with_enough_at_or_below(values, share):
    ordered = sorted(values)
    found = percentile(ordered, share)
    assert found in ordered
    assert sum(v <= found for v in ordered) >= math.ceil(share * len(ordered))


def test_missing_and_negative_durations_are_counted_as_missing():
    figures = percentiles([10.0, None, -5.0, 20.0])
    assert (figures.n, figures.missing, figures.p50_s, figures.p90_s) == (2, 2, 10, 20)
