"""How long the way takes. Without a road graph: great circle × circuity, and marked as such."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from kentongan.geo.points import Point, haversine_m

CIRCUITY = 1.4
"""Road metres per straight metre. Ballou, Rahardja & Sakai, "Selected country circuity factors for
road travel distance estimation", Transportation Research A 36 (2002), find factors between about
1.1 and 2.1 by country. One number for all roads is why this is an estimate: straight lines name the
wrong unit in 30–43 % of calls (architecture.md, "Space")."""

KMH = 1000 / 3600
"""Metres per second in one kilometre per hour."""


Speed = float | Sequence[float]
"""Kilometres per hour: of all starts, or of each."""


class TravelBasis(StrEnum):
    """What an estimate rests on; a screen says it beside the minutes."""

    STRAIGHT_LINE_CIRCUITY = "STRAIGHT_LINE_CIRCUITY"
    ROAD_GRAPH = "ROAD_GRAPH"


@dataclass(frozen=True, slots=True)
class TravelEstimate:
    """Seconds and metres of one way, never more than an estimate.

    `distance_m` is None where only the seconds were asked of the roads (`Roads.route` has both).
    """

    seconds: float
    distance_m: float | None
    basis: TravelBasis

    @property
    def is_estimate(self) -> bool:
        """Whether the roads themselves were not looked at ("jalan belum dicek")."""
        return self.basis is TravelBasis.STRAIGHT_LINE_CIRCUITY


class Travel(Protocol):
    """Whatever can say how far many starts are from a goal: a straight line, or the road graph."""

    @property
    def needs_all(self) -> bool:
        """Whether it must be asked for every start: who is near on the map may be far by it."""

    def to_goal(
        self, goal: Point, starts: Sequence[Point], *, speed_kmh: Speed, enough: int | None = None
    ) -> list[TravelEstimate | None]:
        """One estimate per start, None where no way is known.

        With `enough` it may stop there: every start without an estimate is later than those with.
        """


@dataclass(frozen=True, slots=True)
class StraightLine:
    """Great circle × circuity ÷ speed: the fallback that always answers."""

    circuity: float = CIRCUITY
    needs_all: bool = False

    def to_goal(
        self, goal: Point, starts: Sequence[Point], *, speed_kmh: Speed, enough: int | None = None
    ) -> list[TravelEstimate | None]:
        """One estimate per start; never None."""
        each = zip(starts, speeds(speed_kmh, len(starts)), strict=True)
        return [self.between(start, goal, speed_kmh=kmh) for start, kmh in each]

    def between(self, start: Point, goal: Point, *, speed_kmh: float) -> TravelEstimate:
        """The estimate for one way. Raises ValueError for a speed that is not above zero."""
        if not speed_kmh > 0:
            raise ValueError(f"speed_kmh={speed_kmh}: above zero is expected")
        metres = haversine_m(start.lat, start.lon, goal.lat, goal.lon) * self.circuity
        return TravelEstimate(
            seconds=metres / (speed_kmh * KMH),
            distance_m=metres,
            basis=TravelBasis.STRAIGHT_LINE_CIRCUITY,
        )


def speeds(speed_kmh: Speed, count: int) -> Sequence[float]:
    """One speed for each start."""
    return [speed_kmh] * count if isinstance(speed_kmh, float | int) else speed_kmh
