"""A search followed back from a start to its goal: the way with its shape."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from kentongan.geo.roads.closing import Closed
from kentongan.geo.roads.dijkstra import Dijkstra
from kentongan.geo.roads.graph import MICRO, Array, Flag, RoadGraph
from kentongan.geo.roads.snap import Place
from kentongan.geo.roads.way import Way


class Searched(Protocol):
    """What is asked of `search.Roads`."""

    graph: RoadGraph
    arcs: Dijkstra

    @property
    def ends(self) -> Callable[[int], tuple[int, int]]:
        """The two vertices of a segment."""

    def along(
        self, place: Place, closed: Closed, is_night: bool, *, leaving: bool
    ) -> tuple[float, float]:
        """Seconds between a place and the beginning and the end of its segment."""

    def on_one(self, start: Place, goal: Place, closed: Closed, is_night: bool) -> float:
        """Seconds between two places of one segment, without leaving it."""

    def join(
        self, start: Place | None, goal: Place, best: Array, closed: Closed, is_night: bool
    ) -> float | None:
        """Seconds from a place on the roads to the goal."""


class Trace:
    """Follows a search back from a start to the goal."""

    def __init__(
        self, roads: Searched, goal: Place, start: Place, best: Array, following: Array,
        closed: Closed, is_night: bool,
    ) -> None:  # fmt: skip
        self.roads, self.graph = roads, roads.graph
        self.goal, self.start, self.best, self.following = goal, start, best, following
        self.closed, self.is_night = closed, is_night

    def way(self) -> Way | None:
        """The way from the start, None where there is none."""
        seconds = self.roads.join(self.start, self.goal, self.best, self.closed, self.is_night)
        if seconds is None:
            return None
        pieces = self._pieces()
        points = [point for piece in pieces for point in piece.points]
        segments = tuple(piece.segment for piece in pieces)
        flags = Flag(int(np.bitwise_or.reduce(self.graph.segment_flags[list(segments)])))
        metres = sum(piece.metres for piece in pieces) + self.start.off_m + self.goal.off_m
        return Way(
            seconds, metres, _without_doubles(points), segments, flags & ~Flag.FRAGMENT,
            enters_closed=any(
                self.closed.holds(place.segment, place.share)
                for place in (self.start, self.goal)
            ),
        )  # fmt: skip

    def _pieces(self) -> list["_Piece"]:
        start, goal = self.start, self.goal
        u, v = self.roads.ends(start.segment)
        to_u, to_v = self.roads.along(start, self.closed, self.is_night, leaving=True)
        by_u, by_v = (self.best.item(vertex) + along
                      for vertex, along in ((u, to_u), (v, to_v)))  # fmt: skip
        stays = self.roads.on_one(start, goal, self.closed, self.is_night)
        if stays <= min(by_u, by_v):
            return [self._piece(start.segment, start.share, goal.share)]
        leaves = u if by_u <= by_v else v
        pieces = [self._piece(start.segment, start.share, 0.0 if leaves == u else 1.0)]
        pieces += self._between(leaves)
        pieces.append(self._piece(goal.segment, self._side(leaves), goal.share))
        return pieces

    def _between(self, vertex: int) -> Iterator["_Piece"]:
        while (after := int(self.following[vertex])) != self.graph.vertices:
            chosen = self.roads.arcs.quickest_arc(vertex, after, self.closed, self.is_night)
            is_along = chosen > 0
            yield self._piece(abs(chosen) - 1, 1.0 - is_along, float(is_along))
            vertex = after

    def _side(self, vertex: int) -> float:
        """The end of the goal's segment by which one comes to it from a vertex."""
        while (after := int(self.following[vertex])) != self.graph.vertices:
            vertex = after
        u, v = self.roads.ends(self.goal.segment)
        if u == v:
            by_u, by_v = self.roads.along(self.goal, self.closed, self.is_night, leaving=False)
            return float(by_v < by_u)
        return float(vertex == v)

    def _piece(self, segment: int, begin: float, end: float) -> "_Piece":
        graph = self.graph
        first, last = int(graph.segment_first[segment]), int(graph.segment_last[segment])
        lat = graph.point_lat[first : last + 1] / MICRO
        lon = graph.point_lon[first : last + 1] / MICRO
        steps = np.hypot(np.diff(lat), np.diff(lon) * np.cos(np.radians(lat[:-1])))
        along = np.concatenate([[0.0], np.cumsum(steps)])
        along /= max(along[-1], 1e-12)
        low, high = min(begin, end), max(begin, end)
        inner = np.flatnonzero((along > low) & (along < high))
        shares = np.concatenate([[low], along[inner], [high]])
        points = list(
            zip(np.interp(shares, along, lat).tolist(), np.interp(shares, along, lon).tolist(),
                strict=True)
        )  # fmt: skip
        metres = float(graph.segment_metres[segment]) * (high - low)
        return _Piece(segment, metres, points if begin <= end else points[::-1])


@dataclass(frozen=True, slots=True)
class _Piece:
    segment: int
    metres: float
    points: list[tuple[float, float]]


def _without_doubles(points: list[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    kept = [point for place, point in enumerate(points) if not place or point != points[place - 1]]
    return tuple(kept)
