"""Which segments pass near a point: squares of a five-hundredth of a degree, about 220 metres."""

import numpy as np

from kentongan.geo.cover import METRES_PER_DEGREE
from kentongan.geo.roads.graph import MICRO, Array, RoadGraph

SIDE = MICRO // 500
SIDE_M = METRES_PER_DEGREE * SIDE / MICRO
ROW = 1 << 20
CURVE_BITS = 16
STEP = SIDE // 2
"""A segment is entered in a square at least every half side: none is passed over by more."""


def cells_along(lat: Array, lon: Array, first: Array, last: Array) -> tuple[Array, Array]:
    """Sorted squares and, beside each, a segment that passes through it."""
    points = np.arange(len(lat) - 1)
    segment = np.full(len(lat), -1, dtype=np.int64)
    for_each = np.repeat(np.arange(len(first)), last - first)
    segment[ranges(first, last)] = for_each
    points = points[segment[:-1] >= 0]
    span = np.maximum(
        np.abs(np.diff(lat.astype(np.int64)))[points], np.abs(np.diff(lon.astype(np.int64)))[points]
    )
    steps = span // STEP + 2
    owner = np.repeat(points, steps)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(steps) - steps, steps)
    share = place / (np.repeat(steps, steps) - 1)
    along_lat = lat[owner] + share * (lat[owner + 1].astype(np.int64) - lat[owner])
    along_lon = lon[owner] + share * (lon[owner + 1].astype(np.int64) - lon[owner])
    return _sorted_pairs(_cell(along_lat, along_lon), segment[owner])


def _sorted_pairs(cell: Array, segment: Array) -> tuple[Array, Array]:
    """Each pair once, by square and then by segment. The segments come in their order."""
    is_new = np.ones(len(cell), dtype=bool)
    is_new[1:] = (np.diff(cell) != 0) | (np.diff(segment) != 0)
    cell, segment = cell[is_new], segment[is_new]
    order = np.argsort(cell, kind="stable")
    cell, segment = cell[order], segment[order]
    is_new = np.ones(len(cell), dtype=bool)
    is_new[1:] = (np.diff(cell) != 0) | (np.diff(segment) != 0)
    return cell[is_new], segment[is_new].astype(np.int32)


def ranges(first: Array, last: Array) -> Array:
    """first … last − 1 of each, one after the other."""
    counts = last - first
    offset = np.repeat(first - (np.cumsum(counts) - counts), counts)
    found: Array = np.arange(counts.sum()) + offset
    return found


def _cell(lat: Array, lon: Array) -> Array:
    found: Array = (np.floor_divide(lat, SIDE) + ROW // 2).astype(np.int64) * ROW + (
        np.floor_divide(lon, SIDE) + ROW // 2
    ).astype(np.int64)
    return found


def near(graph: RoadGraph, lat: float, lon: float, rings: int) -> Array:
    """The segments of the squares within so many squares of a point."""
    return near_each(graph, np.array([lat]), np.array([lon]), rings)[1]


def near_each(graph: RoadGraph, lat: Array, lon: Array, rings: int) -> tuple[Array, Array]:
    """The segments near each of many points: which point, and beside it the segment."""
    middle = _cell(lat * MICRO, lon * MICRO)
    rows = middle[:, None] + np.arange(-rings, rings + 1, dtype=np.int64) * ROW
    begin = np.searchsorted(graph.grid_cell, (rows - rings).ravel())
    end = np.searchsorted(graph.grid_cell, (rows + rings).ravel(), side="right")
    of_row = np.repeat(np.arange(len(lat)), rows.shape[1])
    segment = graph.grid_segment[ranges(begin, end)].astype(np.int64)
    pairs = np.repeat(of_row, end - begin) * graph.segments + segment
    pairs.sort()  # not np.unique: of a few hundred its hash takes ten times as long
    is_new = np.ones(len(pairs), dtype=bool)
    is_new[1:] = pairs[1:] != pairs[:-1]
    owner, segment = np.divmod(pairs[is_new], graph.segments)
    return owner, segment


def inside(
    graph: RoadGraph, min_lat: float, min_lon: float, max_lat: float, max_lon: float
) -> Array:
    """The segments of the squares that a box touches."""
    west, east = (int(lon * MICRO // SIDE) + ROW // 2 for lon in (min_lon, max_lon))
    south, north = (int(lat * MICRO // SIDE) + ROW // 2 for lat in (min_lat, max_lat))
    rows = np.arange(south, north + 1, dtype=np.int64) * ROW
    begin = np.searchsorted(graph.grid_cell, rows + west)
    end = np.searchsorted(graph.grid_cell, rows + east, side="right")
    found = [graph.grid_segment[a:b] for a, b in zip(begin, end, strict=True)]
    return np.unique(np.concatenate(found))


def curve(lat: Array, lon: Array) -> Array:
    """Where points lie on Morton's curve over their bounds: near on it is near on the map."""
    found = np.zeros(len(lat), dtype=np.int64)
    for shift, each in enumerate((lon, lat)):
        least, span = each.min(), max(float(np.ptp(each)), 1e-9)
        place = ((each - least) / span * ((1 << CURVE_BITS) - 1)).astype(np.int64)
        for bit in range(CURVE_BITS):
            found |= (place >> bit & 1) << (2 * bit + shift)
    return found
