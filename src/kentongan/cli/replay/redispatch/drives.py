"""How long a unit drives to a call: one model for every policy."""

from kentongan.geo.points import Point
from kentongan.geo.travel import StraightLine, Travel


class Drives:
    """Seconds by the model that is given. What was asked once is known for all policies."""

    def __init__(self, travel: Travel) -> None:
        self.travel = travel
        self.estimates = 0
        """How many ways were estimated by straight line: all, or those off the road graph."""
        self.ways = 0
        self._known: dict[tuple[Point, Point, float], float] = {}

    def seconds(self, start: Point, goal: Point, kmh: float) -> float:
        """Of one way. Where no road leads there, as the crow flies: somebody went there."""
        asked = start, goal, kmh
        if asked not in self._known:
            [way] = self.travel.to_goal(goal, [start], speed_kmh=kmh)
            if way is None:
                way = StraightLine().between(start, goal, speed_kmh=kmh)
            self.ways += 1
            self.estimates += way.is_estimate
            self._known[asked] = way.seconds
        return self._known[asked]
