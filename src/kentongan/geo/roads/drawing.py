"""The roads of the graph as lines: what a map is drawn on where the node has no tiles."""

import numpy as np

from kentongan.geo.cover import Box
from kentongan.geo.roads.graph import MICRO, RoadGraph
from kentongan.geo.roads.grid import inside

Line = list[tuple[float, float]]
DECIMALS = 5
GREATEST = ("motorway", "trunk", "primary", "secondary", "tertiary", "unclassified", "residential")
"""As OpenStreetMap ranks them (wiki, Key:highway); whatever else comes last."""

MAIN = frozenset(GREATEST[:4])


def is_main(name: str) -> bool:
    """Whether a class of road is drawn thicker, a slip road as the road it leads to."""
    return name.removesuffix("_link") in MAIN


def lines_in(graph: RoadGraph, box: Box, *, most: int) -> dict[str, list[Line]]:
    """Longitude and latitude of the roads that touch a box, by class; the greater roads first, and
    no more than `most` pieces: of a whole regency one sees the main roads.
    """
    found = inside(graph, box.min_lat, box.min_lon, box.max_lat, box.max_lon)
    classes: list[str] = graph.header["classes"]
    by_class = graph.segment_class[found]
    rank = np.array([_rank(name) for name in classes])
    order = np.argsort(rank[by_class], kind="stable")[:most]
    lines: dict[str, list[Line]] = {}
    for segment, number in zip(found[order].tolist(), by_class[order].tolist(), strict=True):
        lines.setdefault(classes[number], []).append(_line(graph, segment))
    return lines


def _rank(name: str) -> int:
    road = name.removesuffix("_link")
    return GREATEST.index(road) if road in GREATEST else len(GREATEST)


def _line(graph: RoadGraph, segment: int) -> Line:
    part = slice(int(graph.segment_first[segment]), int(graph.segment_last[segment]) + 1)
    lon = (graph.point_lon[part] / MICRO).round(DECIMALS).tolist()
    lat = (graph.point_lat[part] / MICRO).round(DECIMALS).tolist()
    return list(zip(lon, lat, strict=True))
