"""A piece of the ground that somebody speaks of: a point and how far around it, a line, an area.

GeoJSON (RFC 7946) on the wire and in the database, WGS-84. Kept as text, so that the same shape is
the same key everywhere.
"""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import shapely
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from kentongan.geo.cover import Box
from kentongan.geo.errors import NoSuchBox, NoSuchPoint, NoSuchShape, NullIsland
from kentongan.geo.points import Point

SHAPE_TYPES = ("Point", "LineString", "Polygon")
MOST_POINTS = 500
WIDEST_M = 60_000.0
"""From corner to corner: more is a slip of the finger, and would close half a regency."""
LONGEST_TEXT = 40_000
DECIMALS = 6
"""A tenth of a metre."""


@dataclass(frozen=True)
class Shape:
    """A point, line or area as GeoJSON text, and how far beside it it still holds, in metres."""

    geojson: str
    width_m: float = 0.0

    @cached_property
    def geometry(self) -> BaseGeometry:
        """Longitude and latitude in degrees."""
        return cast(BaseGeometry, shapely.from_geojson(self.geojson))

    @cached_property
    def box(self) -> Box:
        """Its bounds, without the width."""
        return _box_of(self.geometry)

    @cached_property
    def middle(self) -> Point:
        """A point of it: on the line, inside the area."""
        inside = self.geometry.representative_point()
        return Point(inside.y, inside.x)

    @property
    def kind(self) -> str:
        """`Point`, `LineString` or `Polygon`."""
        return str(self.geometry.geom_type)

    def as_json(self) -> dict[str, Any]:
        """The GeoJSON geometry as an object."""
        return cast(dict[str, Any], json.loads(self.geojson))


def point_shape(point: Point, width_m: float) -> Shape:
    """A point and how far around it. Refuses 0, 0 (GEO-008)."""
    shape = Shape(_text(shapely.Point(point.lon, point.lat)), width_m)
    _require_place(shape)
    return shape


def read_shape(text: str, width_m: float = 0.0) -> Shape:
    """A Point, LineString or Polygon. Refuses what is none, or too large (GEO-014); 0, 0 too."""
    geometry = _parsed(text)
    if geometry.geom_type not in SHAPE_TYPES:
        raise NoSuchShape(reason=str(geometry.geom_type))
    if geometry.is_empty:
        raise NoSuchShape(reason="kosong")
    if shapely.get_num_coordinates(geometry) > MOST_POINTS:
        raise NoSuchShape(reason=f"> {MOST_POINTS} titik")
    _box_of(geometry)  # before its numbers are rounded: some are too large for that
    shape = Shape(_text(geometry), width_m)
    if not shape.geometry.is_valid:  # as it is kept: two points of a line may have become one
        raise NoSuchShape(reason=explain_validity(shape.geometry))
    _require_place(shape)
    return shape


def _parsed(text: str) -> BaseGeometry:
    if len(text) > LONGEST_TEXT:
        raise NoSuchShape(reason=f"> {LONGEST_TEXT} huruf")
    try:
        found = cast(BaseGeometry | None, shapely.from_geojson(text))
    except (shapely.GEOSException, ValueError, TypeError) as error:
        raise NoSuchShape(reason=str(error)[:80]) from None
    if found is None:
        raise NoSuchShape(reason="—")
    return found


def _text(geometry: BaseGeometry) -> str:
    flat = shapely.force_2d(geometry)
    rounded = shapely.transform(flat, lambda places: places.round(DECIMALS))
    return str(shapely.to_geojson(rounded))


def _box_of(geometry: BaseGeometry) -> Box:
    min_lon, min_lat, max_lon, max_lat = geometry.bounds
    try:
        return Box(min_lat=min_lat, min_lon=min_lon, max_lat=max_lat, max_lon=max_lon)
    except (NoSuchPoint, NoSuchBox):
        raise NoSuchShape(reason="koordinat di luar bumi") from None


def _require_place(shape: Shape) -> None:
    box = shape.box
    if box.holds(0.0, 0.0):
        raise NullIsland
    if box.diagonal_m > WIDEST_M:
        raise NoSuchShape(reason=f"{box.diagonal_m / 1000:.0f} km > {WIDEST_M / 1000:.0f} km")
