"""Shapes that people draw and machines send: what is read, and what is refused by name."""

import json

import pytest

from kentongan.geo.errors import NoSuchShape, NullIsland
from kentongan.geo.points import Point
from kentongan.geo.shapes import MOST_POINTS, point_shape, read_shape

RING = [[110.2, -6.92], [110.21, -6.92], [110.21, -6.91], [110.2, -6.92]]


def geojson(kind: str, coordinates: object) -> str:
    return json.dumps({"type": kind, "coordinates": coordinates})


@pytest.mark.parametrize(
    ("kind", "coordinates"),
    [("Point", [110.2, -6.92]), ("LineString", RING[:3]), ("Polygon", [RING])],
)
def test_shape_is_read_and_written_the_same(kind: str, coordinates: object) -> None:
    shape = read_shape(geojson(kind, coordinates), 20.0)
    assert shape.kind == kind
    assert shape.as_json() == {"type": kind, "coordinates": coordinates}
    assert read_shape(shape.geojson, 20.0) == shape
    assert shape.box.holds(shape.middle.lat, shape.middle.lon)


def test_height_and_digits_beyond_a_tenth_of_a_metre_are_left_out() -> None:
    shape = read_shape(geojson("Point", [110.20000049, -6.92, 12.0]))
    assert shape == read_shape(geojson("Point", [110.2, -6.92]))
    assert point_shape(Point(-6.92, 110.2), 0.0) == shape


@pytest.mark.parametrize(
    "text",
    [
        "", "null", "[]", "{}", "halo", "\x00", '{"type":"Point"}', "[" * 500,
        geojson("Point", []), geojson("Point", ["a", "b"]), geojson("Point", [200, 0]),
        geojson("MultiPoint", [[110.2, -6.9]]), geojson("LineString", [[110.2, -6.9]]),
        geojson("Polygon", [[[0.1, 1], [1, 0], [1, 1], [0.1, 0], [0.1, 1]]]),
        geojson("LineString", [[110.2, -6.9], [111.2, -6.9]]),
        geojson("LineString", [[110.2 + n / 1e5, -6.9] for n in range(MOST_POINTS + 1)]),
        '{"type":"Point","coordinates":[NaN,1]}', '{"type":"Point","coordinates":[1e400,1]}',
        geojson("LineString", [[-1.7e308, -4e16], [-6e-5, -6e16]]),
        geojson("LineString", [[110.2, -6.9], [110.20000001, -6.9]]),
        geojson("Polygon", [[[110.2, -6.9], [110.20000001, -6.9], [110.2, -6.90000001],
                             [110.2, -6.9]]]),
        geojson("Polygon", [[]]), "x" * 50_000,
    ],
)  # fmt: skip
def test_what_is_no_shape_or_too_large_is_refused(text: str) -> None:
    with pytest.raises(NoSuchShape):
        read_shape(text)


def test_null_island_is_refused() -> None:
    with pytest.raises(NullIsland):
        read_shape(geojson("Point", [0, 0]))
