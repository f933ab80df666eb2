import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.geo.errors import NoSuchPoint
from kentongan.geo.points import Point, cell_of, distance_m, haversine_m

KENDAL = (-6.9218, 110.2035)
SEMARANG = (-6.9903, 110.4229)

lats = st.floats(-90, 90)
lons = st.floats(-180, 180)


@pytest.mark.parametrize(
    ("lat", "lon"),
    [(90.1, 0), (-91, 0), (0, 180.5), (0, -181), (math.nan, 0), (0, math.nan), (math.inf, 0)],
)
def test_a_point_off_the_globe_is_refused(lat, lon):
    with pytest.raises(NoSuchPoint):
        Point(lat, lon)


def test_kendal_to_semarang_is_25_kilometres():
    assert haversine_m(*KENDAL, *SEMARANG) == pytest.approx(25_400, rel=0.01)


def test_a_degree_of_latitude_is_111_kilometres():
    assert haversine_m(0, 0, 1, 0) == pytest.approx(111_195, abs=1)


def test_antipodes_are_half_the_globe_apart():
    assert haversine_m(0, 0, 0, 180) == pytest.approx(math.pi * 6_371_008.8)


@given(lats, lons, lats, lons)
def test_distance_is_the_same_both_ways_and_never_negative(lat1, lon1, lat2, lon2):
    there = distance_m(Point(lat1, lon1), Point(lat2, lon2))
    back = distance_m(Point(lat2, lon2), Point(lat1, lon1))
    assert there >= 0
    assert there == pytest.approx(back, abs=1e-3)


@given(lats, lons)
def test_a_cell_fits_a_signed_bigint(lat, lon):
    assert 0 < cell_of(lat, lon) < 2**63


def test_points_a_metre_apart_mostly_share_a_cell_and_far_ones_never():
    assert cell_of(*KENDAL) != cell_of(*SEMARANG)
    assert cell_of(-6.9218, 110.2035) == cell_of(-6.921801, 110.203501)
