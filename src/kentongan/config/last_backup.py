"""When the last backup was made: a small file in the data folder, read by /health."""

from datetime import datetime

import msgspec
from django.conf import settings

NAME = "backup.json"


class LastBackup(msgspec.Struct, frozen=True):
    """The last backup that came to its end."""

    made_at: datetime


def note(at: datetime) -> None:
    """A backup has come to its end."""
    path = settings.DATA / NAME
    draft = path.with_suffix(".new")
    draft.write_bytes(msgspec.json.encode(LastBackup(made_at=at)))
    draft.replace(path)


def made_at() -> datetime | None:
    """When it was, None where there was none yet."""
    try:
        found = msgspec.json.decode((settings.DATA / NAME).read_bytes(), type=LastBackup)
    except (OSError, msgspec.DecodeError):
        return None
    return found.made_at
