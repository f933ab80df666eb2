"""Which engine answers for travel time on this node: its road graph, or the straight line."""

import logging
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from django.conf import settings

from kentongan.geo.cover import Box
from kentongan.geo.errors import NoSuchGraph
from kentongan.geo.points import Point
from kentongan.geo.roads.drawing import Line
from kentongan.geo.roads.way import Way
from kentongan.geo.shapes import Shape
from kentongan.geo.travel import StraightLine, Travel

log = logging.getLogger(__name__)


class ByRoad(Travel, Protocol):
    """An engine that knows roads (`travel.RoadTravel`), and which of them are closed."""

    def at_hour(self, hour: int) -> "ByRoad":
        """The same with the seconds of an hour of the local clock."""

    def avoiding(self, shapes: frozenset[Shape]) -> "ByRoad":
        """The same without the roads that lie in these closures."""

    def closes(self, shape: Shape) -> tuple[int, tuple[str, ...]]:
        """How many pieces of road a closure takes away, and the names that the map has for them."""

    def way(self, goal: Point, start: Point) -> Way | None:
        """The quickest way around what is closed, or None."""

    def is_closed(self, way: Way) -> bool:
        """Whether a way that was found elsewhere leads over a road that is closed here."""

    @property
    def attribution(self) -> str:
        """Whose data the roads are: shown wherever they are drawn (ODbL 4.3)."""

    def lines_in(self, box: Box, *, most: int) -> dict[str, list[Line]]:
        """The roads that touch a box by class, for drawing: the greater ones first."""

    def knows(self, point: Point) -> bool:
        """Whether there is a road where one may stand near the point."""


def travel(closed: Iterable[Shape] = (), *, hour: int | None = None) -> Travel:
    """The engine for now, around what is closed, with the seconds of an hour of the local clock, or
    of the day. A straight line knows of no road, nor of a closed one. A graph that was built anew
    is taken over with the next question.
    """
    by_road = road_travel(closed, hour=hour)
    return StraightLine() if by_road is None else by_road


def has_graph() -> bool:
    """Whether this node has a road graph, without opening it."""
    return settings.ROADS_FILE.is_file()


def road_travel(closed: Iterable[Shape] = (), *, hour: int | None = None) -> ByRoad | None:
    """The road graph of this node, around what is closed, at an hour of the local clock (without
    one, by day); None where there is no graph.
    """
    path: Path = settings.ROADS_FILE
    try:
        stat = path.stat()
    except OSError:
        return None
    opened = _opened(path, stat.st_mtime_ns, stat.st_ino)
    if opened is None:
        return None
    at_hour = opened if hour is None else opened.at_hour(hour)
    return at_hour.avoiding(frozenset(closed))


@lru_cache(maxsize=1)
def _opened(path: Path, _mtime_ns: int, _inode: int) -> ByRoad | None:
    # Here, since a node without a graph does without scipy: 40 MB and half a second at its start.
    from kentongan.geo.roads.graph import open_graph
    from kentongan.geo.roads.search import Roads
    from kentongan.geo.roads.travel import RoadTravel

    try:
        return RoadTravel(Roads(open_graph(path)))
    except NoSuchGraph as fault:
        log.error("road graph not used: %s", fault)
        return None
