"""Who reaches a place first: one Dijkstra from the goal over the reversed graph (architecture.md,
"Space"). Closures and the hour are passed in; the file of the graph is never written to.
"""

import itertools
import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np

from kentongan.geo.cover import METRES_PER_DEGREE
from kentongan.geo.points import Point
from kentongan.geo.roads.closing import (
    NOTHING_CLOSED,
    Closed,
    Shut,
    all_closed,
    closed_in,
    together,
)
from kentongan.geo.roads.dijkstra import Dijkstra
from kentongan.geo.roads.graph import Array, RoadGraph
from kentongan.geo.roads.snap import Place, snap_all
from kentongan.geo.roads.trace import Trace
from kentongan.geo.roads.way import Way
from kentongan.geo.shapes import Shape
from kentongan.geo.travel import KMH

SHAPES_KEPT = 256
CLOSURES_KEPT = 8
PLACES_KEPT = 4096
"""Posts do not move, and most units stand at one: looking for their road is done once."""
FIRST_LOOK = 2.5
"""A road takes so many times as long as a straight line at the graph's highest speed: the first
search goes as far, and most find enough units."""
WIDER = 1.5
"""A search that was too small grows by it. Half as far again is 2¼ times the work: what was in vain
is less than what is left to do."""
SHORTEST_S = 60.0
FARTHEST_S = 4 * 3600.0
"""Beyond it there is no use in small steps."""
CUT_OFF_LOOKS = (2, 4)
"""The looks after which it is asked whether there is a way for so many at all: when nothing were
closed, which the graph knows, and with what is closed, which takes as long as a search."""
FEW = 3
"""So many times as many as are wanted are looked at first, the nearest in a straight line."""
AT_ONCE = 12
"""The road of so many times as many is looked for in one go: a few dozen cost little more than one,
and the wider look needs them."""
SURE = 0.98
"""Straight lines are measured on a plane; their seconds are taken a little too low."""


@dataclass(frozen=True, slots=True)
class Reached:
    """Who is first: seconds by start, None for who is later than `within_s` or has no way.

    `asked` are the starts that could be within that time by straight line, wherever they stand."""

    seconds: list[float | None]
    within_s: float
    asked: Collection[int]


class Roads:
    """Searches one graph. Safe to share between threads, which search one after the other."""

    def __init__(self, graph: RoadGraph) -> None:
        self.graph = graph
        self.arcs = Dijkstra(graph)
        self._off_s = 1 / (float(graph.header["off_road_kmh"]) * KMH)
        self._by_day_mps = max(float(graph.header["fastest_mps"]), 1 / self._off_s)
        self.ends = lru_cache(maxsize=PLACES_KEPT)(self._ends)
        self._passes = lru_cache(maxsize=PLACES_KEPT)(self._seconds_of)
        self.closed_by = lru_cache(maxsize=SHAPES_KEPT)(partial(closed_in, graph))
        self.closed_by_all = lru_cache(maxsize=CLOSURES_KEPT)(self._closed_by_all)
        self._search: _Search | None = None
        """The last one: units are asked for kind by kind, and the goal is the same. Each holds 8
        bytes for every vertex, so there is no second."""
        self._places: dict[Point, Place | None] = {}

    def seconds_to(
        self,
        goal: Point,
        starts: Sequence[Point],
        *,
        closed: Shut = (),
        is_night: bool = False,
        within_s: float = math.inf,
    ) -> list[float | None]:
        """Seconds from each start to the goal; None where no road leads there within that time.

        `closed` are segments that nobody drives through.
        """
        shut = all_closed(closed)
        target = self._stands(goal)
        if target is None:
            return [None] * len(starts)
        best = self._best(target, shut, is_night, within_s).best
        joined = [self.join(place, target, best, shut, is_night) for place in self._stand(starts)]
        return [each if each is None or each <= within_s else None for each in joined]

    def first(
        self, goal: Point, starts: Sequence[Point], enough: int, *, closed: Shut = (),
        is_night: bool = False, beside_mps: float = 0.0,
    ) -> Reached:  # fmt: skip
        """Who is first, `enough` of them at least if so many have a way.

        The search ends when enough have been found: everybody else is later. It ends as well when
        nobody else has a way, and is wide enough then for all who have one. `beside_mps`: those
        whom no road leads away from come so fast in a straight line, and count as asked.
        """
        shut, metres = all_closed(closed), _straight_m(goal, starts)
        wanted = min(enough, len(starts))
        near = np.argsort(metres)[: wanted * AT_ONCE].tolist()
        target = self._stand([goal, *(starts[each] for each in near)])[0]
        if target is None or not starts:
            return Reached([None] * len(starts), math.inf, range(len(starts)))
        fastest_mps = self._by_day_mps / (min(1.0, *self.graph.night_factors) if is_night else 1.0)
        least = metres * (SURE / max(fastest_mps, beside_mps))
        within_s = max(float(np.partition(least, wanted - 1)[wanted - 1]) * FIRST_LOOK, SHORTEST_S)
        looks = itertools.count(1)
        vertices = 0
        while True:
            found = self._within(target, starts, least, shut, is_night, within_s, wanted)
            look = next(looks)
            if look in CUT_OFF_LOOKS:
                by_now = shut if look == CUT_OFF_LOOKS[-1] else NOTHING_CLOSED
                wanted = self._led_to(target, starts, least, by_now, wanted)
            if len(found.seconds) >= wanted or math.isinf(found.search.within_s):
                break
            # A search that comes no farther than the one before may have come to the roads' end.
            before, vertices = vertices, found.count()
            is_far = vertices == before or found.search.within_s > FARTHEST_S
            within_s = math.inf if is_far else found.search.within_s * WIDER
        seconds: list[float | None] = [None] * len(starts)
        for each, took_s in found.seconds.items():
            if took_s <= found.within_s:
                seconds[each] = took_s
        return Reached(seconds, found.within_s, found.asked)

    def _within(
        self, target: Place, starts: Sequence[Point], least: Array, closed: Closed, is_night: bool,
        within_s: float, wanted: int,
    ) -> "_Within":  # fmt: skip
        """Who comes within the time; not looked at is who can only be later than enough others."""
        search = self._best(target, closed, is_night, within_s)
        found = _Within(search, search.within_s, {}, [])
        asked = np.argsort(least, kind="stable")
        asked = asked[: np.searchsorted(least[asked], search.within_s, side="right")].tolist()
        few = wanted * FEW
        for some in (asked[:few], asked[few:]):
            some = [each for each in some if least[each] <= found.within_s]
            places = self._stand([starts[each] for each in some])
            for each, place in zip(some, places, strict=True):
                seconds = self.join(place, target, search.best, closed, is_night)
                if seconds is not None and seconds <= search.within_s:
                    found.seconds[each] = seconds
            found.asked.extend(some)
            if len(found.seconds) >= wanted:
                found.within_s = sorted(found.seconds.values())[wanted - 1]
        return found

    def _led_to(
        self, target: Place, starts: Sequence[Point], least: Array, closed: Closed, wanted: int
    ) -> int:
        """How many starts, `wanted` at the most, are not known to have no way: on an island, or
        cut off by what is closed."""
        part = self.arcs.parts(closed)
        there = {int(part[end]) for end in self.ends(target.segment)}
        count = 0
        for each in np.argsort(least).tolist():
            place = self._stands(starts[each])
            if place is None:
                continue
            ends = self.ends(place.segment)
            count += place.segment == target.segment or any(int(part[e]) in there for e in ends)
            if count == wanted:
                break
        return count

    def _closed_by_all(self, shapes: frozenset[Shape]) -> Closed:
        """What these closures take away together."""
        return together(self.closed_by(shape) for shape in shapes)

    def stands(self, point: Point) -> bool:
        """Whether the graph has a road where one may stand near the point."""
        return self._stands(point) is not None

    def _stands(self, point: Point) -> Place | None:
        return self._stand([point])[0]

    def _stand(self, points: Sequence[Point]) -> list[Place | None]:
        """Where points are on the roads; those that are not known yet are looked for together."""
        if len(self._places) > PLACES_KEPT:
            self._places = {}
        known = self._places  # a thread that begins anew leaves this one whole
        new = [point for point in dict.fromkeys(points) if point not in known]
        if new:
            known.update(zip(new, snap_all(self.graph, new), strict=True))
        return [known[point] for point in points]

    def matrix(
        self, goals: Sequence[Point], starts: Sequence[Point], *, closed: Shut = (),
        is_night: bool = False,
    ) -> list[list[float | None]]:  # fmt: skip
        """For each goal the seconds from each start."""
        return [self.seconds_to(g, starts, closed=closed, is_night=is_night) for g in goals]

    def nearest(
        self, goal: Point, starts: Sequence[Point], k: int, *, closed: Shut = (),
        is_night: bool = False,
    ) -> list[tuple[int, float]]:  # fmt: skip
        """The k starts that are first at the goal: their places in `starts`, with the seconds."""
        found = self.first(goal, starts, k, closed=closed, is_night=is_night).seconds
        known = [(seconds, place) for place, seconds in enumerate(found) if seconds is not None]
        return [(place, seconds) for seconds, place in sorted(known)[:k]]

    def route(
        self,
        goal: Point,
        start: Point,
        *,
        closed: Shut = (),
        is_night: bool = False,
        within_s: float = math.inf,
    ) -> Way | None:
        """The quickest way with its shape, or None; also None where it takes longer than that."""
        shut = all_closed(closed)
        target, place = self._stands(goal), self._stands(start)
        if target is None or place is None:
            return None
        best, following = self._towards(target, shut, is_night, within_s, trace=True)
        assert following is not None
        way = Trace(self, target, place, best, following, shut, is_night).way()
        return way if way and way.seconds <= within_s else None

    def reach(
        self, start: Point, within_s: float, *, closed: Shut = (), is_night: bool = False
    ) -> Iterator[int]:
        """The segments whose both ends one reaches from `start` within the time."""
        shut, place = all_closed(closed), self._stands(start)
        if place is None:
            return
        to_u, to_v = self.along(place, shut, is_night, leaving=True)
        ends = self.ends(place.segment)
        runs = self.arcs.leaving(ends, shut, is_night, within_s)
        reached = np.minimum(runs[0] + to_u, runs[1] + to_v) + place.off_m * self._off_s
        inside = reached <= within_s
        graph = self.graph
        yield from np.flatnonzero(inside[graph.segment_u] & inside[graph.segment_v]).tolist()

    # ── one search ───────────────────────────────────────────────────────────────────────────
    def _best(self, target: Place, closed: Closed, is_night: bool, within_s: float) -> "_Search":
        """The one that is kept, if it went far enough, or a new one."""
        asked = target, closed, is_night
        kept = self._search
        if kept and kept.asked == asked and kept.within_s >= within_s:
            return kept
        best, _ = self._towards(target, closed, is_night, within_s)
        self._search = search = _Search(asked, within_s, best)
        return search

    def _towards(
        self, target: Place, closed: Closed, is_night: bool, within_s: float,
        *, trace: bool = False,
    ) -> tuple[Array, Array | None]:  # fmt: skip
        from_u, from_v = self.along(target, closed, is_night, leaving=False)
        off_s = target.off_m * self._off_s
        return self.arcs.towards(
            self.ends(target.segment), (from_u + off_s, from_v + off_s), closed, is_night,
            within_s, trace=trace,
        )  # fmt: skip

    def join(
        self, start: Place | None, goal: Place, best: Array, closed: Closed, is_night: bool
    ) -> float | None:
        """Seconds from a place on the roads, itself and the metres beside them included."""
        if start is None:
            return None
        (u, v), (to_u, to_v) = (
            self.ends(start.segment),
            self.along(start, closed, is_night, leaving=True),
        )
        seconds = min(to_u + best.item(u), to_v + best.item(v))
        if start.segment == goal.segment:
            seconds = min(seconds, self.on_one(start, goal, closed, is_night))
        return seconds + start.off_m * self._off_s if math.isfinite(seconds) else None

    def on_one(self, start: Place, goal: Place, closed: Closed, is_night: bool) -> float:
        """Seconds between two places of one segment, without leaving it."""
        if start.segment != goal.segment or closed.parts(start.segment, start.share, goal.share):
            return math.inf
        forward, backward = self._passes(start.segment, is_night)
        whole = forward if goal.share >= start.share else backward
        return abs(goal.share - start.share) * whole + goal.off_m * self._off_s

    def along(
        self, place: Place, closed: Closed, is_night: bool, *, leaving: bool
    ) -> tuple[float, float]:
        """Seconds between a place and the beginning and the end of its segment; infinite towards
        that beyond a closure.

        An incident in the flood itself is driven to as far as one gets, from either side, and a
        unit that stands in it is there already. `Way.enters_closed` says so.
        """
        forward, backward = self._passes(place.segment, is_night)
        by_u, by_v = (backward, forward) if leaving else (forward, backward)
        stops_u, stops_v = closed.stops(place.segment, place.share)
        return (
            math.inf if stops_u else _part(place.share, by_u),
            math.inf if stops_v else _part(1 - place.share, by_v),
        )

    def _seconds_of(self, segment: int, is_night: bool) -> tuple[float, float]:
        graph = self.graph
        factor = float(graph.night_factors[graph.segment_class[segment]]) if is_night else 1.0
        both = graph.segment_forward[segment], graph.segment_backward[segment]
        forward, backward = (
            math.inf if math.isnan(each) else float(each) * factor for each in both
        )
        return forward, backward

    def _ends(self, segment: int) -> tuple[int, int]:
        return int(self.graph.segment_u[segment]), int(self.graph.segment_v[segment])


@dataclass(frozen=True, slots=True)
class _Search:
    """Seconds to a goal from every vertex, infinite beyond a time."""

    asked: tuple[Place, Closed, bool]
    within_s: float
    best: Array


@dataclass(slots=True)
class _Within:
    """Who was found by a search, among those that were asked; everybody else is later."""

    search: _Search
    within_s: float
    seconds: dict[int, float]
    asked: list[int]

    def count(self) -> int:
        """Vertices within the time."""
        return int(np.count_nonzero(np.isfinite(self.search.best)))


def _straight_m(goal: Point, starts: Sequence[Point]) -> Array:
    """Metres in a straight line, on a plane."""
    lat = np.array([start.lat for start in starts]) - goal.lat
    lon = np.array([start.lon for start in starts]) - goal.lon
    found: Array = np.hypot(lat, lon * math.cos(math.radians(goal.lat))) * METRES_PER_DEGREE
    return found


def _part(share: float, whole: float) -> float:
    """Of a segment's seconds; nothing at its very end, whichever way it may be driven."""
    return share * whole if share > 0 else 0.0
