"""The exchange's folder of recordings, mounted read-only: nothing outside of it is ever opened."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from kentongan.recordings import errors, rules
from kentongan.recordings.types import Sound

CHUNK = 64 * 1024


def find_sound(source: str, below: str) -> Sound:
    """The file below the folder. Raises HostilePlace, and SoundMissing where it is not."""
    root = Path(source).resolve()
    try:
        path = (root / below).resolve(strict=True)
        if not path.is_relative_to(root):  # a link that leads out of the folder
            raise errors.HostilePlace
        found = path.stat()
    except OSError:
        raise errors.SoundMissing from None
    if not stat.S_ISREG(found.st_mode) or not found.st_size:
        raise errors.SoundMissing
    return Sound(
        size=found.st_size,
        media_type=rules.media_type_of(below),
        read=lambda begin, end: _read(path, begin, end),
    )


def _read(path: Path, begin: int, end: int) -> Iterator[bytes]:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        raise errors.SoundMissing from None
    with os.fdopen(descriptor, "rb") as file:
        file.seek(begin)
        left = end - begin
        while left > 0 and (chunk := file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
