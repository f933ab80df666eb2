"""The quick way in for phones in cabs: what is right is taken here, Django answers the rest.

A thousand vehicles tell where they are every second, and each is told nothing in return. Reading
and remembering a position takes 40 µs; the pages' way through Django takes thirty times as long.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from kentongan.config.errors import BodyTooLarge
from kentongan.config.wsgi_bridge import (
    Bridge,
    Gone,
    Receive,
    Scope,
    Send,
    read_body,
    refuse_body,
    send_whole,
)
from kentongan.fleet import services as fleet
from kentongan.fleet.adapters import Said, osmand, owntracks
from kentongan.fleet.adapters.fixes import Fix
from kentongan.fleet.selectors import recall_vehicle
from kentongan.kernel.errors import Failure
from kentongan.kernel.ids import hash_token

MAX_BYTES = 64 * 1024
Read = Callable[[Said], tuple[str, Fix | None]]


@dataclass(frozen=True, slots=True)
class Protocol:
    """How an app's words are read, and what it expects to be answered."""

    methods: frozenset[str]
    read: Read
    content: bytes
    media_type: bytes


HEARD = {
    "/api/lacak/osmand": Protocol(
        frozenset({"GET", "POST"}), osmand.read, b"", b"text/plain; charset=utf-8"
    ),
    "/api/lacak/owntracks": Protocol(
        frozenset({"POST"}), owntracks.read, b"[]", b"application/json"
    ),
}


class Trackers:
    """The ASGI application of the paths in HEARD, in front of the pages' own."""

    def __init__(self, pages: Bridge) -> None:
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        protocol = HEARD[scope["path"]]
        if scope["method"] == "GET":
            # All is in the address. Waiting for a body that is none would be a quarter of the work.
            if _take(protocol, scope, b""):
                await _answer(protocol, send)
            else:
                await self._pages(scope, receive, send)
            return
        try:
            body = await read_body(scope["headers"], receive, MAX_BYTES)
        except BodyTooLarge:
            await refuse_body(send, MAX_BYTES)
            return
        except Gone:
            return
        if _take(protocol, scope, body):
            await _answer(protocol, send)
        else:
            await self._pages(scope, _again(body), send)


async def _answer(protocol: Protocol, send: Send) -> None:
    headers = [(b"content-type", protocol.media_type), (b"cache-control", b"no-store")]
    await send_whole(send, 200, headers, protocol.content)


def _take(protocol: Protocol, scope: Scope, body: bytes) -> bool:
    """Whether it was a position of a vehicle that is known here. Refusing is left to the pages."""
    headers = dict(scope["headers"])
    media_type = (
        headers.get(b"content-type", b"").partition(b";")[0].strip().lower().decode("latin1")
    )
    if scope["method"] not in protocol.methods or media_type == "multipart/form-data":
        return False
    authorization = headers.get(b"authorization", b"").decode("latin1")
    query = scope["query_string"].decode("latin1")
    try:
        code, fix = protocol.read(Said(scope["method"], media_type, authorization, query, body))
    except Failure:
        return False
    vehicle = recall_vehicle(hash_token(code))
    if vehicle is None or fix is None:
        return False
    fleet.hear_fix(vehicle.unit_id, fix)
    return True


def _again(body: bytes) -> Callable[[], Awaitable[dict[str, Any]]]:
    """The body that has been read, to be read once more."""

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive
