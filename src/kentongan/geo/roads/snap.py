"""Where on the roads a point is: the nearest segment, how far along it, and how far off."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kentongan.geo.cover import METRES_PER_DEGREE
from kentongan.geo.points import Point
from kentongan.geo.roads.graph import MICRO, Array, Flag, RoadGraph
from kentongan.geo.roads.grid import SIDE_M, near_each

OFF_ROAD_M = 2_000.0
"""Beyond it the graph does not know how one gets there."""
CROSSING_M = 2.0
"""So near to the end of a segment one stands on the crossing, and may leave by every road."""
RINGS = (1, 3, 6, 10)
FRAGMENT = np.uint8(Flag.FRAGMENT)


@dataclass(frozen=True, slots=True)
class Place:
    """A place on a segment. `share` from 0 at its beginning to 1 at its end."""

    segment: int
    share: float
    off_m: float
    lat: float
    lon: float


def snap(graph: RoadGraph, point: Point) -> Place | None:
    """The nearest road that is connected with others, at most OFF_ROAD_M away; else None.

    A fragment is taken where there is nothing else: from a small island without a ferry there is no
    way, which is not the same as a place that the map does not hold.
    """
    return snap_all(graph, [point])[0]


def snap_all(graph: RoadGraph, points: Sequence[Point]) -> list[Place | None]:
    """`snap` of many points: a few dozen cost little more than one."""
    found: dict[int, Place] = {}
    for fragments in (False, True):
        missing = [n for n in range(len(points)) if n not in found]
        found |= _within(graph, {n: points[n] for n in missing}, fragments=fragments)
    return [found.get(n) for n in range(len(points))]


def _within(graph: RoadGraph, points: Mapping[int, Point], *, fragments: bool) -> dict[int, Place]:
    found: dict[int, Place] = {}
    missing = dict(points)
    for rings in RINGS:
        if not missing:
            break
        for n, place in _nearest(graph, missing, rings, fragments=fragments).items():
            seen_m = (rings - 0.5) * SIDE_M * max(math.cos(math.radians(points[n].lat)), 0.1)
            if place.off_m <= seen_m or rings == RINGS[-1]:
                del missing[n]
                if place.off_m <= OFF_ROAD_M:
                    found[n] = place
    return found


def _nearest(
    graph: RoadGraph, points: Mapping[int, Point], rings: int, *, fragments: bool
) -> dict[int, Place]:
    """For each point that has a road in these squares, the nearest place on one."""
    lat = np.array([point.lat for point in points.values()])
    lon = np.array([point.lon for point in points.values()])
    owner, segments = near_each(graph, lat, lon, rings)
    if not fragments:
        is_road = (graph.segment_flags[segments] & FRAGMENT) == 0
        owner, segments = owner[is_road], segments[is_road]
    if not len(segments):
        return {}
    # the pieces between two points of the shapes, segment by segment, and whose they are
    first = graph.segment_first[segments]
    counts = (graph.segment_last[segments] - first).astype(np.int64)
    begins = np.cumsum(counts) - counts
    of_pair = np.repeat(np.arange(len(segments)), counts)
    start = np.arange(counts.sum()) - begins[of_pair] + first[of_pair]
    of_point = owner[of_pair]
    # east and north of the point, on a plane: good to a thousandth within ten kilometres
    east = METRES_PER_DEGREE * np.cos(np.radians(lat))[of_point]
    x = (graph.point_lon[start] / MICRO - lon[of_point]) * east
    y = (graph.point_lat[start] / MICRO - lat[of_point]) * METRES_PER_DEGREE
    dx = (graph.point_lon[start + 1] / MICRO - lon[of_point]) * east - x
    dy = (graph.point_lat[start + 1] / MICRO - lat[of_point]) * METRES_PER_DEGREE - y
    square = np.maximum(dx * dx + dy * dy, 1e-9)
    t = np.minimum(np.maximum(-(x * dx + y * dy) / square, 0.0), 1.0)
    off = np.hypot(x + t * dx, y + t * dy)
    along = np.concatenate([[0.0], np.cumsum(np.sqrt(square))])
    names = list(points)
    found: dict[int, Place] = {}
    for best in _least_of_each(off, of_point).tolist():
        pair = int(of_pair[best])
        begin, end = begins[pair], begins[pair] + counts[pair]
        share = along[best] - along[begin] + t[best] * (along[best + 1] - along[best])
        at = int(start[best])
        found[names[of_point[best]]] = Place(
            int(segments[pair]), _share(float(share), float(along[end] - along[begin])),
            float(off[best]), _between(graph.point_lat, at, t[best]),
            _between(graph.point_lon, at, t[best]),
        )  # fmt: skip
    return found


def _least_of_each(values: Array, owner: Array) -> Array:
    """Where the least value of each owner stands; owners stand together."""
    begins = np.flatnonzero(np.append(True, np.diff(owner) != 0))
    least = np.repeat(np.minimum.reduceat(values, begins), np.diff(np.append(begins, len(values))))
    at = np.flatnonzero(values == least)
    found: Array = at[np.append(True, np.diff(owner[at]) != 0)]
    return found


def _between(line: Array, at: int, t: float) -> float:
    return float(line[at] + float(t) * (float(line[at + 1]) - float(line[at]))) / MICRO


def _share(along_m: float, length_m: float) -> float:
    if along_m < CROSSING_M:
        return 0.0
    return 1.0 if length_m - along_m < CROSSING_M else along_m / length_m
