"""Roads that nobody has built, as many as a bench wants, written as an extract of OpenStreetMap.

Crossings on a bent grid: close in the towns, wide apart between them. Every hundred-and-twentieth
line is a motorway, then trunk, primary, secondary and tertiary roads; half of the lanes between are
missing, so that a lane often ends in a yard. One lane in twelve is one-way, roads bend between
crossings, and the numbers of nodes say nothing of where they lie.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import osmium
from numpy.typing import NDArray

from kentongan.geo.roads.build import build_graph
from kentongan.geo.roads.graph import RoadGraph, open_graph
from kentongan.geo.roads.profile import load_profile
from kentongan.geo.roads.ways import Way

Array = NDArray[Any]

SOUTH, WEST = -7.4, 109.6
BLOCK = 0.0009
"""Degrees between two lines of the grid: 100 metres, before it is bent."""
TOWN_EVERY = 150
"""Lines between the middles of two towns."""
LINES = ((120, "motorway"), (60, "trunk"), (40, "primary"), (20, "secondary"), (8, "tertiary"))
LANES = ("residential", "residential", "residential", "unclassified", "service")
LANES_KEPT = 0.65
ONE_WAY = 1 / 12
BENDS = (0.45, 0.2, 0.15, 0.1, 0.1)
"""Share of the pieces between two crossings that have none, one, two … points of their own."""
PIECES = 12
"""So many pieces one way has at most."""
DRAWN = 0.6
"""How much closer lines lie in a town: 40 metres there, 160 between two towns."""
CROSSINGS_PER_NODE = 0.38
"""Crossings of the grid for each point of the file (counted)."""
NODES_PER_VERTEX = 3.0
"""Points of the file for each vertex of the graph that is made of it (counted)."""


@dataclass(frozen=True, slots=True)
class Network:
    """Points and the ways through them, ways one after the other."""

    lat: Array
    lon: Array
    refs: Array
    """Index of a point, way by way."""
    start: Array
    """Where each way begins in `refs`; one more than there are ways."""
    highway: tuple[str, ...]
    oneway: Array

    @property
    def nodes(self) -> int:
        return len(self.lat)

    attribution = "cerita latihan"

    def barriers(self) -> Mapping[int, str]:
        """None."""
        return {}

    def ways(self) -> Iterator[Way]:
        """Every road, without a file between."""
        for number, refs, tags in self._each():
            lats, lons = tuple(self.lat[refs].tolist()), tuple(self.lon[refs].tolist())
            yield Way(number, tuple((refs + 1).tolist()), lats, lons, tags)

    def write(self, path: Path) -> None:
        """As .osm.pbf, nodes first and in the order of their numbers."""
        places = enumerate(zip(self.lon.tolist(), self.lat.tolist(), strict=True), start=1)
        with osmium.SimpleWriter(str(path), overwrite=True) as writer:
            for number, place in places:
                writer.add_node(osmium.osm.mutable.Node(id=number, location=place))
            for number, refs, tags in self._each():
                nodes = (refs + 1).tolist()
                writer.add_way(osmium.osm.mutable.Way(id=number, nodes=nodes, tags=tags))

    def _each(self) -> Iterator[tuple[int, Array, dict[str, str]]]:
        start = self.start.tolist()
        for number, (highway, oneway) in enumerate(
            zip(self.highway, self.oneway.tolist(), strict=True)
        ):
            tags = {"highway": highway, "oneway": "yes" if oneway else "no"}
            yield number + 1, self.refs[start[number] : start[number + 1]], tags


def make_network(nodes: int, seed: int = 3324) -> Network:
    """A network of about so many points."""
    chance = np.random.default_rng(seed)
    side = max(int((nodes * CROSSINGS_PER_NODE) ** 0.5), LINES[-1][0])
    crossing = np.arange(side * side).reshape(side, side)
    along = [_Line.kept(crossing, chance), _Line.kept(crossing.T, chance)]
    first, last, line, place = (
        np.concatenate([getattr(each, name) for each in along])
        for name in ("first", "last", "line", "place")
    )
    # a way ends where a piece is missing, and after some pieces in any case
    begins = np.ones(len(first), dtype=bool)
    begins[1:] = (first[1:] != last[:-1]) | ((place[1:] + 5 * line[1:]) % PIECES == 0)
    highway, oneway = _kinds(line[begins], chance)
    lat, lon = _bent_grid(side, chance)
    refs, start, lat, lon = _with_bends(first, last, begins, lat, lon, chance)
    number = chance.permutation(len(lat))
    order = np.argsort(number)
    return Network(lat[order], lon[order], number[refs], start, highway, oneway)


def made_graph(folder: Path, vertices: int) -> RoadGraph:
    """A graph of about so many vertices, written to a file and mapped as a node does it."""
    path = graph_path(folder, vertices)
    if not path.exists():
        network = make_network(int(vertices * NODES_PER_VERTEX))
        build_graph(network, load_profile("emergency"))[0].write(path)
    return open_graph(path)


def graph_path(folder: Path, vertices: int) -> Path:
    """Where `made_graph` keeps it."""
    return folder / f"{vertices}.graph"


@dataclass(frozen=True, slots=True)
class _Line:
    """The pieces of the lines in one direction, line by line."""

    first: Array
    last: Array
    line: Array
    place: Array

    @classmethod
    def kept(cls, crossing: Array, chance: np.random.Generator) -> "_Line":
        lines, places = crossing.shape[0], crossing.shape[1] - 1
        is_lane = _level(np.arange(lines)) == len(LINES)
        kept = ~is_lane[:, None] | (chance.random((lines, places)) < LANES_KEPT)
        line, place = np.nonzero(kept)
        return cls(crossing[line, place], crossing[line, place + 1], line, place)


def _level(line: Array) -> Array:
    """Place in LINES of the class of a line; their number for a lane."""
    found = np.full(len(line), len(LINES))
    for level, (every, _) in reversed(list(enumerate(LINES))):
        found[line % every == 0] = level
    return found


def _kinds(line: Array, chance: np.random.Generator) -> tuple[tuple[str, ...], Array]:
    level = _level(line)
    names = [name for _, name in LINES] + list(LANES)
    is_lane = level == len(LINES)
    level[is_lane] += chance.integers(len(LANES), size=int(is_lane.sum()))
    return tuple(names[each] for each in level.tolist()), is_lane & (
        chance.random(len(line)) < ONE_WAY
    )


def _bent_grid(side: int, chance: np.random.Generator) -> tuple[Array, Array]:
    """Lines drawn together in the towns; every crossing a little off its line."""
    line = np.arange(side)
    turn = 2 * np.pi * line / TOWN_EVERY
    bent = BLOCK * (line + TOWN_EVERY / (2 * np.pi) * DRAWN * np.sin(turn))
    off_lat, off_lon = chance.uniform(-0.2, 0.2, (2, side, side)) * BLOCK * (1 - DRAWN)
    return (SOUTH + bent[:, None] + off_lat).ravel(), (WEST + bent[None, :] + off_lon).ravel()


def _with_bends(
    first: Array, last: Array, begins: Array, lat: Array, lon: Array, chance: np.random.Generator
) -> tuple[Array, Array, Array, Array]:
    """Points way by way, bends between the crossings; and where each way begins."""
    bends = chance.choice(len(BENDS), size=len(first), p=BENDS)
    piece = np.repeat(np.arange(len(first)), bends)
    nth = np.arange(len(piece)) - np.repeat(np.cumsum(bends) - bends, bends) + 1
    share = nth / (bends[piece] + 1)
    off = chance.uniform(-0.1, 0.1, (2, len(piece))) * BLOCK * (1 - DRAWN)
    between = [
        each[first[piece]] * (1 - share) + each[last[piece]] * share for each in (lat, lon)
    ] + off
    points = begins + bends + 1
    end = np.cumsum(points)
    refs = np.empty(end[-1], dtype=np.int64)
    refs[end - 1] = last
    refs[end[piece] - 2 - bends[piece] + nth] = len(lat) + np.arange(len(piece))
    refs[(end - points)[begins]] = first[begins]
    start = np.append((end - points)[begins], end[-1])
    used, refs = np.unique(refs, return_inverse=True)
    lat, lon = (np.concatenate(each) for each in zip((lat, lon), between, strict=True))
    return refs, start, lat[used], lon[used]
