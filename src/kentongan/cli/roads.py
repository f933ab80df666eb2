"""`kentongan roads`: make the road graph from a map, and say what is in it."""

import argparse
import csv
from dataclasses import asdict, replace
from pathlib import Path

from django.conf import settings

from kentongan.cli.progress import Progress
from kentongan.cli.refusal import Refusal
from kentongan.geo.roads.build import Report, build_graph
from kentongan.geo.roads.graph import open_graph
from kentongan.geo.roads.profile import load_profile
from kentongan.geo.roads.sources import source_of

SUMMARY = "make the road graph from an OpenStreetMap extract"
REASONS_SHOWN = 12


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the sub-commands of `kentongan roads`."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    build = actions.add_parser("build", help="read a map, weigh its roads, write the graph")
    build.add_argument("file", type=Path, help=".osm.pbf, .osm.gz, .osm or .graphml of OSMnx")
    build.add_argument("--profile", default="emergency", help="its name, or a TOML file")
    build.add_argument("--output", type=Path, help="default: the graph of this node")
    build.add_argument(
        "--letters",
        type=Path,
        help="CSV with way,letter: one-way roads that the police allows against the traffic",
    )
    show = actions.add_parser("show", help="what is in a graph")
    show.add_argument("file", type=Path, nargs="?", help="default: the graph of this node")


def run(options: argparse.Namespace) -> int:
    """Do what the sub-command says; returns the exit status."""
    if options.action == "build":
        return _build(options)
    return _show(options)


def _build(options: argparse.Namespace) -> int:
    output = options.output or settings.ROADS_FILE
    letters = read_letters(options.letters) if options.letters else {}
    progress = Progress(options.file.name)
    graph, report = build_graph(
        source_of(options.file),
        load_profile(options.profile),
        letters=letters,
        progress=progress.step,
    )
    progress.finish()
    output.parent.mkdir(parents=True, exist_ok=True)
    told = {"from": options.file.name, "letters": letters, "report": asdict(report)}
    replace(graph, header={**graph.header, **told}).write(output)
    tell(report)
    print(f"{output}: {output.stat().st_size / 1e6:.1f} MB")
    return 0


def read_letters(path: Path) -> dict[int, str]:
    """Way → number of the police's letter. Raises Refusal, with the line."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if not {"way", "letter"} <= set(rows.fieldnames or ()):
            raise Refusal(f"{path}: the columns way and letter are expected")
        found: dict[int, str] = {}
        for row in rows:
            way, letter = (row["way"] or "").strip(), (row["letter"] or "").strip()
            if not way.isdigit() or not letter:
                raise Refusal(
                    f"{path}:{rows.line_num}: a way's number in OpenStreetMap and the number of"
                    " the police's letter are expected; without the letter nobody drives against"
                    " the traffic"
                )
            found[int(way)] = letter
    return found


def tell(report: Report) -> None:
    """Print what was kept, dropped and left loose."""
    total = sum(report.kept_km.values())
    kept = sorted(report.kept_km.items(), key=lambda each: -each[1])
    print(f"kept        {total:.1f} km: " + ", ".join(f"{n} {km:.1f}" for n, km in kept))
    reasons = list(report.dropped.items())
    shown = ", ".join(f"{reason} {count}" for reason, count in reasons[:REASONS_SHOWN])
    rest = sum(count for _, count in reasons[REASONS_SHOWN:])
    print(f"dropped     {sum(report.dropped.values())} ways: {shown or 'none'}"
          + (f", others {rest}" if rest else ""))  # fmt: skip
    print(
        f"disconnected {report.disconnected_km:.1f} km, outside the largest of {report.parts}"
        " parts that are connected both ways"
    )
    print(
        f"barriers    {report.barriers_closed} closed, {report.gates} segments with a gate;"
        f" {report.bridges} with a bridge, {report.ferries} of ferries"
    )
    print(f"contraflow  {len(report.contraflow)} ways by letter")
    if report.letters_unused:
        unused = ", ".join(map(str, report.letters_unused))
        print(f"            no such one-way road in the file: {unused}")
    print(f"turns       {report.turn_restrictions}")
    print(f"graph       {report.vertices} vertices, {report.segments} segments, {report.arcs} arcs")


def _show(options: argparse.Namespace) -> int:
    path = options.file or settings.ROADS_FILE
    header = open_graph(path).header
    print(f"{path}: from {header['from']}, profile {header['profile']}; {header['attribution']}")
    tell(Report(**header["report"]))
    return 0
