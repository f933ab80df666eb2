"""Keeps the line to the exchange: listens in one thread, writes calls down in another.

What was heard waits in memory until the database has it: a database that is away loses no caller.
Nothing here decides anything about a call; `services.hearing` does.
"""

import asyncio
import logging
import queue
import random
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import Error as DatabaseError
from django.db import connections

from kentongan.exchange import services
from kentongan.exchange.address import AmiAddress
from kentongan.exchange.ami.frames import Frame
from kentongan.exchange.ami.link import AmiLink, LinkBroken
from kentongan.exchange.ami.machine import CallMachine
from kentongan.exchange.facts import Fact, FactKind
from kentongan.exchange.selectors import ORDERED
from kentongan.kernel import clock
from kentongan.kernel.actors import EXCHANGE

log = logging.getLogger(__name__)

SOURCE = ORDERED
SHORTEST_WAIT_S, LONGEST_WAIT_S = 0.25, 5.0
AFTER_FAILURE_S = 0.5
TOGETHER = 8
"""Facts in one act: no write transaction may take over 50 ms."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What is to be written down: a fact, or that the line is up or down."""

    at: datetime
    fact: Fact | None = None
    is_up: bool = False
    reason: str = ""


class Listener:
    """The standing connection; `run` until `stop`."""

    def __init__(self, address: AmiAddress) -> None:
        self._address = address
        self._told: queue.SimpleQueue[_Told | None] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._link: AmiLink | None = None

    def stop(self) -> None:
        """End soon; may be called from a signal or another thread."""
        self._stopping.set()
        with suppress(RuntimeError):  # asked twice: its loop has ended already
            if self._loop is not None:
                self._loop.call_soon_threadsafe(self._drop)

    def _drop(self) -> None:
        if self._link is not None:
            self._link.close()

    def run(self) -> None:
        """Listen until told to stop, and write down what was heard until then."""
        writer = threading.Thread(target=self._write, name="exchange-writer", daemon=True)
        writer.start()
        try:
            asyncio.run(self._listen())
        finally:
            self._told.put(None)
            writer.join(AFTER_FAILURE_S * 4)

    async def _listen(self) -> None:
        self._loop = asyncio.get_running_loop()
        wait_s = SHORTEST_WAIT_S
        while not self._stopping.is_set():
            began = time.monotonic()
            try:
                await self._connected()
            except LinkBroken as broken:
                if self._stopping.is_set():
                    return
                log.warning("exchange lost", extra={"reason": broken.reason})
                self._told.put(_Told(clock.now(), reason=broken.reason))
            if time.monotonic() - began > LONGEST_WAIT_S:
                wait_s = SHORTEST_WAIT_S
            # jitter: the listeners of many nodes do not come back in the same moment
            await asyncio.sleep(wait_s * (0.5 + random.random() / 2))  # noqa: S311 - no secret
            wait_s = min(wait_s * 2, LONGEST_WAIT_S)

    async def _connected(self) -> None:
        asked_at = clock.now()
        self._link = link = await AmiLink.open(self._address)
        self._told.put(_Told(clock.now(), is_up=True))
        machine = CallMachine(self._address.queues)

        def take(frames: list[Frame]) -> None:
            for frame in frames:
                for fact in machine.take(frame):
                    if fact.kind is FactKind.SNAPSHOT:
                        # a line that came after the question is not in the answer
                        fact = replace(fact, at=asked_at)  # noqa: PLW2901
                    self._told.put(_Told(clock.now(), fact))

        try:
            await link.listen(take)
        finally:
            self._link = None
            link.close()

    def _write(self) -> None:
        try:
            while (told := self._told.get()) is not None:
                batch = [told]
                with suppress(queue.Empty):
                    while len(batch) < TOGETHER and batch[-1] is not None:
                        batch.append(self._told.get_nowait())  # type: ignore[arg-type]
                has_ended = batch[-1] is None
                self._until_written([each for each in batch if each is not None])
                if has_ended:
                    return
        finally:
            connections.close_all()

    def _until_written(self, batch: list[_Told]) -> None:
        """Written down, however long the database is away."""
        while True:
            try:
                _write_down(batch)
            except DatabaseError:
                log.exception("the database is away: what the exchange told waits")
            except Exception:  # noqa: BLE001 - the outermost handler of the thread
                log.exception("what the exchange told was not taken")
                return
            else:
                return
            connections.close_all()
            if self._stopping.wait(AFTER_FAILURE_S):
                return


def _write_down(batch: list[_Told]) -> None:
    """In the order in which it was told; facts that follow each other share an act."""
    facts: list[Fact] = []
    for each in batch:
        if each.fact is not None:
            facts.append(each.fact)
            continue
        _hear(facts, each.at)
        facts = []
        services.note_link(
            by=EXCHANGE, name=SOURCE, is_up=each.is_up, reason=each.reason, at=each.at
        )
    _hear(facts, batch[-1].at)


def _hear(facts: list[Fact], at: datetime) -> None:
    if facts:
        services.hear_all(by=EXCHANGE, source=SOURCE, facts=facts, at=at)
