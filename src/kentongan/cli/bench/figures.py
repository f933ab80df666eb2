"""The figures: what is measured, its goal, and the limit beside it."""

import asyncio
import contextlib
import itertools
import json
import platform
import statistics
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import quote

from kentongan.cli.bench import limits
from kentongan.cli.bench.client import Connection, Load, run_load
from kentongan.cli.bench.node import BenchNode

TIMES = ("ms", "s")
HIGHER_IS_BETTER = ("/s", "share")
GROWS_TO = 1_000_000
GROWS_FROM = 10_000
LAST_PAGE = 500


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value beside its goal and, where there is one, a physical limit."""

    name: str
    value: float | None
    unit: str
    goal: float
    limit: float | None = None
    limit_name: str | None = None
    clients: int = 1
    n: int = 1
    reason: str | None = None
    """Why there is no value: what it needs is absent here."""

    @property
    def is_met(self) -> bool:
        if self.value is None:
            return False
        lower_is_better = self.unit not in HIGHER_IS_BETTER
        return self.value <= self.goal if lower_is_better else self.value >= self.goal

    def as_row(self) -> dict[str, object]:
        """The row that `--json` prints."""
        return {
            "figure": self.name,
            "value": None if self.value is None else round(self.value, 3),
            "unit": self.unit,
            "goal": self.goal,
            "limit": None if self.limit is None else round(self.limit, 3),
            "limit_name": self.limit_name,
            "ratio": self._ratio(),
            "clients": self.clients,
            "n": self.n,
            "machine": f"{platform.machine()} {platform.python_version()}",
            **({} if self.reason is None else {"reason": self.reason}),
        }

    def _ratio(self) -> float | None:
        if not self.limit or not self.value:
            return None
        ratio = self.limit / self.value if self.unit in TIMES else self.value / self.limit
        return round(ratio, 4)


Bench = Callable[[BenchNode, float], Awaitable[list[Figure]]]


def _incident(_: int = 0) -> bytes:
    """The body of the issue's example, at a new place each time."""
    body = {
        "category": "FIRE_STRUCTURE",
        "narrative": "Rumah terbakar, asap tebal",
        "place": {
            "lat": -6.92 - (time.perf_counter_ns() % 9973) / 200_000,
            "lon": 110.2,
            "accuracy_m": 20,
            "source": "MAP",
            "quality": "EXACT",
        },
        "region": "33.24.15",
        "reporter": {"phone": "+6281200000000", "name": "Peraga Satu"},
        "contact_safety": "SAFE",
    }
    return json.dumps(body).encode()


async def _post_incident(connection: Connection) -> int:
    key = f"Idempotency-Key: {uuid.uuid4()}\r\n"
    status, _ = await connection.request("POST", "/api/v1/incidents", _incident(), key)
    return status


@contextlib.asynccontextmanager
async def _streams(node: BenchNode, count: int) -> AsyncIterator[list[asyncio.StreamReader]]:
    """Open live streams, each past its headers."""
    opened = []
    for _ in range(count):
        reader, writer = await asyncio.open_connection("127.0.0.1", node.port)
        head = f"GET /api/v1/live HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {node.token}\r\n\r\n"
        writer.write(head.encode())
        opened.append((reader, writer))
    for reader, _ in opened:
        await reader.readuntil(b"\r\n\r\n")
    yield [reader for reader, _ in opened]
    for _, writer in opened:
        writer.close()


async def _drained(readers: list[asyncio.StreamReader]) -> None:
    async def drain(reader: asyncio.StreamReader) -> None:
        while await reader.read(65536):
            pass

    await asyncio.gather(*(drain(reader) for reader in readers))


def _require_good(load: Load) -> None:
    if load.bad:
        raise RuntimeError(f"answers that were refusals: {load.bad}")


async def intake(node: BenchNode, seconds: float) -> list[Figure]:
    """Creating incidents over HTTP: 8 clients, ten open streams."""
    node.fill(units=40)
    node.serve()
    commits = limits.durable_commits(node.folder, node.database_url)
    async with _streams(node, 10) as readers:
        draining = asyncio.create_task(_drained(readers))
        load = await run_load(
            node.port, node.token, clients=8, seconds=seconds, step=_post_incident
        )
        draining.cancel()
    _require_good(load)
    goals = (400.0, 40.0) if node.database_url else (500.0, 30.0)
    n = len(load.latencies_s)
    name = "durable commits"
    return [
        Figure("intake_rate", load.rate, "/s", goals[0], commits, name, 8, n),
        Figure("intake_p99", load.percentile_ms(99), "ms", goals[1], clients=8, n=n),
    ]


async def load_path(node: BenchNode, path: str, seconds: float, clients: int) -> tuple[Load, int]:
    """Load one path; returns what was seen and the size of an answer."""
    size = 0

    async def step(connection: Connection) -> int:
        nonlocal size
        status, body = await connection.request("GET", path)
        size = len(body)
        return status

    load = await run_load(node.port, node.token, clients=clients, seconds=seconds, step=step)
    _require_good(load)
    return load, size


async def lists(node: BenchNode, seconds: float) -> list[Figure]:
    """1,000 incidents as JSON and GeoJSON; then whether a page costs more with history."""
    node.fill(units=40, incidents=1_000)
    node.serve()
    figures = []
    for name, path, goal in (
        ("list_json_rate", "/api/v1/incidents?limit=1000", 200.0),
        ("list_geojson_rate", "/api/v1/incidents.geojson?limit=1000", 150.0),
    ):
        load, size = await load_path(node, path, seconds, 4)
        raw = await limits.raw_asgi(clients=4, answer_bytes=size, seconds=3)
        n = len(load.latencies_s)
        figures.append(Figure(name, load.rate, "/s", goal, raw, f"raw ASGI, {size} B", 4, n))
    figures.append(await _growth(node))
    return figures


async def _growth(node: BenchNode) -> Figure:
    """First and 500th page at a million rows against ten thousand (the worse of the two)."""
    times = []
    for total in (GROWS_FROM, GROWS_TO):
        node.stop()
        node.fill(incidents=total)
        node.serve()
        times.append(await _page_times(node))
    growth = max(big / small for small, big in zip(*times, strict=True))
    return Figure("list_growth", growth, "ratio", 1.2, n=30)


async def _page_times(node: BenchNode) -> tuple[float, float]:
    """Median seconds of the first page and of the 500th (20 rows a page)."""
    connection = Connection(node.port, node.token)
    path = "/api/v1/incidents?limit=20"
    for _ in range(LAST_PAGE - 1):
        answer = await connection.get_json(path)
        assert isinstance(answer, dict)
        if answer["next"] is None:
            break
        path = f"/api/v1/incidents?limit=20&cursor={quote(answer['next'])}"
    first = [await _timed(connection, "/api/v1/incidents?limit=20") for _ in range(60)]
    last = [await _timed(connection, path) for _ in range(60)]
    connection.close()
    return statistics.median(first[30:]), statistics.median(last[30:])


async def _timed(connection: Connection, path: str) -> float:
    began = time.perf_counter()
    await connection.request("GET", path)
    return time.perf_counter() - began


async def page(node: BenchNode, seconds: float) -> list[Figure]:
    """The ticket board with 100 incidents and 40 units, one ticket changing each second."""
    facts = node.fill(units=40, tickets=100)
    node.serve()
    changing = asyncio.create_task(_changing(node, facts["ticket_ids"]))
    path = facts["board_path"]
    load, size = await load_path(node, path, seconds, 8)
    calm, _ = await load_path(node, path, seconds, 2)
    changing.cancel()
    raw = await limits.raw_asgi(clients=8, answer_bytes=size, seconds=3)
    name = f"raw ASGI, {size} B"
    return [
        Figure("page_rate", load.rate, "/s", 300, raw, name, 8, len(load.latencies_s)),
        Figure("page_p99", calm.percentile_ms(99), "ms", 25, clients=2, n=len(calm.latencies_s)),
    ]


async def _changing(node: BenchNode, ticket_ids: list[str]) -> None:
    """One ticket a second is read by its agency."""
    connection = Connection(node.port, node.facts["officer_token"])
    for ticket_id in itertools.cycle(ticket_ids):
        await connection.request("POST", f"/api/v1/tickets/{ticket_id}/read", b"{}")
        await asyncio.sleep(1)


async def propose(node: BenchNode, seconds: float) -> list[Figure]:
    """The best 5 of 500 units for an incident."""
    facts = node.fill(units=500, tickets=20)
    node.serve()
    incident_ids = itertools.cycle(facts["incident_ids"])

    async def step(connection: Connection) -> int:
        path = f"/api/v1/incidents/{next(incident_ids)}/proposals?limit=5"
        status, _ = await connection.request("GET", path)
        return status

    load = await run_load(node.port, node.token, clients=2, seconds=seconds, step=step)
    _require_good(load)
    n = len(load.latencies_s)
    return [Figure("propose_p99", load.percentile_ms(99), "ms", 10, clients=2, n=n)]


async def live(node: BenchNode, seconds: float) -> list[Figure]:
    """From the POST's first byte to the last screen's bytes; memory with 5,000 streams."""
    node.fill(units=40)
    node.serve()
    figures = []
    for count, goal in ((1_000, 60.0), (5_000, 250.0)):
        bare = await limits.bare_fan_out(count)
        async with _streams(node, count) as readers:
            lasts = await _last_bytes(node, readers, rounds=max(5, int(seconds)))
            rss = node.memory_mib()[1]
        name = f"live_last_{count}"
        value = statistics.median(lasts) * 1000
        figures.append(Figure(name, value, "ms", goal, bare, "bare asyncio", count, len(lasts)))
    figures.append(Figure("live_rss_5000", rss, "MiB", 300, clients=5_000))
    return figures


async def _last_bytes(
    node: BenchNode, readers: list[asyncio.StreamReader], *, rounds: int
) -> list[float]:
    connection = Connection(node.port, node.token)
    times = []
    for _ in range(rounds):
        await asyncio.sleep(0.3)
        waiting = [asyncio.create_task(_event(reader)) for reader in readers]
        await asyncio.sleep(0.2)
        began = time.perf_counter()
        await _post_incident(connection)
        await asyncio.gather(*waiting)
        times.append(time.perf_counter() - began)
    connection.close()
    return times


async def _event(reader: asyncio.StreamReader) -> None:
    """Read until an incident's event has arrived whole."""
    while True:
        message = await reader.readuntil(b"\n\n")
        if b"event: incidents.incident.opened" in message:
            return


async def memory(node: BenchNode, seconds: float) -> list[Figure]:
    """PSS of web and worker after intake, list, page and propose on one node."""
    facts = node.fill(units=500, incidents=1_000, tickets=100)
    node.serve()
    await run_load(node.port, node.token, clients=8, seconds=seconds, step=_post_incident)
    await load_path(node, "/api/v1/incidents?limit=1000", seconds / 2, 4)
    await load_path(node, "/api/v1/incidents.geojson?limit=1000", seconds / 2, 4)
    await load_path(node, facts["board_path"], seconds / 2, 8)
    path = f"/api/v1/incidents/{facts['incident_ids'][0]}/proposals?limit=5"
    await load_path(node, path, seconds / 2, 2)
    return [Figure("memory_pss", node.memory_mib()[0], "MiB", 250)]


async def start(node: BenchNode, seconds: float) -> list[Figure]:
    """Until /health is green on an existing database, three times."""
    node.fill(units=40, incidents=1_000)
    times = []
    for _ in range(4):
        times.append(node.serve())
        node.stop()
    return [Figure("start_time", statistics.median(times[1:]), "s", 3, n=3)]


BENCHES: dict[str, Bench] = {
    "intake": intake,
    "list": lists,
    "page": page,
    "propose": propose,
    "live": live,
    "memory": memory,
    "start": start,
}
