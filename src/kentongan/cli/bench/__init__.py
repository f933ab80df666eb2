"""`kentongan bench`: each figure beside a limit measured in the same run, one JSON object a line.

Over HTTP with keep-alive and token, own temporary node, load from this process on the same cores.
A missed goal is reported as missed; nothing here asserts.
"""

import argparse
import asyncio
import json
import sys

import uvloop

from kentongan.cli.bench.closures import closures
from kentongan.cli.bench.desks import desks
from kentongan.cli.bench.figures import BENCHES as ROOM_BENCHES
from kentongan.cli.bench.figures import Bench, Figure
from kentongan.cli.bench.forecast import forecast
from kentongan.cli.bench.guidance import guidance
from kentongan.cli.bench.node import BenchNode
from kentongan.cli.bench.pbx import pbx
from kentongan.cli.bench.positions import positions
from kentongan.cli.bench.roads import recommend_road, roads_build

BENCHES: dict[str, Bench] = {
    **ROOM_BENCHES, "desks": desks, "closures": closures, "positions": positions,
    "guidance": guidance, "recommend-road": recommend_road, "roads-build": roads_build,
    "pbx": pbx, "forecast": forecast,
}  # fmt: skip

SUMMARY = "measure this machine and this version, one JSON object a line"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which bench, on which database, for how long."""
    parser.add_argument("name", choices=[*BENCHES, "all"], help="which figures")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--database-url", help="a PostgreSQL server's empty database to use")
    parser.add_argument("--seconds", type=_seconds, default=10, help="length of a measurement")


def run(options: argparse.Namespace) -> int:
    """Measure and print."""
    names = list(BENCHES) if options.name == "all" else [options.name]
    for name in names:
        with BenchNode(database_url=options.database_url) as node:
            for figure in uvloop.run(_measured(name, node, options.seconds)):
                _show(figure, as_json=options.json)
    return 0


async def _measured(name: str, node: BenchNode, seconds: float) -> list[Figure]:
    return await asyncio.wait_for(BENCHES[name](node, seconds), timeout=1800)


def _show(figure: Figure, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(figure.as_row()), flush=True)
        return
    if figure.value is None:
        print(f"{figure.name:28} {'—':>10} {figure.reason}", flush=True)
        return
    met = "met" if figure.is_met else "MISSED"
    limit = f"{figure.limit_name} {figure.limit:.4g}" if figure.limit else "no physical limit"
    print(
        f"{figure.name:28} {figure.value:10.4g} {figure.unit:6} goal {figure.goal:g} {met:6} "
        f"{limit} (n {figure.n}, {figure.clients} clients)",
        file=sys.stdout,
        flush=True,
    )


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"{text}: more than 0 seconds are expected")
    return seconds
