import pytest

from kentongan.geo.points import Point, haversine_m
from kentongan.geo.travel import CIRCUITY, StraightLine, TravelBasis, TravelEstimate

KENDAL = Point(-6.9218, 110.2035)
WELERI = Point(-6.9720, 110.0720)


def test_without_roads_the_way_is_the_straight_line_times_circuity():
    straight = haversine_m(KENDAL.lat, KENDAL.lon, WELERI.lat, WELERI.lon)
    estimate = StraightLine().between(KENDAL, WELERI, speed_kmh=36)
    assert estimate.distance_m == pytest.approx(straight * CIRCUITY)
    assert estimate.seconds == pytest.approx(straight * CIRCUITY / 10)


def test_a_straight_line_is_marked_as_an_estimate():
    estimate = StraightLine().between(KENDAL, WELERI, speed_kmh=36)
    assert estimate.basis is TravelBasis.STRAIGHT_LINE_CIRCUITY
    assert estimate.is_estimate


def test_a_way_over_the_road_graph_is_not_marked():
    assert not TravelEstimate(seconds=1, distance_m=1, basis=TravelBasis.ROAD_GRAPH).is_estimate


def test_every_start_gets_its_own_answer_in_order():
    near, far = StraightLine().to_goal(KENDAL, [KENDAL, WELERI], speed_kmh=40)
    assert near is not None
    assert far is not None
    assert near.seconds == 0
    assert far.seconds > 0


@pytest.mark.parametrize("speed_kmh", [0, -1, float("nan")])
def test_a_speed_that_is_not_above_zero_is_a_bug(speed_kmh):
    with pytest.raises(ValueError, match="speed_kmh"):
        StraightLine().between(KENDAL, WELERI, speed_kmh=speed_kmh)
