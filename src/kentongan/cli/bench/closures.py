"""A road is reported closed at one process: how soon do proposals of the others lead around it?"""

import asyncio
import json
import time
import uuid

import numpy as np

from kentongan.cli.bench import limits
from kentongan.cli.bench.client import Connection
from kentongan.cli.bench.figures import Figure
from kentongan.cli.bench.node import BenchNode
from kentongan.geo.roads.build import build_graph
from kentongan.geo.roads.profile import load_profile
from kentongan.geo.roads.ways import Way

ROUNDS = 40
ASKING = 8
"""Connections over two web processes: that all are at one is as likely as eight tosses alike."""
SIDE = 120
STEP = 0.0025
"""Degrees between two crossings of the made town: about 280 metres."""
SOUTH, WEST = -7.10, 110.05


async def closures(node: BenchNode, _seconds: float) -> list[Figure]:
    """From the report's first byte until every one of eight connections, spread over two web
    processes, is answered a proposal that knows of it.
    """
    facts = node.fill(units=500, tickets=5)
    build_graph(Town(), load_profile("emergency"))[0].write(node.folder / "roads.graph")
    node.serve(web=2)
    path = f"/api/v1/incidents/{facts['incident_ids'][0]}/proposals?limit=5"
    reporter = Connection(node.port, node.token)
    asking = [Connection(node.port, node.token) for _ in range(ASKING)]
    waits_ms = [await _effect_ms(reporter, asking, path, n) for n in range(ROUNDS)]
    commits = limits.durable_commits(node.folder, node.database_url)
    for connection in (reporter, *asking):
        connection.close()
    value = float(np.percentile(waits_ms, 99))
    return [
        Figure("closure_effect_p99", value, "ms", 200, 1000 / commits, "one durable commit",
               clients=ASKING + 1, n=ROUNDS)
    ]  # fmt: skip


async def _effect_ms(
    reporter: Connection, asking: list[Connection], path: str, known: int
) -> float:
    """`known` closures are known to everybody before."""
    await asyncio.gather(*(_until(each, path, known) for each in asking))
    lat, lon = SOUTH + STEP * (known % SIDE), WEST + STEP * (known % SIDE + 0.5)
    body = {"geometry": {"type": "Point", "coordinates": [lon, lat]}, "cause": "FLOOD"}
    key = f"Idempotency-Key: {uuid.uuid4()}\r\n"
    began = time.perf_counter()
    status, said = await reporter.request(
        "POST", "/api/v1/closures", json.dumps(body).encode(), key
    )
    if status != 201:  # noqa: PLR2004 - created
        raise RuntimeError(f"a closure was refused: {said.decode()}")
    await asyncio.gather(*(_until(each, path, known + 1) for each in asking))
    return (time.perf_counter() - began) * 1000


async def _until(connection: Connection, path: str, known: int) -> None:
    while True:
        _, body = await connection.request("GET", path)
        if json.loads(body)["closed_roads"] == known:
            return


class Town:
    """Streets along rows and columns, where the bench's units and incidents are."""

    attribution = "bench"

    def ways(self) -> list[Way]:
        """Two for every number: a row and a column."""
        rows = [self._street(n, [(n, k) for k in range(SIDE)]) for n in range(SIDE)]
        columns = [self._street(SIDE + n, [(k, n) for k in range(SIDE)]) for n in range(SIDE)]
        return rows + columns

    def barriers(self) -> dict[int, str]:
        """None."""
        return {}

    @staticmethod
    def _street(number: int, places: list[tuple[int, int]]) -> Way:
        return Way(
            number + 1,
            tuple(row * SIDE + column + 1 for row, column in places),
            tuple(SOUTH + STEP * row for row, _ in places),
            tuple(WEST + STEP * column for _, column in places),
            {"highway": "residential"},
        )
