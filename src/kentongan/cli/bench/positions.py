"""Positions: a thousand vehicles that tell where they are each second, and what a stop takes."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from kentongan.cli.bench import limits
from kentongan.cli.bench.client import Load, run_paced
from kentongan.cli.bench.figures import Figure
from kentongan.cli.bench.node import BenchNode, cpu_seconds_of

VEHICLES = 1_250
RATE = 1_270.0
"""A little more than the goal: what is sent at the goal's own rate can only miss it."""
CONNECTIONS = 32
LASTS = 6
"""A minute where other figures take ten seconds: the tables grow meanwhile."""
UNTIL_CUT_S = 15.0
RAW_S = 5.0
_HISTORY = "SELECT count(*) FROM fleet_trackpoint"
_NEWEST = "SELECT at FROM fleet_trackpoint"


async def positions(node: BenchNode, seconds: float) -> list[Figure]:
    """By the OsmAnd protocol, each vehicle once a second in turn; processor of web and worker."""
    node.fill(vehicles=VEHICLES)
    node.serve()
    await _met(node)
    before = node.cpu_seconds()
    load, heard = await _told(node, LASTS * seconds)
    cpu = (node.cpu_seconds() - before) / load.seconds
    raw_rate = await limits.raw_asgi(clients=8, answer_bytes=0, seconds=RAW_S)
    raw_cpu, raw_load = await _raw(RAW_S)
    node.stop()
    lost = len(heard) + VEHICLES - int(node.rows(_HISTORY)[0][0])
    n = len(load.latencies_s)
    beside = "raw ASGI, same pace"
    return [
        Figure("positions_rate", load.rate, "/s", 1_250, raw_rate, "raw ASGI", CONNECTIONS, n),
        Figure("positions_p99", load.percentile_ms(99), "ms", 20, raw_load.percentile_ms(99),
               beside, CONNECTIONS, n),
        Figure("positions_cpu", cpu, "core", 0.25, raw_cpu, beside, CONNECTIONS, n),
        Figure("positions_lost", lost + sum(load.bad.values()), "fixes", 0, n=n),
        await _cut(node),
    ]  # fmt: skip


def _path(node: BenchNode) -> Callable[[int], str]:
    codes = node.facts["vehicle_codes"]

    def path_of(number: int) -> str:
        at = int(time.time() * 1000)
        lat = -6.9 - (number % 9973) / 100_000
        return (
            f"/api/lacak/osmand?id={codes[number % len(codes)]}&lat={lat:.6f}&lon=110.2&speed=21.5"
            f"&bearing=63&accuracy=8&altitude=12&batt=81&timestamp={at}"
        )

    return path_of


async def _met(node: BenchNode) -> None:
    """Each vehicle once: the node knows them all when the measurement begins."""
    await run_paced(node.port, rate=400, seconds=VEHICLES / 400, connections=8, path_of=_path(node))


async def _told(node: BenchNode, seconds: float) -> tuple[Load, list[int]]:
    return await run_paced(
        node.port, rate=RATE, seconds=seconds, connections=CONNECTIONS, path_of=_path(node)
    )


async def _raw(seconds: float) -> tuple[float, Load]:
    """What the bare server uses of the processor for the same requests at the same pace."""
    with limits.raw_server() as (port, pid):
        await limits.listening(port)
        process = Path(f"/proc/{pid}")
        before = cpu_seconds_of(process)
        load, _ = await run_paced(
            port, rate=RATE, seconds=seconds, connections=CONNECTIONS, path_of=lambda _: "/0"
        )
        return (cpu_seconds_of(process) - before) / load.seconds, load


async def _cut(node: BenchNode) -> Figure:
    """A power cut amid it: from the first position that was answered and is gone until the cut."""
    node.serve()
    await _met(node)
    sent: dict[int, str] = {}
    path_of = _path(node)

    def noted(number: int) -> str:
        sent[number] = path_of(number)
        return sent[number]

    telling = asyncio.create_task(
        run_paced(
            node.port, rate=RATE, seconds=UNTIL_CUT_S + 5, connections=CONNECTIONS, path_of=noted
        )
    )
    await asyncio.sleep(UNTIL_CUT_S)
    node.kill()
    cut_at = time.time()
    _, heard = await telling
    kept = {round(_moment(row[0]).timestamp() * 1000) for row in node.rows(_NEWEST)}
    told = [int(sent[number].rpartition("=")[2]) for number in heard]
    gone = [at for at in told if at not in kept]
    loss = cut_at - min(gone) / 1000 if gone else 0.0
    return Figure("positions_cut_s", loss, "s", 10, clients=CONNECTIONS, n=len(told))


def _moment(stored: str | datetime) -> datetime:
    if isinstance(stored, datetime):
        return stored
    return datetime.fromisoformat(stored).replace(tzinfo=UTC)
