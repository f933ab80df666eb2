"""Roads from GraphML as OSMnx writes it: a directed edge per permitted direction."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

import shapely
from defusedxml import DefusedXmlException, ElementTree

from kentongan.geo.errors import NoSuchRoads
from kentongan.geo.roads.osm import ATTRIBUTION
from kentongan.geo.roads.ways import Way

NS = "{http://graphml.graphdrawing.org/xmlns}"
SHAPE_ID = 1 << 62
"""Points between the ends of an edge have no id in the file; theirs are counted from here."""


class GraphML:
    """Edges become one-way roads: the file has one for each direction that is permitted."""

    attribution = ATTRIBUTION

    def __init__(self, path: Path) -> None:
        self._path = path
        self._next = SHAPE_ID

    def barriers(self) -> Mapping[int, str]:
        """None: the format does not say."""
        return {}

    def ways(self) -> Iterator[Way]:
        """Every edge. Raises NoSuchRoads."""
        try:
            yield from self._read()
        except FileNotFoundError:
            raise NoSuchRoads(name=self._path.name, reason="tidak ada") from None
        except (ParseError, DefusedXmlException, shapely.errors.ShapelyError,
                LookupError, ValueError) as fault:  # fmt: skip
            raise NoSuchRoads(name=self._path.name, reason=str(fault)) from None

    def _read(self) -> Iterator[Way]:
        names: dict[str, str] = {}
        places: dict[int, tuple[float, float]] = {}
        for _, each in ElementTree.iterparse(str(self._path), forbid_dtd=True):
            if each.tag == f"{NS}key":
                names[each.attrib["id"]] = each.attrib["attr.name"]
            elif each.tag == f"{NS}node":
                said = _said(each, names)
                places[int(each.attrib["id"])] = float(said["y"]), float(said["x"])
                each.clear()
            elif each.tag == f"{NS}edge":
                yield self._way(each, _said(each, names), places)
                each.clear()

    def _way(
        self, edge: Element, said: Mapping[str, str], places: Mapping[int, tuple[float, float]]
    ) -> Way:
        start, end = int(edge.attrib["source"]), int(edge.attrib["target"])
        between = (
            list(shapely.from_wkt(said["geometry"]).coords)[1:-1] if "geometry" in said else []
        )
        ids = range(self._next, self._next + len(between))
        self._next += len(between)
        points = [places[start], *((lat, lon) for lon, lat in between), places[end]]
        lats, lons = zip(*points, strict=True)
        tags = {**said, "highway": _first(said.get("highway", "road")), "oneway": "yes"}
        tags["maxspeed"] = _first(said.get("maxspeed", ""))
        return Way(_number(said.get("osmid", "0")), (start, *ids, end), lats, lons, tags)


def _said(element: Element, names: Mapping[str, str]) -> dict[str, str]:
    return {names[each.attrib["key"]]: each.text or "" for each in element.iter(f"{NS}data")}


def _first(said: str) -> str:
    """OSMnx writes several values of joined ways as a list: "['primary', 'secondary']"."""
    return said.strip("[]").split(",")[0].strip(" '\"")


def _number(said: Any) -> int:
    first = _first(str(said))
    return int(first) if first.lstrip("-").isdigit() else 0
