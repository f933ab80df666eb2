"""Which circle a desk looks at first, and what may be made of it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.geo.places import PlaceQuality, PlaceSource
from kentongan.locating.enums import Method, Source
from kentongan.locating.rules import best_of, is_mobile, quality_of, source_of
from kentongan.locating.told import Reading
from tests.conftest import NIGHT

FRESH = NIGHT - timedelta(minutes=10)


def read(n: int, radius_m: float, seconds_ago: float = 0) -> Reading:
    return Reading(UUID(int=n), radius_m, NIGHT - timedelta(seconds=seconds_ago))


def best(*readings: Reading) -> int | None:
    found = best_of(readings, fresh_since=FRESH, good_m=100)
    return found.int if found else None


def test_a_good_one_beats_a_later_mast() -> None:
    assert best(read(1, 20, 60), read(2, 1900)) == 1


def test_of_good_ones_the_last_counts_since_callers_move() -> None:
    assert best(read(1, 5, 60), read(2, 80, 1)) == 2


def test_where_none_is_good_the_closest_counts() -> None:
    assert best(read(1, 900, 1), read(2, 400, 60), read(3, 401)) == 2


def test_an_old_one_counts_only_where_nothing_else_is() -> None:
    assert best(read(1, 5, 3600), read(2, 1900)) == 2
    assert best(read(1, 5, 3600)) == 1
    assert best() is None


@given(st.lists(st.tuples(st.floats(1, 1e6), st.floats(0, 1e5)), min_size=1, max_size=8))
def test_the_best_is_one_of_them_and_no_worse_than_any_good_fresh_one(said: list[Any]) -> None:
    readings = [read(n, radius, ago) for n, (radius, ago) in enumerate(said)]
    chosen = next(each for each in readings if each.id.int == best(*readings))
    good = [each for each in readings if each.at >= FRESH and each.radius_m <= 100]
    assert not good or (chosen in good and chosen.at == max(each.at for each in good))


@pytest.mark.parametrize(
    ("radius", "method", "quality"),
    [
        (50, Method.GNSS, PlaceQuality.EXACT),
        (50.1, Method.GNSS, PlaceQuality.AREA_ESTIMATE),
        (10, Method.CELL, PlaceQuality.AREA_ESTIMATE),
        (1500, Method.WIFI, PlaceQuality.AREA_ESTIMATE),
        (1900, Method.CELL, None),
        (1501, Method.GNSS, None),
    ],
)
def test_a_wide_circle_and_a_mast_are_no_exact_place(
    radius: float, method: Method, quality: PlaceQuality | None
) -> None:
    assert quality_of(radius, method, exact_m=50, place_m=1500) is quality


def test_who_said_it() -> None:
    assert source_of(Source.LINK, Method.UNKNOWN) is PlaceSource.LINK
    assert source_of(Source.AML_SMS, Method.CELL) is PlaceSource.NETWORK
    assert source_of(Source.AML_HTTPS, Method.GNSS) is PlaceSource.AML


@pytest.mark.parametrize(
    ("number", "mobile"),
    [
        ("+6281234567891", True), ("0812-3456-7891", True), ("62 812 3456 7891", True),
        ("0294381234", False), ("112", False), ("", False), ("+60123456789", False),
        ("anonymous", False), ("081234567891; DROP", False),
    ],
)  # fmt: skip
def test_to_which_numbers_a_message_goes(number: str, mobile: bool) -> None:
    assert is_mobile(number) is mobile
