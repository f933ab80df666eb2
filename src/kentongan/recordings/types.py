"""Sound as plain values."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kentongan.recordings.rules import asked_range as asked_range


@dataclass(frozen=True, slots=True)
class Sound:
    """A recording that can be played: `read(begin, end)` gives those bytes, piece by piece."""

    size: int
    media_type: str
    read: Callable[[int, int], Iterator[bytes]]
