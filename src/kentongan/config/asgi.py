"""The web process: streams are answered here, everything else by Django."""

import os
from typing import Any

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kentongan.config.settings")
django.setup()

# Rooms can be imported only now: their models need the settings and the registry of apps.
from kentongan.config.guests import find_guest  # noqa: E402
from kentongan.config.wsgi_bridge import Bridge, Receive, Scope, Send  # noqa: E402
from kentongan.live import selectors as live_selectors  # noqa: E402
from kentongan.live.guests import Guests  # noqa: E402
from kentongan.live.stream import Live  # noqa: E402
from kentongan.live.tailer import this_tail  # noqa: E402

LIVE_PATHS = frozenset({"/api/v1/live", "/k/live"})
"""A vehicle's cookie is sent to its own pages only, so its crew listens there."""
SLOW_POSTS = ("/account/",)
"""Argon2 takes 0.2 s: signing in must not hold up the desks."""


def _is_slow(method: str, path: str) -> bool:
    return method == "POST" and path.startswith(SLOW_POSTS)


settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns of a folder not there
bridge = Bridge(get_wsgi_application(), max_body=settings.MAX_BODY_BYTES, is_slow=_is_slow)
live = Live(
    tail=this_tail(),
    guests=Guests(find_guest),
    read_after=live_selectors.list_rows_after,
)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """The raw ASGI application, for any ASGI server; streams begin with its lifespan."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["path"] in LIVE_PATHS:
        await live(scope, receive, send)
    else:
        await bridge(scope, receive, send)


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message: dict[str, Any] = await receive()
        if message["type"] == "lifespan.startup":
            await live.start()
            await send({"type": "lifespan.startup.complete"})
        else:
            await live.stop()
            await send({"type": "lifespan.shutdown.complete"})
            return
