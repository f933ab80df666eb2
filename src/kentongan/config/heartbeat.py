"""The worker's sign of life: a small file in the data folder, read by /health.

A file and not a row, so that looking at the node's health writes nothing and asks nothing.
"""

from datetime import datetime

import msgspec
from django.conf import settings

NAME = "worker.json"


class Heartbeat(msgspec.Struct, kw_only=True, frozen=True):
    """How far the worker has come and what it has before it."""

    handled_seq: int
    waiting: list[str]
    failing: dict[str, datetime]
    """Reactions that fail, and since when."""
    next_due: datetime | None
    clock_back_s: float = 0.0
    """By how much the machine's clock was set back while the worker ran."""


def write(beat: Heartbeat) -> None:
    """Replace the file, whole at every moment."""
    path = settings.DATA / NAME
    draft = path.with_suffix(".new")
    draft.write_bytes(msgspec.json.encode(beat))
    draft.replace(path)


def read() -> tuple[Heartbeat, float] | None:
    """The last heartbeat and when it was written (seconds since the epoch), or None."""
    path = settings.DATA / NAME
    try:
        written_at = path.stat().st_mtime
        return msgspec.json.decode(path.read_bytes(), type=Heartbeat), written_at
    except (OSError, msgspec.DecodeError):
        return None
