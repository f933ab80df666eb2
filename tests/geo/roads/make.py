"""A small town of made-up roads: a grid of streets, what stands on them, and files of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kentongan.geo.points import Point
from kentongan.geo.roads.build import build_graph
from kentongan.geo.roads.graph import RoadGraph
from kentongan.geo.roads.profile import load_profile
from kentongan.geo.roads.search import Roads
from kentongan.geo.roads.ways import Way

LAT, LON = -6.92, 110.20
SIDE = 0.005
"""Degrees between two crossings: about 555 metres."""
STREET = {"highway": "residential"}


def at(row: float, column: float) -> Point:
    """A point of the town, in blocks; where two streets meet for whole numbers."""
    return Point(LAT + row * SIDE, LON + column * SIDE)


def node(row: int, column: int) -> int:
    return row * 100 + column + 1


def street(number: int, *crossings: tuple[int, int], **tags: str) -> Way:
    """A road over crossings given as (row, column)."""
    points = [at(*place) for place in crossings]
    return Way(
        number,
        tuple(node(*place) for place in crossings),
        tuple(point.lat for point in points),
        tuple(point.lon for point in points),
        {**STREET, **tags},
    )


@dataclass
class Town:
    """Roads that no file holds."""

    roads: list[Way]
    stands: Mapping[int, str] = field(default_factory=dict)
    attribution: str = "cerita latihan"

    def ways(self) -> Iterator[Way]:
        yield from self.roads

    def barriers(self) -> Mapping[int, str]:
        return self.stands


def grid(size: int = 6) -> list[Way]:
    """Streets along every row and column."""
    rows = [street(n + 1, *((n, column) for column in range(size))) for n in range(size)]
    columns = [street(n + 101, *((row, n) for row in range(size))) for n in range(size)]
    return rows + columns


def make_graph(roads: list[Way], stands: Mapping[int, str] | None = None,
               letters: tuple[int, ...] = ()) -> RoadGraph:  # fmt: skip
    return build_graph(Town(roads, stands or {}), load_profile("emergency"), letters=letters)[0]


def make_roads(*args: object, **kwargs: object) -> Roads:
    return Roads(make_graph(*args, **kwargs))  # type: ignore[arg-type]


OSM = """<?xml version='1.0'?><osm version="0.6">
<node id="1" lat="-6.9200" lon="110.2000"/>
<node id="2" lat="-6.9200" lon="110.2050"><tag k="barrier" v="lift_gate"/></node>
<node id="3" lat="-6.9200" lon="110.2100"><tag k="barrier" v="bollard"/></node>
<node id="4" lat="-6.9200" lon="110.2150"/>
<way id="10"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="99"/>
<tag k="highway" v="tertiary"/><tag k="name" v="Jalan Pemuda"/></way>
<way id="11"><nd ref="1"/><nd ref="4"/><tag k="highway" v="footway"/></way>
</osm>"""


def osm_file(folder: Path) -> Path:
    """One road with a gate, a bollard and an end that the extract cut off; and a footway."""
    path = folder / "kota.osm"
    path.write_text(OSM)
    return path
