"""`make crosscheck`: our travel times beside Valhalla's, on the same extract (issue 4.1).

Not part of `make test`: it needs a package of its own. Valhalla is asked for an ordinary car, as it
knows no fire engine. Writes docs/reference/roads-crosscheck.md and ends with 1 where a limit is
missed.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import valhalla

from kentongan.geo.points import Point
from kentongan.geo.roads.build import build_graph
from kentongan.geo.roads.graph import Flag, RoadGraph
from kentongan.geo.roads.profile import load_profile
from kentongan.geo.roads.search import Roads
from kentongan.geo.roads.sources import source_of
from tests.data import ROOT, SHARED_DATA

EXTRACT = SHARED_DATA / "osm" / "andorra.osm.pbf"
REPORT = ROOT / "docs" / "reference" / "roads-crosscheck.md"
PROFILE = "emergency"
CASES, UNITS = 1000, 8
SHORTEST_S = 60
"""Below it a difference of seconds is a large share of nothing."""
LIVED_ON = ("primary", "secondary", "tertiary", "unclassified", "residential")
MOST_MEDIAN, LEAST_SAME, MOST_LOSS_S = 0.15, 0.95, 20.0


@dataclass(frozen=True, slots=True)
class Case:
    """Seconds of every unit to one incident, ours and theirs."""

    ours: list[float]
    theirs: list[float]

    @property
    def loss_s(self) -> float:
        """What our choice costs by their seconds."""
        chosen = self.ours.index(min(self.ours))
        return self.theirs[chosen] - min(self.theirs)


def main() -> int:
    """Compare, write the report; 1 where a limit is missed."""
    if not EXTRACT.is_file():
        sys.stderr.write(f"public data absent: {EXTRACT}\n")
        return 2
    graph, _ = build_graph(source_of(EXTRACT), load_profile(PROFILE))
    with tempfile.TemporaryDirectory() as folder:
        cases = _cases(graph, _actor(Path(folder)))
    pairs = [pair for case in cases for pair in zip(case.ours, case.theirs, strict=True)]
    ratios = [mine / theirs for mine, theirs in pairs if theirs > SHORTEST_S]
    median = statistics.median(abs(ratio - 1) for ratio in ratios)
    same = sum(case.loss_s == 0 for case in cases) / len(cases)
    near = sum(case.loss_s <= MOST_LOSS_S for case in cases) / len(cases)
    met = median <= MOST_MEDIAN and near >= LEAST_SAME
    REPORT.write_text(_report(cases, ratios, median, same, near, is_met=met))
    sys.stdout.write(REPORT.read_text())
    return 0 if met else 1


def _actor(folder: Path) -> Any:
    tiles = folder / "tiles"
    tiles.mkdir()
    settings = valhalla.get_config(tile_dir=str(tiles), tile_extract="", verbose=False)
    (folder / "valhalla.json").write_text(json.dumps(settings))
    command = [sys.executable, "-m", "valhalla", "valhalla_build_tiles", "-c",
               str(folder / "valhalla.json"), str(EXTRACT)]  # fmt: skip
    path = (
        f"{Path(sys.executable).parent}:{os.environ['PATH']}"  # it looks for its own script there
    )
    subprocess.run(
        command, check=True, capture_output=True, cwd=folder, env={**os.environ, "PATH": path}
    )
    return valhalla.Actor(str(folder / "valhalla.json"))


def _cases(graph: RoadGraph, actor: Any) -> list[Case]:
    chance, roads = random.Random(112), Roads(graph)
    places = _places(graph)
    cases: list[Case] = []
    while len(cases) < CASES:
        goal, *starts = chance.sample(places, UNITS + 1)
        ours = roads.seconds_to(goal, starts)
        theirs = _theirs(actor, goal, starts)
        known = [
            (a, b) for a, b in zip(ours, theirs, strict=True) if a is not None and b is not None
        ]
        if len(known) == UNITS:
            cases.append(Case([a for a, _ in known], [b for _, b in known]))
    return cases


def _places(graph: RoadGraph) -> list[Point]:
    """The middle of every road on which somebody may live: no link and no track."""
    classes = list(graph.header["classes"])
    lived_on = {classes.index(name) for name in LIVED_ON}
    found = []
    for segment in range(graph.segments):
        flags = Flag(int(graph.segment_flags[segment]))
        if int(graph.segment_class[segment]) not in lived_on or flags & (
            Flag.FRAGMENT | Flag.TUNNEL
        ):
            continue
        middle = (int(graph.segment_first[segment]) + int(graph.segment_last[segment])) // 2
        found.append(Point(graph.point_lat[middle] / 1e7, graph.point_lon[middle] / 1e7))
    return found


def _theirs(actor: Any, goal: Point, starts: list[Point]) -> list[float | None]:
    asked = {
        "sources": [{"lat": each.lat, "lon": each.lon} for each in starts],
        "targets": [{"lat": goal.lat, "lon": goal.lon}],
        "costing": "auto",
    }
    answer = actor.matrix(asked)
    return [row[0]["time"] for row in answer["sources_to_targets"]]


def _report(cases: list[Case], ratios: list[float], median: float, same: float, near: float,
            *, is_met: bool) -> str:  # fmt: skip
    deciles = statistics.quantiles(ratios, n=10)
    spread = ", ".join(f"{deciles[n]:.2f}" for n in (0, 4, 8))
    worst = max(case.loss_s for case in cases)
    return f"""# Travel times beside another engine

Written by `make crosscheck` on {date.today():%Y-%m-%d}, on {EXTRACT.name} (© OpenStreetMap
contributors, ODbL), {len(cases)} incidents with {UNITS} units each: our profile `{PROFILE}` beside
the ordinary car of Valhalla {valhalla.__version__}.

| figure | value | limit |
|---|---|---|
| median difference of travel time | {median:.1%} | ≤ {MOST_MEDIAN:.0%} |
| the same nearest unit, or at most {MOST_LOSS_S:.0f} s lost | {near:.1%} | ≥ {LEAST_SAME:.0%} |
| the same nearest unit | {same:.1%} | – |
| most seconds lost by our choice | {worst:.0f} | – |
| ours ÷ theirs, 10th, 50th and 90th percentile | {spread} | – |

All limits met: {"yes" if is_met else "NO"}. Valhalla counts turns and forbids those that are not
permitted; ours counts neither.
"""


if __name__ == "__main__":
    sys.exit(main())
