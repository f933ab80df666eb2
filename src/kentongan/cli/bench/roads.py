"""From a map to a graph, and what a web process needs to hold one.

A million nodes of a network of our own, as .osm.pbf; `kentongan roads build` reads it in a process
of its own, as a person would run it. Beside it stands the bare reading of the same file by osmium.
"""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import osmium

from kentongan.cli.bench.figures import Figure, load_path
from kentongan.cli.bench.network import graph_path, made_graph, make_network
from kentongan.cli.bench.node import BenchNode
from kentongan.geo.roads.osm import KEPT

NODES = 1_000_000
HELD_VERTICES = 1_000_000
BUILDS = 3


@dataclass(frozen=True, slots=True)
class Built:
    """One run of the command."""

    seconds: float
    rss_mib: float


async def recommend_road(node: BenchNode, seconds: float) -> list[Figure]:
    """Who is first by road, asked in a process of its own (recommend.py)."""
    command = [sys.executable, "-m", "kentongan.cli.main", "bench-recommend"]
    command += ["--folder", str(node.folder), "--seconds", str(seconds)]
    done = subprocess.run(command, env=node.environment, check=True, stdout=subprocess.PIPE)
    return [Figure(**each) for each in json.loads(done.stdout)]


async def roads_build(node: BenchNode, seconds: float) -> list[Figure]:
    """Nodes a second and memory at the most; Pss of a web process that has answered by road."""
    figures = build_figures(node, NODES)
    return [*figures, *await _held(node, seconds)]


def build_figures(node: BenchNode, nodes: int) -> list[Figure]:
    """The command on a file of so many nodes: the best of three for the time, the worst for the
    memory."""
    path = node.folder / "network.osm.pbf"
    network = make_network(nodes)
    network.write(path)
    count = network.nodes
    runs = [_build(node, path) for _ in range(BUILDS)]
    quickest, most = min(run.seconds for run in runs), max(run.rss_mib for run in runs)
    bare = count / min(_read(path) for _ in range(BUILDS))
    limit = f"bare osmium, {count} nodes"
    return [
        Figure("roads_build_rate", count / quickest, "/s", 100_000, bare, limit, n=BUILDS),
        Figure("roads_build_rss", most, "MiB", 1_000, n=BUILDS),
    ]


def _build(node: BenchNode, path: Path) -> Built:
    """The whole command, its start and the writing of the graph included."""
    command = [sys.executable, "-m", "kentongan.cli.main", "roads", "build", str(path)]
    command += ["--output", str(path.with_suffix(".graph"))]
    began = time.perf_counter()
    process = subprocess.Popen(command, env=node.environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"roads build ended with {process.returncode}")
    return Built(time.perf_counter() - began, usage.ru_maxrss / 1024)


def _read(path: Path) -> float:
    began = time.perf_counter()
    for _ in osmium.FileProcessor(str(path)).with_filter(osmium.filter.KeyFilter(*KEPT)):
        pass
    return time.perf_counter() - began


async def _held(node: BenchNode, seconds: float) -> list[Figure]:
    """A web process with the graph of a million vertices mapped, after answering by road."""
    vertices = made_graph(node.folder, HELD_VERTICES).vertices
    facts = node.fill(units=500, tickets=20)
    node.serve()
    without = node.web_memory_mib()["Pss"]
    node.stop()
    node.environment["KENTONGAN_ROADS"] = str(graph_path(node.folder, HELD_VERTICES))
    node.serve()
    for incident_id in facts["incident_ids"]:
        path = f"/api/v1/incidents/{incident_id}/proposals?limit=5"
        await load_path(node, path, seconds / 20, 1)
    held = node.web_memory_mib()
    own = held["Private_Clean"] + held["Private_Dirty"]
    limit = f"without a graph; {vertices} vertices"
    return [
        Figure("roads_web_pss", held["Pss"], "MiB", 200, without, limit),
        Figure("roads_web_uss", own, "MiB", 200),
    ]
