import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.geo.errors import (
    AreaIsNoPosition,
    CentreIsNoPosition,
    NoSuchPoint,
    NullIsland,
    PositionMissing,
    RadiusMissing,
)
from kentongan.geo.places import (
    NOWHERE,
    Place,
    PlaceQuality,
    PlaceSource,
    is_positioned,
    require_honest,
)
from kentongan.geo.points import Point, cell_of

BELOW = [PlaceQuality.VILLAGE_ONLY, PlaceQuality.DISTRICT_ONLY, PlaceQuality.UNKNOWN]
WITH = [PlaceQuality.EXACT, PlaceQuality.AREA_ESTIMATE]


def place(quality, lat=-6.92, lon=110.2, accuracy_m=50.0):
    return Place(lat=lat, lon=lon, accuracy_m=accuracy_m, source=PlaceSource.MAP, quality=quality)


@pytest.mark.parametrize("quality", BELOW)
@pytest.mark.parametrize(("lat", "lon"), [(-6.92, 110.2), (-6.92, None), (None, 110.2), (0.0, 0.0)])
def test_a_centre_of_an_area_is_never_a_position(quality, lat, lon):
    with pytest.raises(CentreIsNoPosition):
        require_honest(place(quality, lat=lat, lon=lon))


@pytest.mark.parametrize("quality", BELOW)
def test_below_an_estimate_there_is_no_point_and_no_cell(quality):
    honest = require_honest(Place(quality=quality))
    assert honest.point is None
    assert honest.cell is None


@pytest.mark.parametrize("quality", BELOW)
def test_even_a_dishonest_place_gives_no_point(quality):
    assert place(quality).point is None
    assert place(quality).cell is None


@pytest.mark.parametrize("quality", WITH)
def test_a_position_gives_its_point_and_cell(quality):
    honest = require_honest(place(quality))
    assert honest.point == Point(-6.92, 110.2)
    assert honest.cell == cell_of(-6.92, 110.2)


@pytest.mark.parametrize("quality", WITH)
@pytest.mark.parametrize(("lat", "lon"), [(None, None), (-6.92, None), (None, 110.2)])
def test_a_position_needs_both_coordinates(quality, lat, lon):
    with pytest.raises(PositionMissing):
        require_honest(place(quality, lat=lat, lon=lon))


@pytest.mark.parametrize("accuracy_m", [None, 0, -5, math.nan, math.inf])
def test_an_estimate_needs_its_radius(accuracy_m):
    with pytest.raises(RadiusMissing):
        require_honest(place(PlaceQuality.AREA_ESTIMATE, accuracy_m=accuracy_m))


def test_an_exact_place_may_leave_its_accuracy_unknown():
    assert require_honest(place(PlaceQuality.EXACT, accuracy_m=None)).accuracy_m is None


def test_a_position_off_the_globe_is_refused():
    with pytest.raises(NoSuchPoint):
        require_honest(place(PlaceQuality.EXACT, lat=110.2, lon=-6.92))


@pytest.mark.parametrize("quality", WITH)
def test_choosing_an_area_gives_no_position(quality):
    with pytest.raises(AreaIsNoPosition):
        require_honest(
            Place(lat=-6.92, lon=110.2, accuracy_m=50.0, source=PlaceSource.REGION, quality=quality)
        )


@pytest.mark.parametrize(("lat", "lon"), [(0.0, 0.0), (-0.0, 0.001)])
def test_a_receiver_without_a_fix_gives_no_position(lat, lon):
    with pytest.raises(NullIsland):
        require_honest(place(PlaceQuality.EXACT, lat=lat, lon=lon))


def test_the_equator_runs_through_pontianak():
    assert require_honest(place(PlaceQuality.EXACT, lat=0.0, lon=109.3)).lat == 0.0


def test_nowhere_is_honest():
    assert require_honest(NOWHERE).quality == PlaceQuality.UNKNOWN


coordinate = st.one_of(st.none(), st.floats(-90, 90))


@given(coordinate, coordinate, st.sampled_from(PlaceQuality.values))
def test_what_is_accepted_has_coordinates_exactly_where_the_ladder_allows(lat, lon, quality):
    offered = place(PlaceQuality(quality), lat=lat, lon=lon)
    try:
        accepted = require_honest(offered)
    except (CentreIsNoPosition, NullIsland, PositionMissing):
        return
    assert (accepted.lat is not None) == is_positioned(quality)
    assert (accepted.lon is not None) == is_positioned(quality)


def test_the_stored_codes_are_those_of_the_api():
    assert PlaceQuality.values == [
        "EXACT", "AREA_ESTIMATE", "VILLAGE_ONLY", "DISTRICT_ONLY", "UNKNOWN",
    ]  # fmt: skip
