"""Polygons: reading them, saying what is wrong with them, and which of many a point lies in."""

from collections.abc import Iterable
from typing import cast

import shapely
from shapely import STRtree
from shapely.geometry import Point as ShapelyPoint
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from kentongan.geo.cover import Box
from kentongan.geo.errors import NoSuchArea, NoSuchPoint

AREA_TYPES = frozenset({"Polygon", "MultiPolygon"})


def read_area(geometry: bytes) -> BaseGeometry:
    """A GeoJSON Polygon or MultiPolygon. Refuses what cannot be read as one (GEO-005).

    A polygon that crosses itself can be read: ask `problem_of` before using it.
    """
    try:
        area = cast(BaseGeometry | None, shapely.from_geojson(geometry))
    except shapely.GEOSException as error:
        raise NoSuchArea(reason=str(error)) from None
    if area is None or area.geom_type not in AREA_TYPES:
        raise NoSuchArea(reason="bukan Polygon atau MultiPolygon")
    if area.is_empty:
        raise NoSuchArea(reason="tidak berisi titik")
    box_of(area)
    return area


def problem_of(area: BaseGeometry) -> str:
    """Why a polygon cannot be used, as GEOS says it (`Self-intersection[103.1 -1.2]`); else ""."""
    return "" if area.is_valid else str(explain_validity(area))


def box_of(area: BaseGeometry) -> Box:
    """The area's box. Refuses coordinates off the globe (GEO-005)."""
    min_lon, min_lat, max_lon, max_lat = area.bounds
    try:
        return Box(min_lat=min_lat, min_lon=min_lon, max_lat=max_lat, max_lon=max_lon)
    except NoSuchPoint:
        raise NoSuchArea(reason="koordinat di luar bumi") from None


def to_wkb(area: BaseGeometry) -> bytes:
    """Well-known binary, as the database keeps it."""
    return cast(bytes, shapely.to_wkb(area))


def from_wkb(stored: bytes | memoryview) -> BaseGeometry:
    """What `to_wkb` kept."""
    return cast(BaseGeometry, shapely.from_wkb(bytes(stored)))


def holds(area: BaseGeometry, lat: float, lon: float) -> bool:
    """Whether the point lies in the area or on its edge."""
    return bool(area.intersects(ShapelyPoint(lon, lat)))


class AreaIndex:
    """Many areas by key, asked for those a point lies in."""

    def __init__(self, areas: Iterable[tuple[str, BaseGeometry]]) -> None:
        pairs = list(areas)
        self._keys = [key for key, _ in pairs]
        self._tree = STRtree([area for _, area in pairs])

    def __len__(self) -> int:
        return len(self._keys)

    def keys_at(self, lat: float, lon: float) -> list[str]:
        """The keys of all areas that hold the point, edges included, in the order given."""
        found = self._tree.query(ShapelyPoint(lon, lat), predicate="intersects")
        return [self._keys[position] for position in sorted(found)]


OUTLINE_TOLERANCE_DEG = 0.0004
"""About 45 m: a village's outline on a desk's map, never what decides where a point lies."""


def outline_of(wkb: bytes | memoryview) -> str:
    """The area's outline as GeoJSON, simplified for drawing."""
    drawn = from_wkb(wkb).simplify(OUTLINE_TOLERANCE_DEG)
    return str(shapely.to_geojson(shapely.set_precision(drawn, 1e-5)))
