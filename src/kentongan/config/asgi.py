"""The web process: streams are answered here, everything else by Django."""

import os
from typing import Any

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kentongan.config.settings")
django.setup()

# Rooms can be imported only now: their models need the settings and the registry of apps.
from kentongan.config.guests import find_guest  # noqa: E402
from kentongan.config.trackers import HEARD, Trackers  # noqa: E402
from kentongan.config.wsgi import handlers  # noqa: E402
from kentongan.config.wsgi_bridge import Bridge, Receive, Scope, Send  # noqa: E402
from kentongan.fleet.writer import PositionWriter  # noqa: E402
from kentongan.journal.selectors import is_postgres  # noqa: E402
from kentongan.live import selectors as live_selectors  # noqa: E402
from kentongan.live.guests import Guests  # noqa: E402
from kentongan.live.stream import Live  # noqa: E402
from kentongan.live.tailer import this_tail  # noqa: E402

LIVE_PATHS = frozenset({"/api/v1/live", "/k/live"})
"""A vehicle's cookie is sent to its own pages only, so its crew listens there."""
SLOW_POSTS = ("/account/", "/pengguna", "/api/v1/people")
"""Argon2 takes 0.2 s: signing in and making passwords must not hold up the desks."""
SLOW_ENDINGS = (".pdf", ".xlsx", "/suara")
"""Papers take a tenth of a second or more, and sound may come from another machine."""


def _is_slow(method: str, path: str) -> bool:
    return path.endswith(SLOW_ENDINGS) or (method == "POST" and path.startswith(SLOW_POSTS))


def _threads() -> int:
    """One on SQLite, which has one writer; two on PostgreSQL, where half of a request is waiting
    for its answers (measured: 280 incidents a second with one, 400 with two).
    """
    return 2 if is_postgres() else 1


settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns of a folder not there
bridge = Bridge(handlers(), max_body=settings.MAX_BODY_BYTES, threads=_threads(), is_slow=_is_slow)
trackers = Trackers(bridge)
position_writer = PositionWriter()
live = Live(
    tail=this_tail(),
    guests=Guests(find_guest),
    read_after=live_selectors.list_rows_after,
)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """The raw ASGI application, for any ASGI server; streams begin with its lifespan."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["path"] in HEARD:
        await trackers(scope, receive, send)
    elif scope["path"] in LIVE_PATHS:
        await live(scope, receive, send)
    else:
        await bridge(scope, receive, send)


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message: dict[str, Any] = await receive()
        if message["type"] == "lifespan.startup":
            await live.start()
            position_writer.start()
            await send({"type": "lifespan.startup.complete"})
        else:
            await live.stop()
            position_writer.stop()
            await send({"type": "lifespan.shutdown.complete"})
            return
