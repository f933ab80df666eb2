"""Roads from an extract of OpenStreetMap (.osm.pbf, .osm.gz, .osm)."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

import osmium

from kentongan.geo.errors import NoSuchRoads
from kentongan.geo.roads.ways import Way

ATTRIBUTION = "© OpenStreetMap contributors, ODbL 1.0"
KEPT = ("highway", "route", "barrier", "ford")
SAID = (
    "highway", "name", "oneway", "surface", "maxspeed", "ref", "bridge", "junction", "access",
    "motor_vehicle", "vehicle", "emergency", "tunnel", "ford", "oneway:emergency", "route",
    "duration",
)  # fmt: skip
"""What is asked of a road (rules.py, build.py), the most usual first: to go through the tags of a
way costs thirteen microseconds each, to ask for one by its name less than one."""
MET = 2
"""Nodes that a piece of road has at least."""


class OpenStreetMap:
    """Reads with libosmium; nodes that the extract cut off end the road there."""

    attribution = ATTRIBUTION

    def __init__(self, path: Path) -> None:
        self._path = path
        self._barriers: dict[int, str] = {}

    def barriers(self) -> Mapping[int, str]:
        """Node id → the value of `barrier`, or `ford`."""
        return self._barriers

    def ways(self) -> Iterator[Way]:
        """Every way with `highway`, and every ferry. Raises NoSuchRoads."""
        if not self._path.is_file():
            raise NoSuchRoads(name=self._path.name, reason="tidak ada")
        try:
            found = osmium.FileProcessor(str(self._path)).with_locations()
            for each in found.with_filter(osmium.filter.KeyFilter(*KEPT)):
                if isinstance(each, osmium.osm.Node):
                    self._stands(each)
                elif isinstance(each, osmium.osm.Way) and _is_road(each.tags):
                    yield from _pieces(each)
        except (RuntimeError, ValueError) as fault:
            raise NoSuchRoads(name=self._path.name, reason=str(fault)) from None

    def _stands(self, node: "osmium.osm.Node") -> None:
        tags = node.tags
        if "barrier" in tags:
            is_passed = tags.get("emergency") in {"yes", "designated"}
            self._barriers[node.id] = "yes" if is_passed else tags["barrier"]
        elif tags.get("ford") in {"yes", "stepping_stones"}:
            self._barriers[node.id] = "ford"


def _is_road(tags: "osmium.osm.TagList") -> bool:
    return ("highway" in tags and tags.get("area") != "yes") or tags.get("route") == "ferry"


def _pieces(way: "osmium.osm.Way") -> Iterator[Way]:
    """The way, or its parts between nodes that the extract does not hold."""
    tags, found = _said(way.tags), way.nodes
    nodes = list(map(found.__getitem__, range(len(found))))
    try:
        yield from _way(way.id, nodes, tags)
    except osmium.InvalidLocationError:
        for is_held, piece in groupby(nodes, key=lambda node: node.location.valid()):
            if is_held:
                yield from _way(way.id, list(piece), tags)


def _said(found: "osmium.osm.TagList") -> dict[str, str]:
    tags: dict[str, str] = {}
    count, get = len(found), found.get
    for key in SAID:
        value = get(key)
        if value is not None:
            tags[key] = value
            if len(tags) == count:
                break
    return tags


def _way(way_id: int, nodes: list["osmium.osm.NodeRef"], tags: dict[str, str]) -> Iterator[Way]:
    if len(nodes) >= MET:
        places = [node.location for node in nodes]
        lats, lons = tuple([place.lat for place in places]), tuple([place.lon for place in places])
        yield Way(way_id, tuple([node.ref for node in nodes]), lats, lons, tags)
