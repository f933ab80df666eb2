"""Who is first by road: the ranking of the proposals, on networks of our own, some roads closed.

The same function that a proposal calls (`rank_units`), with 500 units of which a tenth has moved
since the last question, an incident somewhere, and 20 closures that are new each time, ten of them
near the incident. As in `propose` all 500 can do it; `mixed`, three or four of ten can, a quarter
of those are busy, and the first five are so much farther away. Beside it stands scipy's bare
search, told beforehand how far it must go.
"""

import argparse
import json
import math
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from scipy.sparse.csgraph import dijkstra

from kentongan.cli.bench.figures import Figure
from kentongan.cli.bench.network import made_graph
from kentongan.cli.bench.plain import Compared, Plain, plain_matrix
from kentongan.dispatch.rules import rank_units
from kentongan.dispatch.rules.ranking import Question
from kentongan.fleet.enums import Capability, UnitKind, UnitState
from kentongan.fleet.types import Position, UnitRecord
from kentongan.geo.points import Point
from kentongan.geo.roads.closing import all_closed
from kentongan.geo.roads.graph import MICRO, RoadGraph
from kentongan.geo.roads.grid import near
from kentongan.geo.roads.search import Roads
from kentongan.geo.roads.snap import snap
from kentongan.geo.roads.travel import RoadTravel
from kentongan.geo.travel import Speed, Travel, TravelEstimate

SIZES = (("250k", 250_000, 10.0), ("1m", 1_000_000, 20.0))
UNITS, MOVED, CLOSURES, CLOSURES_NEAR, FIRST = 500, 50, 20, 10, 5
EXACT_CASES, EXACT_VERTICES = 1_000, 100_000
LEAST_CASES = 300
WARM_UP = 20
NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
KINDS = (
    (UnitKind.FIRE_ENGINE, frozenset({Capability.FIRE, Capability.RESCUE}), 3),
    (UnitKind.AMBULANCE, frozenset({Capability.MEDICAL_BASIC}), 4),
    (UnitKind.PATROL, frozenset({Capability.TRAFFIC}), 3),
)
"""Kinds of units with what they can do, and how many of ten they are."""


SUMMARY = "ask who is first by road for `bench`"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where graphs are kept, for how long each is asked, and how large they are."""
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--share", type=float, default=1.0, help="of the vertices and the cases")


def run(options: argparse.Namespace) -> int:
    """Measure and print the figures as one JSON list."""
    figures = measured(options.folder, options.seconds, options.share)
    print(json.dumps([asdict(figure) for figure in figures]), file=sys.stdout)
    return 0


def measured(folder: Path, seconds: float, share: float = 1.0) -> Iterator[Figure]:
    """The first 5 of 500 units on 250,000 and on a million vertices; whether they are the first."""
    for name, vertices, goal_ms in SIZES:
        graph = made_graph(folder, int(vertices * share))
        for kind, is_mixed in (("", False), ("_mixed", True)):
            night = Night(graph, is_mixed=is_mixed)
            cases = max(int(LEAST_CASES * share), 1)
            yield timed(f"recommend_road_{name}{kind}_p99", night, seconds, goal_ms, cases)
    graph = made_graph(folder, int(EXACT_VERTICES * share))
    yield exact_share(graph, int(EXACT_CASES * share))


def exact_share(graph: RoadGraph, cases: int) -> Figure:
    """Of so many questions, those in which every second and who is first are as they must be."""
    night, roads, plain = Night(graph, seed=4, is_mixed=True), Roads(graph), Plain(graph)
    exact = 0
    for case, _ in zip(night.cases(), range(cases), strict=False):
        travel = Compared(RoadTravel(roads, all_closed(case.closed)), plain, case.closed)
        rank_units(night.units, case.positions, case.question, travel=travel, limit=FIRST)
        exact += travel.is_exact
    return Figure("recommend_road_exact_share", exact / cases, "share", 1.0, n=cases)


@dataclass(frozen=True, slots=True)
class Case:
    """One question: an incident, where the units are now, what is closed."""

    question: Question
    positions: dict[UUID, Position]
    closed: frozenset[int]


class Night:
    """Incidents on a graph, one after the other; units move a little between them."""

    def __init__(self, graph: RoadGraph, seed: int = 112, *, is_mixed: bool = False) -> None:
        self.graph = graph
        self._is_mixed = is_mixed
        self._chance = random.Random(seed)  # noqa: S311 - a spread on the map, no secret
        kinds = [each for each in KINDS for _ in range(each[2])] if is_mixed else KINDS[:1]
        self._kinds = kinds
        self.units = tuple(self._unit(n, *kinds[n % len(kinds)][:2]) for n in range(UNITS))
        self._positions = {unit.id: Position(self._point(), NOW) for unit in self.units}

    def cases(self) -> Iterator[Case]:
        """Without end."""
        while True:
            for unit in self._chance.sample(self.units, MOVED):
                self._positions[unit.id] = Position(self._point(), NOW)
            goal = self._point()
            needs = [self._chance.choice(self._kinds)[1]]
            question = Question(
                goal=goal, region="3324", needs=needs, at=NOW, fresh=timedelta(minutes=2),
                worthless=timedelta(hours=1),
            )  # fmt: skip
            yield Case(question, dict(self._positions), self._closed(goal))

    def _unit(self, n: int, kind: UnitKind, capabilities: frozenset[str]) -> UnitRecord:
        """Mixed, one in four is on a call and one in ten has not confirmed its shift."""
        is_busy = self._is_mixed and self._chance.random() < 1 / 4
        is_late = self._is_mixed and self._chance.random() < 1 / 10
        state = UnitState.BUSY if is_busy else UnitState.AVAILABLE
        ready = None if is_late else NOW + timedelta(hours=8)
        return UnitRecord(
            id=UUID(int=n + 1), call_sign=f"B-{n + 1:03d}", kind=kind, capabilities=capabilities,
            state=state, ready_until=ready, phone="", org_id=UUID(int=0), org_name="Bench",
            post_name="", post_point=None, coverage=(),
        )  # fmt: skip

    def _point(self) -> Point:
        """Beside a road, a hundred metres away at most: more often where roads are many."""
        at = self._chance.randrange(len(self.graph.point_lat))
        lat, lon = self.graph.point_lat.item(at) / MICRO, self.graph.point_lon.item(at) / MICRO
        off = (self._chance.uniform(-0.0006, 0.0006) for _ in range(2))
        return Point(lat + next(off), lon + next(off))

    def _closed(self, goal: Point) -> frozenset[int]:
        about = near(self.graph, goal.lat, goal.lon, 6).tolist()
        few = self._chance.sample(about, min(CLOSURES_NEAR, len(about)))
        rest = (self._chance.randrange(self.graph.segments) for _ in range(CLOSURES - len(few)))
        return frozenset([*few, *rest])


def timed(
    name: str, night: "Night", seconds: float, goal_ms: float, least_cases: int = LEAST_CASES
) -> Figure:
    """The slowest of a hundred questions."""
    graph = night.graph
    roads, bare = Roads(graph), _Bare(graph)
    ours, theirs = [], []
    end = math.inf
    for n, case in enumerate(night.cases()):
        began = time.perf_counter()
        if n == WARM_UP:
            end = began + seconds
        if began > end and n >= WARM_UP + least_cases:
            break
        travel = _Heard(RoadTravel(roads, all_closed(case.closed)))
        rank_units(night.units, case.positions, case.question, travel=travel, limit=FIRST)
        took = time.perf_counter() - began
        if n >= WARM_UP:
            ours.append(took)
            theirs.append(bare.seconds(case.question.goal, travel.last_s))
    limit = f"scipy's bare search, {graph.vertices} vertices"
    return Figure(name, _p99_ms(ours), "ms", goal_ms, _p99_ms(theirs), limit, n=len(ours))


def _p99_ms(times: Sequence[float]) -> float:
    return sorted(times)[-(-99 * len(times) // 100) - 1] * 1000


class _Heard:
    """Hands a question on and keeps when the last of the first came."""

    needs_all = True

    def __init__(self, travel: Travel) -> None:
        self._travel = travel
        self.last_s = 0.0

    def to_goal(
        self, goal: Point, starts: Sequence[Point], *, speed_kmh: Speed, enough: int | None = None
    ) -> list[TravelEstimate | None]:
        """What the engine says."""
        found = self._travel.to_goal(goal, starts, speed_kmh=speed_kmh, enough=enough)
        known = sorted(each.seconds for each in found if each is not None)[:enough]
        self.last_s = max([self.last_s, *known])
        return found


class _Bare:
    """scipy's search alone, from a crossing near the goal and exactly as far as was needed."""

    def __init__(self, graph: RoadGraph) -> None:
        self._graph = graph
        self._matrix = plain_matrix(graph)

    def seconds(self, goal: Point | None, within_s: float) -> float:
        place = snap(self._graph, goal) if goal else None
        assert place is not None
        vertex = self._graph.segment_u.item(place.segment)
        began = time.perf_counter()
        dijkstra(self._matrix, indices=vertex, limit=within_s)
        return time.perf_counter() - began
