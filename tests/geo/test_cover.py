import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kentongan.geo.cover import (
    MAX_RANGES,
    Box,
    _next_index,
    box_around,
    cover_box,
    cover_circle,
    read_box,
)
from kentongan.geo.errors import NoSuchBox, NoSuchPoint
from kentongan.geo.points import CELL_RESOLUTION, Point, cell_of, haversine_m

share = st.floats(0, 1)
size = st.one_of(st.floats(0, 0.02), st.floats(0, 2.0))


@settings(max_examples=400, deadline=None)
@given(st.floats(-88, 86), st.floats(-179.9, 177.9), size, size, share, share)
@example(-6.95, 110.1, 0.1, 0.1, 1.0, 1.0)
@example(-6.95, 110.1, 0.0, 0.0, 0.0, 0.0)
def test_no_point_of_a_box_is_missed(lat, lon, height, width, up, along):
    box = Box(min_lat=lat, min_lon=lon, max_lat=lat + height, max_lon=lon + width)
    inside = (lat + height * up, lon + width * along)
    if not box.holds(*inside):
        return  # rounded out of the box
    cover = cover_box(box)
    assert len(cover.ranges) <= MAX_RANGES
    assert cover.may_hold(*inside)


@settings(max_examples=200, deadline=None)
@given(
    st.floats(-11, 6), st.floats(95, 141), st.floats(1, 60_000), st.floats(-2, 2), st.floats(-2, 2)
)
def test_no_point_of_a_circle_is_missed(lat, lon, radius_m, up, along):
    point = (lat + up * radius_m / 111_000, lon + along * radius_m / 111_000)
    cover = cover_circle(Point(lat, lon), radius_m)
    if haversine_m(lat, lon, *point) <= radius_m:
        assert cover.box.holds(*point)
        assert cover.may_hold(*point)


def test_a_desk_sized_box_is_asked_by_few_ranges_that_leave_far_points_out():
    cover = cover_box(Box(min_lat=-7.0, min_lon=110.1, max_lat=-6.9, max_lon=110.3))
    assert 0 < len(cover.ranges) <= MAX_RANGES
    assert not cover.may_hold(-6.2, 106.8)
    assert not cover.may_hold(-7.2, 110.2)


def test_a_wide_box_is_asked_by_its_bounds():
    cover = cover_box(Box(min_lat=-11, min_lon=95, max_lat=6, max_lon=141))
    assert cover.ranges == ()
    assert "cell" not in str(cover.where())


def test_the_condition_names_the_columns_it_is_told():
    cover = cover_box(Box(min_lat=-7.0, min_lon=110.1, max_lat=-6.99, max_lon=110.11))
    shown = str(cover.where(cell="place_cell", lat="place_lat", lon="place_lon"))
    assert "place_cell__range" in shown
    assert "place_lat__range" in shown
    assert "place_lon__range" in shown


@pytest.mark.parametrize(
    "box", [Box(80, 10, 89.99, 20), Box(-5, 179.9, -4.9, 180), Box(-5, -180, -4.9, -179.9)]
)
def test_poles_and_date_line_are_asked_by_bounds(box):
    assert cover_box(box).ranges == ()


def test_ranges_are_in_order_and_apart():
    ranges = cover_box(Box(min_lat=-7.2, min_lon=109.9, max_lat=-6.8, max_lon=110.4)).ranges
    assert all(low <= high for low, high in ranges)
    assert all(a[1] < b[0] for a, b in zip(ranges, ranges[1:], strict=False))


def test_a_box_is_read_longitude_first():
    assert read_box("110.1,-7.0,110.3,-6.9") == Box(
        min_lat=-7.0, min_lon=110.1, max_lat=-6.9, max_lon=110.3
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1,2,3",
        "1,2,3,4,5",
        "a,b,c,d",
        "110,-6,109,-5",
        "110,-5,111,-6",
        "200,0,201,1",
        "nan,0,1,1",
    ],
)
def test_what_is_no_box_is_refused(text):
    with pytest.raises(NoSuchBox):
        read_box(text)


def test_a_box_off_the_globe_is_refused():
    with pytest.raises(NoSuchPoint):
        Box(min_lat=-91, min_lon=0, max_lat=0, max_lon=1)


def test_a_circle_over_the_pole_is_cut_off():
    box = box_around(Point(89.95, 0), 50_000)
    assert box.max_lat == 90.0
    assert (box.min_lon, box.max_lon) == (-180.0, 180.0)


@given(st.floats(-11, 6), st.floats(95, 141))
def test_the_next_index_is_greater_and_of_the_same_resolution(lat, lon):
    cell = cell_of(lat, lon)
    following = _next_index(cell)
    assert following > cell
    assert (following >> 52) & 0xF == CELL_RESOLUTION
