"""The one travel model of all policies: a road graph that covers the calls, or circuity."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kentongan.cli.refusal import Refusal
from kentongan.cli.replay.redispatch.demands import Call
from kentongan.geo.roads.graph import open_graph
from kentongan.geo.roads.search import Roads
from kentongan.geo.roads.travel import RoadTravel
from kentongan.geo.travel import StraightLine, Travel, TravelBasis

LEAST_COVERED = 0.95
"""Of the calls. Where a graph holds no road near one, its ways are estimated and counted."""


@dataclass(frozen=True, slots=True)
class Model:
    """How ways are measured, and what the report says of it."""

    travel: Travel
    basis: TravelBasis
    roads: str = ""
    """The graph's file and what it was built from; empty without one."""
    roads_sha256: str = ""
    attribution: str = ""
    covered: float = 0.0
    """Share of the calls that have a road near."""


def model_of(roads: Path | None, calls: Sequence[Call]) -> Model:
    """By the graph of that file, or by straight line without one. Raises NoSuchGraph for a file
    that is none, Refusal for a graph of another place.
    """
    if roads is None:
        return Model(StraightLine(), TravelBasis.STRAIGHT_LINE_CIRCUITY)
    graph = open_graph(roads)
    travel = RoadTravel(Roads(graph))
    covered = sum(travel.knows(call.place) for call in calls) / len(calls)
    if covered < LEAST_COVERED:
        raise Refusal(
            f"{roads}: has a road near {covered:.0%} of the calls only; a graph of the calls' own"
            " place is expected, or none: then ways are estimated by straight line"
        )
    return Model(
        travel=travel,
        basis=TravelBasis.ROAD_GRAPH,
        roads=", ".join(filter(None, (roads.name, graph.header.get("from", "")))),
        roads_sha256=sha256_of(roads),
        attribution=travel.attribution,
        covered=round(covered, 4),
    )


def sha256_of(path: Path) -> str:
    """Of the file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
