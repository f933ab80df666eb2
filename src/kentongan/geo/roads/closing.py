"""Which segments of the graph a closure takes away, and between where on each.

A closure drawn by hand runs over the ends of side streets that are open. A segment is closed where
it lies in the shape for longer than such an end does; a flooded area closes whatever it wets.
"""

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from shapely.affinity import affine_transform
from shapely.geometry.base import BaseGeometry

from kentongan.geo.cover import METRES_PER_DEGREE
from kentongan.geo.roads.graph import MICRO, Array, RoadGraph
from kentongan.geo.roads.grid import inside
from kentongan.geo.roads.snap import snap
from kentongan.geo.shapes import Shape

LEAST_WIDTH_M = 10.0
NEAREST_WITHIN_M = 150.0
"""A point beside the road, as a telephone gives it, still means that road."""
OF_ITS_LENGTH = 0.5
WETTED_M = 10.0
ENDS = {"Point": 0.5, "LineString": 1.5}
"""In widths. A side street that begins on a drawn line lies in it for one width, the line's own
road and one that crosses it for two; around a point every road that is near enough is meant."""


Span = tuple[float, float]
"""From which share of a segment to which, 0 at its beginning and 1 at its end."""
WHOLE: Span = (0.0, 1.0)


@dataclass(frozen=True, eq=False)
class Closed:
    """Segments that nobody drives through, with the span of each that is closed.

    Who stands on such a segment before the span turns round; who stands in it is there already.
    """

    spans: Mapping[int, Span]

    @cached_property
    def key(self) -> tuple[tuple[int, Span], ...]:
        """Equal for what closes the same."""
        return tuple(sorted(self.spans.items()))

    @cached_property
    def _hash(self) -> int:
        return hash(self.key)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Closed) and self.key == other.key)

    def __bool__(self) -> bool:
        return bool(self.spans)

    def stops(self, segment: int, share: float) -> tuple[bool, bool]:
        """Whether the closure lies between this place and the segment's beginning, and its end."""
        span = self.spans.get(segment)
        if span is None:
            return False, False
        low, high = span
        return share > high or share >= 1.0, share < low or share <= 0.0

    def parts(self, segment: int, one: float, other: float) -> bool:
        """Whether it lies between two places of one segment."""
        span = self.spans.get(segment)
        return span is not None and min(one, other) < span[0] and max(one, other) > span[1]

    def holds(self, segment: int, share: float) -> bool:
        """Whether this place itself is closed."""
        span = self.spans.get(segment)
        return span is not None and span[0] <= share <= span[1] and 0.0 < share < 1.0


NOTHING_CLOSED = Closed({})
Shut = Closed | Collection[int]
"""What a search is told to be closed: with spans, or bare segments."""


def all_closed(closed: Shut) -> Closed:
    """The same; of bare segments each is closed from end to end."""
    if isinstance(closed, Closed):
        return closed
    return Closed(dict.fromkeys(closed, WHOLE)) if closed else NOTHING_CLOSED


def together(many: Iterable[Closed]) -> Closed:
    """What all of them close."""
    spans: dict[int, Span] = {}
    for closed in many:
        for segment, (low, high) in closed.spans.items():
            before = spans.get(segment, (low, high))
            spans[segment] = min(low, before[0]), max(high, before[1])
    return Closed(spans)


def closed_in(graph: RoadGraph, shape: Shape) -> Closed:
    """What a closure of this shape takes away; nothing where the graph has no road."""
    width = max(shape.width_m, LEAST_WIDTH_M)
    plane = _Plane(shape)
    ground = plane.flat(shape.geometry)
    if shape.kind != "Polygon":
        ground = ground.buffer(width)
    found = inside(graph, *_box_around(shape, width))
    spans = _spans(graph, found, plane, ground, _least(shape, width)) if len(found) else {}
    if shape.kind == "Point" and not spans:
        spans = _nearest(graph, shape, width)
    return Closed(spans)


def _least(shape: Shape, width: float) -> float:
    return ENDS[shape.kind] * width if shape.kind in ENDS else WETTED_M


def _spans(
    graph: RoadGraph, segments: Array, plane: "_Plane", ground: BaseGeometry, least: float
) -> dict[int, Span]:
    roads = plane.roads(graph, segments)
    shapely.prepare(ground)
    touched = np.flatnonzero(shapely.intersects(ground, roads))
    parts = shapely.intersection(roads[touched], ground)
    enough = np.minimum(least, OF_ITS_LENGTH * shapely.length(roads[touched]))
    chosen = np.flatnonzero(shapely.length(parts) >= enough)
    return {
        int(segments[touched[each]]): _span(roads[touched[each]], parts[each]) for each in chosen
    }


def _span(road: BaseGeometry, part: BaseGeometry) -> Span:
    places = shapely.points(shapely.get_coordinates(part))
    along = shapely.line_locate_point(road, places, normalized=True)
    return float(along.min()), float(along.max())


def _nearest(graph: RoadGraph, shape: Shape, width: float) -> dict[int, Span]:
    place = snap(graph, shape.middle)
    if place is None or place.off_m > NEAREST_WITHIN_M:
        return {}
    half = width / max(float(graph.segment_metres[place.segment]), width)
    return {place.segment: (max(place.share - half, 0.0), min(place.share + half, 1.0))}


def _box_around(shape: Shape, width: float) -> tuple[float, float, float, float]:
    box = shape.box
    north = width / METRES_PER_DEGREE
    east = north / max(math.cos(math.radians(box.min_lat)), 0.1)
    return box.min_lat - north, box.min_lon - east, box.max_lat + north, box.max_lon + east


class _Plane:
    """Metres east and north of the middle of the shape: straight enough for 60 km."""

    def __init__(self, shape: Shape) -> None:
        middle = shape.middle
        self.lat, self.lon = middle.lat, middle.lon
        self.north = METRES_PER_DEGREE
        self.east = METRES_PER_DEGREE * math.cos(math.radians(middle.lat))

    def flat(self, geometry: BaseGeometry) -> BaseGeometry:
        moved = (-self.lon * self.east, -self.lat * self.north)
        flat: BaseGeometry = affine_transform(geometry, (self.east, 0, 0, self.north, *moved))
        return flat

    def roads(self, graph: RoadGraph, segments: Array) -> Array:
        first = graph.segment_first[segments].astype(np.int64)
        counts = graph.segment_last[segments] - first + 1
        owner = np.repeat(np.arange(len(segments)), counts)
        at = np.arange(counts.sum()) + np.repeat(first - (np.cumsum(counts) - counts), counts)
        x = (graph.point_lon[at] / MICRO - self.lon) * self.east
        y = (graph.point_lat[at] / MICRO - self.lat) * self.north
        lines: Array = shapely.linestrings(np.stack([x, y], axis=1), indices=owner)
        return lines
