"""`GET /api/v1/live`: the raw ASGI application of the stream, and what keeps it going."""

import asyncio
import contextlib
import logging
import random
import time
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

from kentongan.journal import watchers
from kentongan.kernel.errors import NotSigned
from kentongan.live import encoding
from kentongan.live.guests import RECHECK_S, Credential, Guests, credential_of
from kentongan.live.hub import Hub, Rights, Subscriber, body, visible
from kentongan.live.tailer import Row, Tail
from kentongan.web import problems
from kentongan.web.wire import LARGEST_INTEGER

log = logging.getLogger(__name__)

BEAT_S = 15.0
MOST_READ = 5_000
"""Entries read from the database for a screen that comes back; one further behind is reset."""
PACE_S_PER_STREAM = 30e-6
"""Sending to a stream costs about 15 µs; the pause between rounds leaves the rest to the pages."""
REVOKING = {
    "accounts.token.revoked",
    "accounts.user.password-changed",
    "fleet.vehicle.token-revoked",
}
"""Entries that may end streams without naming them: every credential is looked at again at once."""
RETRY_MS = (1_000, 4_000)

Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]
ReadAfter = Callable[[int, int], list[Row]]

_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


class Live:
    """The streams of this process: one tail of the journal, one hub, many screens."""

    def __init__(self, *, tail: Tail, guests: Guests, read_after: ReadAfter) -> None:
        self.hub = Hub()
        self._tail = tail
        self._guests = guests
        self._read_after = read_after
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Begin to follow the journal at its present end."""
        self.hub.begin(await self._tail.newest())
        work = (self._follow, self._beat, self._recheck)
        self._tasks = [asyncio.create_task(_for_ever(each)) for each in work]

    async def stop(self) -> None:
        """Say goodbye to every screen and stop following."""
        self.hub.dismiss_all("restart")
        for task in self._tasks:
            task.cancel()
        await asyncio.sleep(0.05)  # the goodbyes go out

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request with a stream, or say why there is none."""
        if scope["method"] != "GET":
            await _answer(send, 405, [(b"allow", b"GET")], b"")
            return
        credential = credential_of(scope["headers"])
        guest = None
        if credential != Credential():
            guest = await self._guests.admit(credential)
        if guest is None:
            await _refuse(send)
            return
        subscriber = self.hub.join(guest, credential)
        subscriber.task = asyncio.current_task()
        try:
            await self._serve(subscriber, _cursor(scope), receive, send)
        finally:
            self.hub.leave(subscriber)

    async def _serve(
        self, subscriber: Subscriber, cursor: int | None, receive: Receive, send: Send
    ) -> None:
        joined_at = self.hub.seq
        gone = asyncio.create_task(_until_gone(subscriber, receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            retry = random.randint(*RETRY_MS)  # noqa: S311 - jitter, not a secret
            missed = await self._missed(subscriber.guest.rights, cursor, joined_at)
            await send(body(encoding.opening(retry) + missed + encoding.beat(joined_at)))
            while (message := await subscriber.next(self.hub.seq)) is not None:
                subscriber.sending_since = time.monotonic()
                await send(message)
                subscriber.sending_since = None
            await send(body(encoding.bye(subscriber.farewell or "")))
            await send({"type": "http.response.body", "body": b""})
        finally:
            gone.cancel()

    async def _missed(self, rights: Rights, cursor: int | None, newest: int) -> bytes:
        """What happened between the screen's cursor and now, or a reset when that is too much."""
        if cursor is None or cursor == newest:
            return b""
        if cursor > newest:
            # from a sibling process that is a moment quicker, or from before a restore
            return b"" if cursor <= await self._tail.newest() else encoding.reset(newest)
        if self.hub.remembers(cursor):
            return b"".join(self.hub.between(cursor, newest, rights))
        rows = await self._guests.in_thread(self._read_after, cursor, MOST_READ + 1)
        if len(rows) > MOST_READ:
            return encoding.reset(newest)
        messages = [encoding.message(row) for row in rows if row[0] <= newest]
        return b"".join(visible(messages, rights))

    async def _follow(self) -> None:
        async for rows in self._tail.follow(self.hub.seq):
            messages = [encoding.message(row) for row in rows]
            # caches first: a screen that reads again must not be given what they held
            watchers.tell((m.kind, m.subject_id) for m in messages)
            self.hub.publish(messages)
            if not REVOKING.isdisjoint(m.kind for m in messages):
                await self._look_at_all()
            await asyncio.sleep(len(self.hub) * PACE_S_PER_STREAM)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(BEAT_S)
            self.hub.beat()

    async def _recheck(self) -> None:
        while True:
            credentials = self.hub.credentials()
            for credential in credentials:
                if isinstance(credential, Credential):
                    await self._look_again(credential)
                await asyncio.sleep(RECHECK_S / 2 / len(credentials))
            await asyncio.sleep(RECHECK_S / 2)

    async def _look_at_all(self) -> None:
        for credential in self.hub.credentials():
            if isinstance(credential, Credential):
                await self._look_again(credential)

    async def _look_again(self, credential: Credential) -> None:
        self.hub.look_again(credential, await self._guests.admit(credential))


async def _for_ever(work: Callable[[], Awaitable[None]]) -> None:
    """Keep one of the stream's own loops alive: a failure is logged and it goes on."""
    while True:
        try:
            await work()
        except Exception:  # noqa: BLE001 - the outermost handler of a loop that must not end
            log.exception("live loop failed", extra={"loop": getattr(work, "__name__", "?")})
            await asyncio.sleep(1)


async def _until_gone(subscriber: Subscriber, receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    subscriber.dismiss("gone")


def _cursor(scope: dict[str, Any]) -> int | None:
    """`Last-Event-ID`, which a browser sends by itself, or `?after=` at the first connection."""
    asked = _asked(scope)
    return None if asked is None else min(max(asked, 0), LARGEST_INTEGER)


def _asked(scope: dict[str, Any]) -> int | None:
    for name, value in scope["headers"]:
        if name == b"last-event-id":
            with contextlib.suppress(ValueError):
                return int(value)
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("after")
    with contextlib.suppress(ValueError):
        return int(asked[0]) if asked else None
    return None


async def _refuse(send: Send) -> None:
    headers = [
        (b"content-type", b"application/problem+json"),
        (b"www-authenticate", b"Bearer"),
    ]
    await _answer(send, 401, headers, problems.as_json(NotSigned(), 401).content)


async def _answer(
    send: Send, status: int, headers: list[tuple[bytes, bytes]], content: bytes
) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": content})
