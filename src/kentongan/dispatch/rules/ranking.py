"""The order in which units are proposed (practice.md §1.8, §2.1, §6). People decide; this explains.

Nothing is hidden: those who cannot do it, are not confirmed, or are busy come later, with the
reason. Only as many tiers are measured as are needed for the answer: 500 units in under 3 ms.
"""

import heapq
import itertools
import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from kentongan.dispatch.rules.cover import HOUR, NOT_WEIGHED, Weighed, Weighing
from kentongan.dispatch.types import ProposedUnit
from kentongan.fleet.enums import UnitKind, UnitState
from kentongan.fleet.types import Position, UnitRecord
from kentongan.geo.points import Point
from kentongan.geo.travel import Travel, TravelEstimate
from kentongan.regions.types import contains

Needs = Sequence[frozenset[str]]
"""What is asked for: the lead's capabilities first, then each supporting agency's."""

LEAD, SUPPORT, PARTLY, NOTHING = range(4)

DEFAULT_KMH = 40.0
KMH: Mapping[str, float] = {
    UnitKind.AMBULANCE: 50.0,
    UnitKind.PATROL: 50.0,
    UnitKind.MOTORCYCLE: 45.0,
    UnitKind.WATER_TANKER: 35.0,
    UnitKind.HEAVY: 20.0,
    UnitKind.BOAT: 15.0,
}
"""Average speeds on a regency's roads; our judgement until the road graph measures them."""

SHORTLIST = 40
"""So many are measured exactly by straight line: a flat-earth distance finds the same ones. The
road graph is asked for all of them."""

WEIGHED = 8
"""So many of the nearest are weighed against each other: who is farther is not put before them."""

ROADS_NOT_CHECKED = "ROADS_NOT_CHECKED"
CLOSURES_NOT_KNOWN = "CLOSURES_NOT_KNOWN"
READINESS_NOT_CONFIRMED = "READINESS_NOT_CONFIRMED"
POSITION_OLD = "POSITION_OLD"
FROM_POST = "FROM_POST"
NO_POSITION = "NO_POSITION"
NO_WAY = "NO_WAY"
"""The road graph leads from the unit to everywhere but the incident."""
POST_DOES_NOT_COVER = "POST_DOES_NOT_COVER"


@dataclass(frozen=True, slots=True)
class Question:
    """What the ranking is asked: where, what for, and when."""

    goal: Point | None
    region: str
    needs: Needs
    at: datetime
    fresh: timedelta
    """How old a position may be and still give minutes instead of a range."""
    worthless: timedelta
    """An available unit silent for so long is taken to stand at its post, and that is said."""


def cover_tier(capabilities: frozenset[str], needs: Needs) -> int:
    """How well capabilities cover what is asked: LEAD, SUPPORT, PARTLY or NOTHING."""
    if not needs or needs[0] <= capabilities:
        return LEAD
    if any(need <= capabilities for need in needs[1:]):
        return SUPPORT
    return PARTLY if any(need & capabilities for need in needs) else NOTHING


def covering_rank(coverage: Sequence[tuple[str, int]], region: str) -> int | None:
    """How soon a post answers for a region: 1 first; None where it does not answer for it."""
    ranks = [rank for code, rank in coverage if region and contains(code, region)]
    return min(ranks, default=None)


def rank_units(
    units: Sequence[UnitRecord],
    positions: Mapping[UUID, Position],
    question: Question,
    *,
    travel: Travel,
    limit: int,
    weighing: Weighing | None = None,
) -> tuple[ProposedUnit, ...]:
    """The first `limit` units. By time where the place has a position, else by covering post; and
    by what `weighing` says that going leaves behind, among those that can do the same.
    """
    tiers = _in_tiers(units, question)
    ranking = _Ranking(question, positions, travel, weighing)
    chosen: list[ProposedUnit] = []
    for key in sorted(tiers):
        if len(chosen) >= limit:
            break
        chosen.extend(ranking.propose(tiers[key], limit - len(chosen)))
    return tuple(chosen)


def _in_tiers(
    units: Sequence[UnitRecord], question: Question
) -> dict[tuple[bool, int, bool], list[UnitRecord]]:
    """Units by (not available, how well they cover, not confirmed): the order of the answer."""
    tiers: dict[tuple[bool, int, bool], list[UnitRecord]] = defaultdict(list)
    covers: dict[frozenset[str], int] = {}
    available, at = str(UnitState.AVAILABLE), question.at
    for unit in units:
        cover = covers.get(unit.capabilities)
        if cover is None:
            cover = covers[unit.capabilities] = cover_tier(unit.capabilities, question.needs)
        until = unit.ready_until
        tiers[unit.state != available, cover, until is None or until <= at].append(unit)
    return tiers


class _Start(NamedTuple):
    """What a unit's way is measured from. (A tuple: hundreds are made for each answer.)"""

    point: Point | None
    source: str
    age: timedelta | None


class _Ranking:
    def __init__(
        self, question: Question, positions: Mapping[UUID, Position], travel: Travel,
        weighing: Weighing | None,
    ) -> None:  # fmt: skip
        self.question = question
        self.positions = positions
        self.travel = travel
        self.weighing = weighing
        self._oldest = question.at - question.worthless
        self._ranks: dict[tuple[tuple[str, int], ...], int | None] = {}

    def propose(self, units: Sequence[UnitRecord], limit: int) -> list[ProposedUnit]:
        """One tier in order, cut at `limit`."""
        goal = self.question.goal
        if goal is None:
            ordered = sorted(units, key=self._by_post)
            return [
                self._proposed(unit, _Start(None, "NONE", None), None) for unit in ordered[:limit]
            ]
        if not self.travel.needs_all:
            units = self._nearest(units, goal, max(SHORTLIST, 2 * limit))
        reorders = self.weighing is not None and self.weighing.reorders
        ways = self._ways(units, goal, enough=max(limit, WEIGHED) if reorders else limit)
        known = [i for i, way in enumerate(ways) if way is not None]
        by_map = self._by_map(units, ways, goal) if len(known) < limit else [0.0] * len(ways)
        later_s = [self._weighed(unit).later_s for unit in units] if reorders else [0.0] * len(ways)
        first = heapq.nsmallest(
            limit,
            known if len(known) >= limit else range(len(units)),
            key=lambda i: (_seconds(ways[i]) + later_s[i], by_map[i], units[i].call_sign),
        )
        seconds = [_seconds(ways[i]) for i in first]
        before_s = [took - min(seconds[n:]) for n, took in enumerate(seconds)] if reorders else ()
        proposed = [self._proposed(units[i], self._start(units[i]), ways[i]) for i in first]
        return [
            replace(unit, put_before_s=round(later)) if later and math.isfinite(later) else unit
            for unit, later in itertools.zip_longest(proposed, before_s)
        ]

    def _weighed(self, unit: UnitRecord) -> Weighed:
        return self.weighing.of(unit) if self.weighing else NOT_WEIGHED

    def _nearest(
        self, units: Sequence[UnitRecord], goal: Point, count: int
    ) -> Sequence[UnitRecord]:
        """The units that can be among the first, by a distance that costs next to nothing."""
        if len(units) <= count:
            return units
        return heapq.nsmallest(count, units, key=self._flat_times(goal))

    def _by_map(
        self,
        units: Sequence[UnitRecord],
        ways: Sequence[TravelEstimate | None],
        goal: Point,
    ) -> Sequence[float]:
        """What orders those whom no road leads there: how near they are on the map."""
        flat_time = self._flat_times(goal)
        return [
            flat_time(unit) if way is None else 0.0 for unit, way in zip(units, ways, strict=True)
        ]

    def _flat_times(self, goal: Point) -> Callable[[UnitRecord], float]:
        """Who is how near on a flat earth, by the speed of its kind; no unit of measure."""
        narrowing = math.cos(math.radians(goal.lat))

        def flat_time(unit: UnitRecord) -> float:
            point = self._point(unit)
            if point is None:
                return math.inf
            east, north = (point.lon - goal.lon) * narrowing, point.lat - goal.lat
            return math.hypot(east, north) / KMH.get(unit.kind, DEFAULT_KMH)

        return flat_time

    def _ways(
        self, units: Sequence[UnitRecord], goal: Point, *, enough: int
    ) -> list[TravelEstimate | None]:
        """One estimate per unit; all are asked for together."""
        placed: list[int] = []
        points: list[Point] = []
        for i, unit in enumerate(units):
            if (point := self._point(unit)) is not None:
                placed.append(i)
                points.append(point)
        speeds_kmh = [KMH.get(units[i].kind, DEFAULT_KMH) for i in placed]
        found = self.travel.to_goal(goal, points, speed_kmh=speeds_kmh, enough=enough)
        ways: list[TravelEstimate | None] = [None] * len(units)
        for i, way in zip(placed, found, strict=True):
            ways[i] = way
        return ways

    def _point(self, unit: UnitRecord) -> Point | None:
        """The point of `_start`, without making one: this runs for every unit of the node."""
        position, point = self.positions.get(unit.id), unit.post_point
        if position is not None and (point is None or position.at >= self._oldest):
            return position.point
        return point

    def _start(self, unit: UnitRecord) -> _Start:
        position = self.positions.get(unit.id)
        age = position.age(self.question.at) if position else None
        if (
            position
            and age is not None
            and (age <= self.question.worthless or unit.post_point is None)
        ):
            return _Start(position.point, "UNIT", age)
        return _Start(unit.post_point, "POST" if unit.post_point else "NONE", age)

    def _rank(self, unit: UnitRecord) -> int | None:
        """The post's rank, worked out once per post: many units share one."""
        if unit.coverage not in self._ranks:
            self._ranks[unit.coverage] = covering_rank(unit.coverage, self.question.region)
        return self._ranks[unit.coverage]

    def _by_post(self, unit: UnitRecord) -> tuple[float, str]:
        rank = self._rank(unit)
        return (math.inf if rank is None else rank, unit.call_sign)

    def _proposed(
        self, unit: UnitRecord, start: _Start, way: TravelEstimate | None
    ) -> ProposedUnit:
        needs, at = self.question.needs, self.question.at
        covers = cover_tier(unit.capabilities, needs) <= SUPPORT
        low, high = _minutes(way, start, self.question.fresh)
        available = unit.state == UnitState.AVAILABLE
        ready, rank = unit.is_ready(at), self._rank(unit)
        weighed = self._weighed(unit)
        return ProposedUnit(
            unit_id=unit.id,
            call_sign=unit.call_sign,
            org_id=unit.org_id,
            org_name=unit.org_name,
            post_name=unit.post_name,
            kind=unit.kind,
            state=unit.state,
            phone=unit.phone,
            is_available=available,
            covers=covers,
            missing=() if covers else tuple(sorted(needs[0] - unit.capabilities)),
            readiness_confirmed=ready,
            minutes_low=low,
            minutes_high=high,
            distance_m=round(way.distance_m) if way and way.distance_m is not None else None,
            basis=way.basis if way else None,
            cover_rank=rank,
            position_from=start.source,
            position_age_s=None if start.age is None else int(start.age.total_seconds()),
            not_available_because="" if available else unit.state,
            unknowns=_unknowns(self.question, ready, rank, start, way),
            left=weighed.left,
            crew_hours=None if weighed.on_duty is None else weighed.on_duty / HOUR,
            is_crew_tired=weighed.is_tired,
        )


def _seconds(way: TravelEstimate | None) -> float:
    return math.inf if way is None else way.seconds


def _minutes(
    way: TravelEstimate | None, start: _Start, fresh: timedelta
) -> tuple[int | None, int | None]:
    """Minutes, rounded up; a range where the unit may have moved since its last position."""
    if way is None:
        return None, None
    minutes = max(math.ceil(way.seconds / 60), 1)
    if start.source != "UNIT" or start.age is None or start.age <= fresh:
        return minutes, minutes
    moved = math.ceil(start.age.total_seconds() / 60)
    return max(minutes - moved, 1), minutes + moved


def _unknowns(
    question: Question, ready: bool, rank: int | None, start: _Start, way: TravelEstimate | None
) -> tuple[str, ...]:
    old = start.source == "UNIT" and start.age is not None and start.age > question.fresh
    facts = (
        (way is not None and way.is_estimate, ROADS_NOT_CHECKED),
        (way is not None and not way.is_estimate, CLOSURES_NOT_KNOWN),
        (not ready, READINESS_NOT_CONFIRMED),
        (old, POSITION_OLD),
        (question.goal is not None and start.source == "POST", FROM_POST),
        (question.goal is not None and start.point is None, NO_POSITION),
        (question.goal is not None and start.point is not None and way is None, NO_WAY),
        (question.goal is None and rank is None, POST_DOES_NOT_COVER),
    )
    return tuple(code for holds, code in facts if holds)
