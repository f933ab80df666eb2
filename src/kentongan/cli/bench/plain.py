"""Whether who is first by road is first: a whole search that is written here, knows no shortcut and
closes a road by leaving it out.
"""

import math
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from kentongan.geo.points import Point
from kentongan.geo.roads.graph import RoadGraph
from kentongan.geo.roads.snap import Place, snap
from kentongan.geo.travel import KMH, Speed, Travel, TravelBasis, TravelEstimate

Array = NDArray[Any]
SAME_S = 1e-6


class Compared:
    """Asks both and notes whether they agree."""

    needs_all = True

    def __init__(self, travel: Travel, plain: "Plain", closed: frozenset[int]) -> None:
        self._travel, self._plain, self._closed = travel, plain, closed
        self.is_exact = True

    def to_goal(
        self, goal: Point, starts: Sequence[Point], *, speed_kmh: Speed, enough: int | None = None
    ) -> list[TravelEstimate | None]:
        """What the engine says that is measured."""
        found = self._travel.to_goal(goal, starts, speed_kmh=speed_kmh, enough=enough)
        truth = self._plain.seconds_to(goal, starts, self._closed)
        self.is_exact &= agree(found, truth, enough or len(starts))
        return found


def agree(found: Sequence[TravelEstimate | None], truth: Sequence[float], enough: int) -> bool:
    """Whether all seconds that are given are true and nobody who is earlier was left out."""
    pairs = list(zip(found, truth, strict=True))
    given = [(each, true) for each, true in pairs if each is not None]
    left_out = [true for each, true in pairs if each is None]
    are_true = all(
        each.basis is TravelBasis.ROAD_GRAPH and abs(each.seconds - true) < SAME_S
        for each, true in given
    )
    first = sorted(truth)[:enough]
    ours = sorted(each.seconds for each, _ in given)[:enough]
    ours += [math.inf] * (len(first) - len(ours))
    are_first = all(a == b or abs(a - b) < SAME_S for a, b in zip(ours, first, strict=True))
    last = max((each.seconds for each, _ in given), default=0.0)
    are_later = all(true >= last - SAME_S for true in left_out)
    return are_true and are_first and are_later


class Plain:
    """Dijkstra over the whole graph, from its segments and not from its arcs."""

    def __init__(self, graph: RoadGraph) -> None:
        self._graph = graph
        self._off_s = 1 / (float(graph.header["off_road_kmh"]) * KMH)
        self._places: dict[Point, Place] = {}

    def seconds_to(
        self, goal: Point, starts: Sequence[Point], closed: frozenset[int]
    ) -> list[float]:
        """Seconds from each start; infinite where no road leads there."""
        target = self._place(goal)
        matrix = plain_matrix(self._graph, closed)
        by_u, by_v = dijkstra(matrix, indices=list(self._ends(target)))
        forward, backward = self._leaves(target, closed)
        best = np.minimum(
            by_u + _share(target.share, forward), by_v + _share(1 - target.share, backward)
        )
        return [
            self._from(self._place(start), target, best, closed) + target.off_m * self._off_s
            for start in starts
        ]

    def _from(self, start: Place, target: Place, best: Array, closed: frozenset[int]) -> float:
        (u, v), (forward, backward) = self._ends(start), self._leaves(start, closed)
        ways = [
            best.item(u) + _share(start.share, backward),
            best.item(v) + _share(1 - start.share, forward),
        ]
        if start.segment == target.segment:
            further = target.share - start.share
            forward, backward = self._passes(start)
            ways.append(abs(further) * (forward if further >= 0 else backward))
        return float(min(way for way in ways if not math.isnan(way)) + start.off_m * self._off_s)

    def _place(self, point: Point) -> Place:
        if point not in self._places:
            place = snap(self._graph, point)
            assert place is not None
            self._places[point] = place
        return self._places[point]

    def _ends(self, place: Place) -> tuple[int, int]:
        graph = self._graph
        return graph.segment_u.item(place.segment), graph.segment_v.item(place.segment)

    def _leaves(self, place: Place, closed: frozenset[int]) -> tuple[float, float]:
        """As it passes; but nobody at a crossing enters the closed road beside it."""
        is_beside = place.segment in closed and place.share in {0.0, 1.0}
        return (math.inf, math.inf) if is_beside else self._passes(place)

    def _passes(self, place: Place) -> tuple[float, float]:
        graph = self._graph
        both = (graph.segment_forward, graph.segment_backward)
        forward, backward = (np.nan_to_num(each.item(place.segment), nan=math.inf) for each in both)
        return float(forward), float(backward)


def plain_matrix(graph: RoadGraph, closed: Collection[int] = ()) -> csr_array:
    """The segments in both directions, turned round; the quicker of two between the same ends."""
    is_open = np.ones(graph.segments, dtype=bool)
    is_open[list(closed)] = False
    u, v = graph.segment_u[is_open], graph.segment_v[is_open]
    seconds = np.concatenate([graph.segment_forward[is_open], graph.segment_backward[is_open]])
    row, column = np.concatenate([v, u]), np.concatenate([u, v])
    known = ~np.isnan(seconds)
    row, column, seconds = row[known], column[known], seconds[known]
    pair = row.astype(np.int64) * graph.vertices + column
    order = np.lexsort((seconds, pair))
    first = order[np.append(True, np.diff(pair[order]) != 0)]
    start = np.searchsorted(row[first], np.arange(graph.vertices + 1))
    return csr_array(
        (seconds[first], column[first].astype(np.int32), start.astype(np.int32)),
        shape=(graph.vertices, graph.vertices),
    )


def _share(share: float, whole: float) -> float:
    return share * whole if share > 0 else 0.0
