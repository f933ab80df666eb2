"""Parts of a live stream without a server: entries, rights, a tail that tests push."""

import asyncio
import json
from collections.abc import AsyncIterator, Hashable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from kentongan.kernel.ids import new_id
from kentongan.live.encoding import LiveMessage, message
from kentongan.live.guests import Credential, Guests
from kentongan.live.hub import Guest
from kentongan.live.stream import Live

AT = datetime(2026, 11, 22, 3, 4, 5, 678_000, tzinfo=UTC)


@dataclass(frozen=True)
class FakeRights:
    """May see what lies under one region."""

    area: str = "33"
    counted: str = "none"

    @property
    def stream_class(self) -> Hashable:
        return self.area

    def may_see(
        self,
        region: str,
        org_id: UUID | None,
        kind: str,
        *,
        restricted: bool = False,
        endangered: bool = False,
    ) -> bool:
        return region.startswith(self.area)

    def may_count(self, region: str, kind: str) -> bool:
        return region.startswith(self.counted)


def make_row(
    seq: int, *, kind: str = "incidents.incident.opened", region: str = "3324",
    subject_id: UUID | None = None,
) -> tuple[Any, ...]:  # fmt: skip
    return (
        seq, new_id(), kind, "incident", subject_id or new_id(), region, None, AT, '{"n":1}',
    )  # fmt: skip


def make_message(seq: int, **given: Any) -> LiveMessage:
    return message(make_row(seq, **given))


def make_guest(area: str = "33", session_id: UUID | None = None) -> Guest:
    return Guest(actor_id=new_id(), session_id=session_id, rights=FakeRights(area))


@dataclass
class FakeTail:
    """A journal in memory that tests append to."""

    rows: list[tuple[Any, ...]] = field(default_factory=list)
    grown: asyncio.Event = field(default_factory=asyncio.Event)

    def add(self, *rows: tuple[Any, ...]) -> None:
        self.rows.extend(rows)
        self.grown.set()

    async def newest(self) -> int:
        return self.rows[-1][0] if self.rows else 0

    async def follow(self, seq: int) -> AsyncIterator[list[tuple[Any, ...]]]:
        while True:
            self.grown.clear()
            if fresh := [row for row in self.rows if row[0] > seq]:
                seq = fresh[-1][0]
                yield fresh
            else:
                await self.grown.wait()

    def after(self, seq: int, limit: int) -> list[tuple[Any, ...]]:
        return [row for row in self.rows if row[0] > seq][:limit]


class Screen:
    """One browser's end of a stream."""

    def __init__(self, live: Live, *, token: str = "t", after: int | None = None) -> None:
        self.received: list[dict[str, Any]] = []
        self.content = b""
        self.leave = asyncio.Event()
        self._came = asyncio.Event()
        headers = [(b"authorization", f"Bearer {token}".encode())] if token else []
        if after is not None:
            headers.append((b"last-event-id", str(after).encode()))
        scope = {"type": "http", "method": "GET", "headers": headers, "query_string": b""}
        self.task = asyncio.create_task(live(scope, self._receive, self._send))

    async def _receive(self) -> dict[str, Any]:
        await self.leave.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: dict[str, Any]) -> None:
        self.received.append(message)
        self.content += message.get("body", b"")
        self._came.set()

    @property
    def status(self) -> int:
        return self.received[0]["status"]

    def events(self) -> list[tuple[str, dict[str, Any]]]:
        """(event, data) of what has come so far."""
        found = []
        for block in self.content.decode().split("\n\n"):
            fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
            if "event" in fields:
                found.append((fields["event"], json.loads(fields["data"])))
        return found

    def names(self) -> list[str]:
        return [name for name, _ in self.events()]

    async def until(self, name: str, count: int = 1) -> None:
        """Wait until `count` events of this name have come."""
        async with asyncio.timeout(2):
            while self.names().count(name) < count:
                self._came.clear()
                await self._came.wait()


def make_live(tail: FakeTail, look_up: Any = None) -> Live:
    guest = make_guest()
    return Live(
        tail=tail,
        guests=Guests(look_up or (lambda credential: guest if credential.bearer else None)),
        read_after=tail.after,
    )


def make_credential(bearer: str = "t") -> Credential:
    return Credential(bearer=bearer)
