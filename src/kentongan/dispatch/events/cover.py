"""What is written of the daily measuring: how much, never where."""

from typing import ClassVar
from uuid import UUID

from kentongan.kernel.events import Event


class CoverMeasured(Event):
    """Which places each post reaches in time has been measured anew."""

    kind: ClassVar[str] = "dispatch.cover.measured"
    subject: ClassVar[str] = "cover"
    cover_id: UUID
    posts: int
    places: int
    calls: int
