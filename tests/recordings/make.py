"""A call that came through the exchange, and its recording."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from kentongan.exchange.facts import FactKind
from kentongan.journal import reactions
from kentongan.recordings.models import Recording
from tests.conftest import NIGHT
from tests.exchange.make import hear

PLACE = "/var/spool/asterisk/monitor/2026/11/q-112.wav"
SOUND = b"RIFF\x00\x00\x00\x00WAVEfmt " + bytes(range(256)) * 600
"""150 KB: three blocks of a sealed copy."""


SOON = NIGHT + timedelta(minutes=1)
"""The exchange has written its last words."""


def make_recording(
    place: str = PLACE, *, at: datetime = NIGHT, speaks: bool = False, **more: Any
) -> Recording:
    """As the exchange tells it, of a call that is over unless they still speak; the room reacts."""
    leg = hear(FactKind.JOINED, at=at, **more) or hear(FactKind.RINGING, at=at, **more)
    assert leg is not None
    hear(FactKind.RECORDED, at=at, recording=place, **more)
    hear(FactKind.CONNECTED, at=at, **more)
    if not speaks:
        hear(FactKind.HUNG_UP, at=at, **more)
    reactions.run_set("recordings")
    return Recording.objects.get(call_id=leg.call_id)


def copies() -> list[Path]:
    """The sealed files on the disk."""
    folder = Path(settings.RECORDINGS_DIR)
    return sorted(folder.iterdir()) if folder.is_dir() else []
