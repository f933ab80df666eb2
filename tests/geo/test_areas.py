import json

import pytest

from kentongan.geo.areas import AreaIndex, box_of, from_wkb, holds, problem_of, read_area, to_wkb
from kentongan.geo.cover import Box
from kentongan.geo.errors import NoSuchArea


def polygon(*ring, kind="Polygon"):
    rings = [[list(point) for point in ring]]
    return json.dumps(
        {"type": kind, "coordinates": rings if kind == "Polygon" else [rings]}
    ).encode()


SQUARE = polygon((110, -7), (111, -7), (111, -6), (110, -6), (110, -7))
BOWTIE = polygon((0, 0), (1, 1), (1, 0), (0, 1), (0, 0))


def test_a_polygon_holds_what_is_inside_and_on_its_edge():
    area = read_area(SQUARE)
    assert holds(area, -6.5, 110.5)
    assert holds(area, -6.0, 110.5)
    assert not holds(area, -5.9, 110.5)


def test_latitude_and_longitude_are_not_swapped():
    assert box_of(read_area(SQUARE)) == Box(min_lat=-7, min_lon=110, max_lat=-6, max_lon=111)


def test_a_valid_polygon_has_no_problem_and_a_crossing_one_says_where():
    assert problem_of(read_area(SQUARE)) == ""
    assert problem_of(read_area(BOWTIE)).startswith("Self-intersection[0.5")


def test_an_area_comes_back_from_the_database_as_it_was():
    area = read_area(SQUARE)
    assert from_wkb(memoryview(to_wkb(area))).equals(area)


@pytest.mark.parametrize(
    "geometry",
    [
        b"null",
        b"",
        b"{",
        b"[]",
        b"{}",
        b'{"type":"Point","coordinates":[110,-7]}',
        b'{"type":"Polygon","coordinates":[]}',
        b'{"type":"Polygon"}',
        b'{"type":"Polygon","coordinates":[[[0,0],[1,1]]]}',
        b'{"type":"Polygon","coordinates":[[["a",0],[1,1],[1,0],["a",0]]]}',
        b'{"type":"Polygon","coordinates":[[[500,0],[501,1],[501,0],[500,0]]]}',
    ],
)
def test_what_is_no_area_is_refused(geometry):
    with pytest.raises(NoSuchArea):
        read_area(geometry)


def test_an_index_names_every_area_that_holds_a_point():
    overlapping = polygon((110.5, -7), (112, -7), (112, -6), (110.5, -6), (110.5, -7))
    index = AreaIndex([("a", read_area(SQUARE)), ("b", read_area(overlapping))])
    assert len(index) == 2
    assert index.keys_at(-6.5, 110.2) == ["a"]
    assert index.keys_at(-6.5, 110.7) == ["a", "b"]
    assert index.keys_at(-6.5, 120.0) == []


def test_an_empty_index_knows_no_point():
    assert AreaIndex([]).keys_at(-6.5, 110.2) == []
