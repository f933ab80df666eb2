"""Points on the globe (WGS-84), the distance between them, and the cell they lie in."""

import math
from dataclasses import dataclass

import h3

from kentongan.geo.errors import NoSuchPoint

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius (IUGG 1980); a great circle on it is off by at most 0.5 % anywhere."""

CELL_RESOLUTION = 9
"""Hexagons with edges of about 200 m: a village is some dozens of them (h3geo.org, table)."""


@dataclass(frozen=True, slots=True)
class Point:
    """A latitude and a longitude in degrees. Refuses what is not on the globe (GEO-001)."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        # NaN fails both comparisons, so it is refused as well
        if not (-90.0 <= self.lat <= 90.0 and -180.0 <= self.lon <= 180.0):
            raise NoSuchPoint(lat=self.lat, lon=self.lon)


def haversine_m(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """The great-circle distance in metres."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half_phi = (phi2 - phi1) / 2
    half_lambda = math.radians(lon2 - lon1) / 2
    a = math.sin(half_phi) ** 2 + math.cos(phi1) * math.cos(phi2) * math.sin(half_lambda) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(a)))


def distance_m(a: Point, b: Point) -> float:
    """The great-circle distance between two points in metres."""
    return haversine_m(a.lat, a.lon, b.lat, b.lon)


def cell_of(lat: float, lon: float) -> int:
    """The H3 cell of resolution 9. Its first bit is always 0, so it fits a signed bigint."""
    return int(h3.str_to_int(h3.latlng_to_cell(lat, lon, CELL_RESOLUTION)))


def larger_cell(cell: int, resolution: int) -> int:
    """The cell of a coarser resolution that holds it."""
    return int(h3.str_to_int(h3.cell_to_parent(h3.int_to_str(cell), resolution)))


def middle_of(cell: int) -> Point:
    """The middle of a cell: for counting and drawing, never a place to drive to (ADR 0010)."""
    return Point(*h3.cell_to_latlng(h3.int_to_str(cell)))
