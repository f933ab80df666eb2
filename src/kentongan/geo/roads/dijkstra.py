"""One search over the arcs of a graph; what is closed and where the goal is stand in them for its
length only.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra

from kentongan.geo.roads.closing import Closed
from kentongan.geo.roads.graph import Array, RoadGraph
from kentongan.geo.roads.grid import ranges

FOREVER_S = 1e9
"""Instead of infinity: what is closed weighs infinitely much, and nobody is to arrive over it."""
NOTHING_S = 1e-9
"""A weight of nothing would be no road."""
CLOSURES_KEPT = 8
PARTS_KEPT = 2


class Dijkstra:
    """Searches the arcs of one graph, one thread after the other."""

    def __init__(self, graph: RoadGraph) -> None:
        self._graph = graph
        self.weights = lru_cache(maxsize=2)(self._weights)
        self.parts = lru_cache(maxsize=PARTS_KEPT)(self._parts)
        self._arcs_of = lru_cache(maxsize=CLOSURES_KEPT)(self._find_arcs)

    def towards(
        self, ends: tuple[int, int], from_ends_s: tuple[float, float], closed: Closed,
        is_night: bool, within_s: float, *, trace: bool = False,
    ) -> tuple[Array, Array | None]:  # fmt: skip
        """Seconds from every vertex to a place between two, infinite beyond `within_s`; and, with
        `trace`, the vertex that comes next (`graph.vertices` for the place itself)."""
        graph = self._graph
        weights = self.weights(is_night)
        with self._closing(weights, closed):
            graph.arc_from[-2:] = ends
            weights.data[-2:] = np.maximum(from_ends_s, NOTHING_S)
            runs = dijkstra(
                weights, indices=graph.vertices, limit=min(within_s, FOREVER_S),
                return_predecessors=trace,
            )  # fmt: skip
        return runs if trace else (runs, None)

    def leaving(self, starts: tuple[int, int], closed: Closed, is_night: bool, within_s: float
                ) -> Array:  # fmt: skip
        """Seconds from each of two vertices to every other."""
        weights = self.weights(is_night)
        with self._closing(weights, closed):
            found: Array = dijkstra(
                weights.T.tocsr(), indices=starts, limit=min(within_s, FOREVER_S)
            )
        return found

    def quickest_arc(self, source: int, target: int, closed: Closed, is_night: bool) -> int:
        """What `arc_segment` says of the quickest arc between two vertices."""
        graph = self._graph
        arcs = np.arange(graph.arc_start[target], graph.arc_start[target + 1])
        arcs = arcs[graph.arc_from[arcs] == source]
        weights = self.weights(is_night)
        with self._closing(weights, closed):
            return int(graph.arc_segment[arcs[weights.data[arcs].argmin()]])

    @contextmanager
    def _closing(self, weights: csr_array, closed: Closed) -> Iterator[None]:
        """Bars the closed segments and lets them go again, the goal with them."""
        graph, arcs = self._graph, self._arcs_of(closed)
        with graph.turn:
            seconds = weights.data[arcs]
            weights.data[arcs] = np.inf
            try:
                yield
            finally:
                weights.data[arcs] = seconds
                weights.data[-2:] = np.inf
                graph.arc_from[-2:] = graph.vertices

    def _weights(self, is_night: bool) -> csr_array:
        graph = self._graph
        seconds = graph.arc_seconds
        if is_night:
            with graph.turn:
                classes = graph.segment_class[np.abs(graph.arc_segment) - 1]
                seconds = seconds * graph.night_factors[classes]
        matrix = csr_array((graph.vertices + 1, graph.vertices + 1))
        # Not by its constructor, which copies what is a small part of a larger array: the file.
        matrix.data, matrix.indices, matrix.indptr = seconds, graph.arc_from, graph.arc_start
        return matrix

    def _find_arcs(self, closed: Closed) -> Array:
        graph = self._graph
        segments = np.fromiter(closed.spans, dtype=np.int64, count=len(closed.spans))
        targets = np.concatenate([graph.segment_u[segments], graph.segment_v[segments]])
        begins = graph.arc_start[targets].astype(np.int64)
        arcs = ranges(begins, graph.arc_start[targets + 1])
        wanted = np.repeat(np.tile(segments, 2) + 1, graph.arc_start[targets + 1] - begins)
        found: Array = np.unique(arcs[np.abs(graph.arc_segment[arcs]) == wanted])
        return found

    def _parts(self, closed: Closed) -> Array:
        """The part of every vertex: no road that is open, one-way or not, leads to another part."""
        graph = self._graph
        arcs = self._arcs_of(closed)
        if not len(arcs):
            return graph.vertex_part
        start, arcs_from = graph.arc_start[:-1], np.delete(graph.arc_from[:-2], arcs)
        start = start - np.searchsorted(arcs, start)
        there = np.ones(len(arcs_from), dtype=np.int8)
        matrix = csr_array((there, arcs_from, start), shape=(graph.vertices, graph.vertices))
        matrix.sum_duplicates()
        part: Array = connected_components(matrix, directed=True, connection="weak")[1]
        return part
