"""A map that a phone can keep: lines of a few kilobytes, drawn by the server, readable at 2G and
shown again without a line.

Plane coordinates: `SIDE` units from west to east and from north to south, whole numbers.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from kentongan.geo.cover import Box, box_around
from kentongan.geo.points import Point, distance_m
from kentongan.geo.roads.drawing import is_main
from kentongan.geo.roads.engine import road_travel
from kentongan.roads.types import ClosedRoad

SIDE = 1000
NEAREST_M, FARTHEST_M = 1_000.0, 12_000.0
AROUND = 1.25
"""So much of the distance to the unit is seen around the incident: the unit is not at the edge."""
MOST_ROADS = 1500
FINEST = 3
"""Corners that are nearer to each other, in units, are one on a telephone."""
BARS_M = (100, 200, 500, 1000, 2000, 5000)

Corner = tuple[float, float]


@dataclass(frozen=True, slots=True)
class ClosedMark:
    """A closure on the map: its shape as a path (empty for a point), and where its sign stands."""

    path: str
    x: int
    y: int
    word: str
    road: str


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a template draws. Paths are SVG path data; `bar` is a scale: units and metres."""

    box: Box
    main: str
    minor: str
    way: str
    closed: tuple[ClosedMark, ...]
    place: tuple[int, int]
    unit: tuple[int, int] | None
    bar: tuple[int, int]
    attribution: str
    side: int = SIDE


def sketch(
    place: Point,
    start: Point | None,
    closed: Sequence[ClosedRoad],
    *,
    shows_way: bool,
    hour: int | None = None,
) -> Sketch:
    """The roads around an incident and on the way to it, what is reported closed, and the way that
    is left. A unit that is very far away is not on it.
    """
    away_m = distance_m(place, start) * AROUND if start else 0.0
    radius_m = away_m if NEAREST_M < away_m <= FARTHEST_M else NEAREST_M
    plane = _Plane(box_around(place, radius_m))
    usual = road_travel(hour=hour)
    lines = usual.lines_in(plane.box, most=MOST_ROADS) if usual else {}
    main = [line for name, found in lines.items() if is_main(name) for line in found]
    minor = [line for name, found in lines.items() if not is_main(name) for line in found]
    way = None
    if usual and start and shows_way:
        way = usual.avoiding(frozenset(road.shape for road in closed)).way(place, start)
    metres = max((bar for bar in BARS_M if bar <= radius_m * 0.6), default=BARS_M[0])
    return Sketch(
        box=plane.box,
        main=plane.paths(main),
        minor=plane.paths(minor),
        way=plane.paths([[(lon, lat) for lat, lon in way.points]]) if way else "",
        closed=tuple(_closed(plane, closed)),
        place=plane.at(place.lon, place.lat),
        unit=plane.at(start.lon, start.lat)
        if start and plane.box.holds(start.lat, start.lon)
        else None,
        bar=(round(metres * SIDE / (2 * radius_m)), metres),
        attribution=usual.attribution if usual else "",
    )


def _closed(plane: "_Plane", closed: Sequence[ClosedRoad]) -> Iterable[ClosedMark]:
    box = plane.box
    edge = shapely.box(box.min_lon, box.min_lat, box.max_lon, box.max_lat)
    for road in closed:
        seen = road.shape.geometry.intersection(edge)
        if seen.is_empty:
            continue
        middle = seen.representative_point()
        x, y = plane.at(middle.x, middle.y)
        path = plane.paths(_lines_of(seen))
        yield ClosedMark(path=path, x=x, y=y, word=road.cause_word, road=road.road)


def _lines_of(geometry: BaseGeometry) -> list[list[Corner]]:
    """The lines of a shape, the edge of an area, none of a point."""
    if geometry.geom_type in {"Polygon", "MultiPolygon"}:
        geometry = geometry.boundary
    parts = getattr(geometry, "geoms", [geometry])
    return [list(part.coords) for part in parts if part.geom_type == "LineString"]


class _Plane:
    """A small box of the globe as a square: in some kilometres a degree is as long everywhere."""

    def __init__(self, box: Box) -> None:
        self.box = box
        self._per_lon = SIDE / (box.max_lon - box.min_lon)
        self._per_lat = SIDE / (box.max_lat - box.min_lat)

    def at(self, lon: float, lat: float) -> tuple[int, int]:
        x = (lon - self.box.min_lon) * self._per_lon
        y = (self.box.max_lat - lat) * self._per_lat
        return round(x), round(y)

    def paths(self, lines: Iterable[Sequence[Corner]]) -> str:
        """SVG path data in whole numbers, each corner by its distance from the one before."""
        return "".join(self._path(line) for line in lines)

    def _path(self, line: Sequence[Corner]) -> str:
        corners = [self.at(lon, lat) for lon, lat in line]
        kept = corners[:1]
        for corner in corners[1:-1]:
            if math.dist(corner, kept[-1]) >= FINEST:
                kept.append(corner)
        kept += corners[-1:] if corners[-1:] != kept[-1:] else []
        if len(kept) <= 1:
            return ""
        (x, y), steps = kept[0], []
        for (x1, y1), (x2, y2) in zip(kept, kept[1:], strict=False):
            steps.append(f"{x2 - x1} {y2 - y1}")
        return f"M{x} {y}l{' '.join(steps)}"
