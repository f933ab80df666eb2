"""A small HTTP/1.1 client that keeps its connection: the load generator must cost little."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

GONE = 599
"""Counted as a status where there was no answer at all."""


class Connection:
    """One keep-alive connection with a bearer token."""

    def __init__(self, port: int, token: str) -> None:
        self._port = port
        self._signed = f"Authorization: Bearer {token}\r\n" if token else ""
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def request(
        self, method: str, path: str, body: bytes = b"", headers: str = ""
    ) -> tuple[int, bytes]:
        """Send a request and read its whole answer: (status, body)."""
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            f"{self._signed}{headers}"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        self._writer.write(head.encode() + body)
        return await self._answer()

    async def _answer(self) -> tuple[int, bytes]:
        assert self._reader is not None
        head = await self._reader.readuntil(b"\r\n\r\n")
        status = int(head[9:12])
        lowered = head.lower()
        if b"transfer-encoding: chunked" in lowered:
            return status, await self._chunks()
        start = lowered.find(b"content-length:")
        if start < 0:
            return status, b""
        length = int(lowered[start + 15 : lowered.index(b"\r", start)])
        return status, await self._reader.readexactly(length)

    async def _chunks(self) -> bytes:
        assert self._reader is not None
        parts = []
        while size := int(await self._reader.readline(), 16):
            parts.append(await self._reader.readexactly(size))
            await self._reader.readexactly(2)
        await self._reader.readexactly(2)
        return b"".join(parts)

    async def get_json(self, path: str) -> object:
        """The answer of a GET, decoded."""
        _, body = await self.request("GET", path)
        decoded: object = json.loads(body)
        return decoded

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()


@dataclass
class Load:
    """What a run of clients has seen."""

    seconds: float = 0
    latencies_s: list[float] = field(default_factory=list)
    bad: dict[int, int] = field(default_factory=dict)

    @property
    def rate(self) -> float:
        return len(self.latencies_s) / self.seconds if self.seconds else 0.0

    def percentile_ms(self, percent: float) -> float:
        """Nearest rank, in milliseconds."""
        ordered = sorted(self.latencies_s)
        if not ordered:
            return float("inf")
        rank = max(0, -(-int(percent * len(ordered)) // 100) - 1)
        return ordered[rank] * 1000


async def run_paced(
    port: int, *, rate: float, seconds: float, connections: int, path_of: Callable[[int], str]
) -> tuple[Load, list[int]]:
    """Send the nth request at its moment, answered or not the one before; a wait for a free
    connection counts. Ends early when the node is gone. Returns what was seen, and the numbers of
    those that were answered well.
    """
    load, heard = Load(), []
    total = int(rate * seconds)
    free: asyncio.Queue[Connection] = asyncio.Queue()
    for _ in range(connections):
        free.put_nowait(Connection(port, ""))
    begin = time.perf_counter() + 0.1

    async def send(number: int, due: float) -> None:
        connection = await free.get()
        try:
            status, _ = await connection.request("GET", path_of(number))
        except (OSError, RuntimeError, asyncio.IncompleteReadError):  # uvloop's of a closed one
            status, connection = GONE, Connection(port, "")
        free.put_nowait(connection)
        if status >= 400:
            load.bad[status] = load.bad.get(status, 0) + 1
            return
        load.latencies_s.append(time.perf_counter() - due)
        heard.append(number)

    sending: set[asyncio.Task[None]] = set()
    for number in range(total):
        due = begin + number / rate
        if GONE in load.bad:
            break
        if (wait := due - time.perf_counter()) > 0:
            await asyncio.sleep(wait)
        task = asyncio.create_task(send(number, due))
        sending.add(task)
        task.add_done_callback(sending.discard)
    await asyncio.gather(*sending)
    load.seconds = time.perf_counter() - begin
    return load, heard


Step = Callable[[Connection], Awaitable[int]]


async def run_load(
    port: int, token: str, *, clients: int, seconds: float, step: Step, warm_up_s: float = 2
) -> Load:
    """Let `clients` repeat `step` for `seconds` after a warm-up; a status ≥ 400 counts as bad."""
    load = Load()
    begin = time.perf_counter() + warm_up_s
    end = begin + seconds

    async def client() -> None:
        connection = Connection(port, token)
        while (started := time.perf_counter()) < end:
            status = await step(connection)
            if status >= 400:
                load.bad[status] = load.bad.get(status, 0) + 1
            elif started >= begin:
                load.latencies_s.append(time.perf_counter() - started)
        connection.close()

    await asyncio.gather(*(client() for _ in range(clients)))
    load.seconds = seconds
    return load
