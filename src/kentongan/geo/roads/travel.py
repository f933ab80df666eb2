"""Travel time along the roads, for whoever asks the way `geo.travel` says."""

from collections.abc import Sequence

from kentongan.geo.cover import Box
from kentongan.geo.points import Point
from kentongan.geo.roads.closing import NOTHING_CLOSED, Closed
from kentongan.geo.roads.drawing import Line, lines_in
from kentongan.geo.roads.search import Roads
from kentongan.geo.roads.way import Way
from kentongan.geo.shapes import Shape
from kentongan.geo.travel import KMH, Speed, StraightLine, TravelBasis, TravelEstimate, speeds

SLACK_S = 1.0
"""So much farther than the seconds that are known a way is traced: they are sums of many parts."""


class RoadTravel:
    """Seconds by the graph; by straight line, and marked so, where the graph holds no road near."""

    needs_all = True

    def __init__(
        self, roads: Roads, closed: Closed = NOTHING_CLOSED, *, is_night: bool = False
    ) -> None:
        self._roads = roads
        self._closed = closed
        self._is_night = is_night
        self._straight = StraightLine()

    def at_hour(self, hour: int) -> "RoadTravel":
        """The same with the seconds of an hour of the local clock."""
        is_night = self._roads.graph.is_night(hour)
        return RoadTravel(self._roads, self._closed, is_night=is_night)

    def avoiding(self, shapes: frozenset[Shape]) -> "RoadTravel":
        """The same without the roads that lie in these closures."""
        if not shapes:
            return self
        closed = self._roads.closed_by_all(shapes)
        return RoadTravel(self._roads, closed, is_night=self._is_night)

    def closes(self, shape: Shape) -> tuple[int, tuple[str, ...]]:
        """How many pieces of road a closure takes away, and the names that the map has for them."""
        graph, found = self._roads.graph, self._roads.closed_by(shape).spans
        return len(found), tuple(sorted({name for each in found if (name := graph.name_of(each))}))

    def way(self, goal: Point, start: Point) -> Way | None:
        """The quickest way around what is closed, or None."""
        found = self._roads.first(goal, [start], 1, closed=self._closed, is_night=self._is_night)
        seconds = found.seconds[0]
        if seconds is None:  # known without searching the whole graph
            return None
        return self._roads.route(
            goal, start, closed=self._closed, is_night=self._is_night, within_s=seconds + SLACK_S
        )

    @property
    def attribution(self) -> str:
        """Whose data the roads are: shown wherever they are drawn (ODbL 4.3)."""
        return str(self._roads.graph.header["attribution"])

    def lines_in(self, box: Box, *, most: int) -> dict[str, list[Line]]:
        """The roads that touch a box by class, for drawing: the greater ones first."""
        return lines_in(self._roads.graph, box, most=most)

    def is_closed(self, way: Way) -> bool:
        """Whether a way that was found elsewhere leads over a road that is closed here."""
        return any(segment in self._closed.spans for segment in way.segments)

    def knows(self, point: Point) -> bool:
        """Whether the graph has a road where one may stand near the point."""
        return self._roads.stands(point)

    def to_goal(
        self, goal: Point, starts: Sequence[Point], *, speed_kmh: Speed, enough: int | None = None
    ) -> list[TravelEstimate | None]:
        """One estimate per start; None where the roads lead from there to everywhere but the goal.

        The graph's seconds are those of its vehicle: `speed_kmh` is only for the straight line.
        """
        roads, straight = self._roads, self._straight
        if not roads.stands(goal):
            return straight.to_goal(goal, starts, speed_kmh=speed_kmh)
        kmh = speeds(speed_kmh, len(starts))
        found = roads.first(
            goal, starts, len(starts) if enough is None else enough, closed=self._closed,
            is_night=self._is_night, beside_mps=max(kmh, default=0.0) * KMH / straight.circuity,
        )  # fmt: skip
        estimates = [_by_road(seconds) for seconds in found.seconds]
        for each in found.asked:
            if estimates[each] is None and not roads.stands(starts[each]):
                estimates[each] = straight.between(starts[each], goal, speed_kmh=kmh[each])
        return estimates


def _by_road(seconds: float | None) -> TravelEstimate | None:
    if seconds is None:
        return None
    return TravelEstimate(seconds=seconds, distance_m=None, basis=TravelBasis.ROAD_GRAPH)
