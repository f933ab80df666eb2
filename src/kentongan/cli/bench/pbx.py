"""The telephone exchange: callers that join in a burst, and the call that shows itself.

A practice exchange in this process speaks the manager interface over TCP to the node's own; an
Asterisk says some twenty times as much of every caller, which the reader passes over.
"""

import asyncio
import contextlib
import json
import time

import numpy as np

from kentongan.cli.bench.chromium import Chromium, find_chromium
from kentongan.cli.bench.client import Connection
from kentongan.cli.bench.desks import CONNECTED, NO_BROWSER
from kentongan.cli.bench.figures import Figure
from kentongan.cli.bench.node import BenchNode
from kentongan.exchange.adapters.practice import PracticeExchange

RATE = 50
LEAST_S = 60.0
STRAGGLERS_S = 10.0
ROUNDS = 50
EXTENSION = "1001"
HEARD = b"event: calls.call.received\n"
# The first paint of the page that shows the call, in milliseconds of the same clock as ours.
PAINTED = """(() => {
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  return paint ? performance.timeOrigin + paint.startTime : 0;
})()"""
SHOWN = f"location.pathname !== '/panggilan' && document.getElementById('leg') && {PAINTED}"


async def pbx(node: BenchNode, seconds: float) -> list[Figure]:
    """Callers lost and how late they are live at a desk; connect until the desk is painted."""
    node.fill(units=5, tickets=0)
    with PracticeExchange().listening() as exchange:
        node.environment["KENTONGAN_AMI"] = exchange.address
        node.serve()
        await asyncio.to_thread(exchange.wait_for_listener)
        popped = await _pop(node, exchange)
        return [*await _burst(node, exchange, max(seconds, LEAST_S)), popped]


async def _burst(node: BenchNode, exchange: PracticeExchange, seconds: float) -> list[Figure]:
    """One after the other over one connection: the nth told is the nth that joined."""
    heard: list[float] = []
    reader, writer = await asyncio.open_connection("127.0.0.1", node.port)
    writer.write(
        b"GET /api/v1/live HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n"
        b"Authorization: Bearer " + node.token.encode() + b"\r\n\r\n"
    )
    await reader.readuntil(b"\r\n\r\n")

    async def listen() -> None:
        while line := await reader.readline():
            if line == HEARD:
                heard.append(time.perf_counter())

    listening = asyncio.create_task(listen())
    total = int(RATE * seconds)
    joined = []
    begin = time.perf_counter() + 0.5
    for number in range(total):
        await asyncio.sleep(max(0.0, begin + number / RATE - time.perf_counter()))
        joined.append(time.perf_counter())
        exchange.join(f"0812{number:08d}")
    until = time.perf_counter() + STRAGGLERS_S
    while len(heard) < total and time.perf_counter() < until:
        await asyncio.sleep(0.05)
    listening.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await listening
    writer.close()
    lags_ms = [(h - j) * 1000 for h, j in zip(heard, joined, strict=False)]
    lag = float(np.percentile(lags_ms, 99)) if lags_ms else None
    return [
        Figure("pbx_lost", total - len(heard), "calls", 0, n=total),
        Figure("pbx_lag_p99", lag, "ms", 500, n=len(lags_ms)),
        Figure("pbx_lag_p50", float(np.median(lags_ms)) if lags_ms else None, "ms", 200,
               n=len(lags_ms)),
    ]  # fmt: skip


async def _pop(node: BenchNode, exchange: PracticeExchange) -> Figure:
    """From the exchange's word that the telephone was lifted to the first paint of the call."""
    executable = find_chromium()
    if executable is None:
        return Figure("pop_p99", None, "ms", 500, n=0, reason=NO_BROWSER)
    await _take_seat(node)
    browser = await Chromium.start(executable, node.folder / "browser", node.token)
    waits_ms = []
    try:
        for number in range(ROUNDS + 1):
            await browser.open(f"http://127.0.0.1:{node.port}/panggilan", until=CONNECTED)
            line = exchange.join(f"0813{number:08d}")
            await asyncio.sleep(0.3)
            exchange.ring(line, EXTENSION)
            await asyncio.sleep(0.3)
            began = time.time()
            exchange.connect(line, EXTENSION)
            painted = await _painted(browser)
            if number:  # the first round fills the browser's cache, as a shift's first call does
                waits_ms.append(painted - began * 1000)
            exchange.hang_up(line)
            await asyncio.sleep(0.1)
    finally:
        await browser.kill()
    value = sorted(waits_ms)[-(-99 * len(waits_ms) // 100) - 1]
    return Figure("pop_p99", value, "ms", 500, n=len(waits_ms))


async def _painted(browser: Chromium) -> float:
    async with asyncio.timeout(10):
        while True:
            with contextlib.suppress(RuntimeError):  # a page that is just being left
                if painted := await browser.evaluate(SHOWN):
                    return float(painted)
            await asyncio.sleep(0.02)


async def _take_seat(node: BenchNode) -> None:
    connection = Connection(node.port, node.token)
    body = json.dumps({"extension": EXTENSION}).encode()
    status, said = await connection.request("POST", "/api/v1/me/telephone", body)
    connection.close()
    if status >= 400:  # noqa: PLR2004 - refused
        raise RuntimeError(f"a telephone was refused: {said.decode()}")
