"""Physical limits of this machine, measured in the same run as the figures beside them."""

import asyncio
import contextlib
import json
import multiprocessing
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import uvloop
from granian.constants import Interfaces
from granian.server.embed import Server

from kentongan.cli.bench.client import Connection, run_load

COMMIT_SECONDS = 3.0
ENTRY = "x" * 400


def durable_commits(folder: Path, database_url: str | None) -> float:
    """Single-row commits a second that survive a power cut, on the database under test."""
    return _postgres_commits(database_url) if database_url else _sqlite_commits(folder)


def _sqlite_commits(folder: Path) -> float:
    with closing(sqlite3.connect(folder / "limit.sqlite3", isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.execute("CREATE TABLE entry (seq INTEGER PRIMARY KEY, data TEXT)")
        return _counted(lambda: database.execute("INSERT INTO entry (data) VALUES (?)", [ENTRY]))


def _postgres_commits(database_url: str) -> float:
    """Eight connections, each a commit an insert."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS bench_limit (data TEXT)")
    counts: list[float] = []

    def insert() -> None:
        with psycopg.connect(database_url, autocommit=True) as own:
            counts.append(
                _counted(lambda: own.execute("INSERT INTO bench_limit VALUES (%s)", [ENTRY]))
            )

    threads = [threading.Thread(target=insert) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("DROP TABLE bench_limit")
    return sum(counts)


def _counted(act: Any) -> float:
    end = time.perf_counter() + COMMIT_SECONDS
    count = 0
    while time.perf_counter() < end:
        act()
        count += 1
    return count / COMMIT_SECONDS


def free_port() -> int:
    """A port below the ephemeral range's middle that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def _raw(scope: Any, receive: Any, send: Any) -> None:
    size = int(scope["path"].strip("/") or 0)
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(b"content-length", str(size).encode())],
        }
    )
    await send({"type": "http.response.body", "body": b"x" * size})


def _serve_raw(port: int) -> None:
    async def main() -> None:
        await Server(
            _raw, address="127.0.0.1", port=port, interface=Interfaces.ASGINL, log_enabled=False
        ).serve()

    with contextlib.suppress(KeyboardInterrupt):
        uvloop.run(main())


@contextlib.contextmanager
def raw_server() -> Iterator[tuple[int, int]]:
    """The same HTTP server with an application that only answers n bytes at `/n`: port, process."""
    port = free_port()
    process = multiprocessing.get_context("spawn").Process(
        target=_serve_raw, args=[port], daemon=True
    )
    process.start()
    try:
        yield port, process.pid or 0
    finally:
        process.kill()
        process.join()


async def raw_asgi(*, clients: int, answer_bytes: int, seconds: float) -> float:
    """Requests a second of the bare server with answers of the same size."""

    async def step(connection: Connection) -> int:
        status, _ = await connection.request("GET", f"/{answer_bytes}")
        return status

    with raw_server() as (port, _):
        await listening(port)
        load = await run_load(port, "", clients=clients, seconds=seconds, step=step, warm_up_s=0.5)
    return load.rate


async def listening(port: int) -> None:
    """Wait until a server of ours listens."""
    for _ in range(200):
        with contextlib.suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
            return
        await asyncio.sleep(0.05)
    raise TimeoutError(f"nothing listens on {port}")


async def bare_fan_out(streams: int) -> float:
    """Milliseconds until 400 bytes written to n sockets were read at the other end by asyncio."""
    payload = json.dumps({"x": "y" * 380}).encode()[:400]
    writers: list[asyncio.StreamWriter] = []
    server = await asyncio.start_server(
        lambda _, writer: writers.append(writer), "127.0.0.1", 0, backlog=1024
    )
    port = server.sockets[0].getsockname()[1]
    readers = [await asyncio.open_connection("127.0.0.1", port) for _ in range(streams)]
    while len(writers) < streams:
        await asyncio.sleep(0.01)
    times = []
    for _ in range(5):
        waiting = [asyncio.create_task(r.readexactly(len(payload))) for r, _ in readers]
        await asyncio.sleep(0.1)
        began = time.perf_counter()
        for writer in writers:
            writer.write(payload)
        await asyncio.gather(*waiting)
        times.append((time.perf_counter() - began) * 1000)
    for _, writer in readers:
        writer.close()
    server.close()
    return sorted(times)[len(times) // 2]
