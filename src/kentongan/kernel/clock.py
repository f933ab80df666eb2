"""The one place where the time is read: tests, replay and the exercise twin bring their own clock.

Inside the house every moment is aware and UTC; outside it is WIB, WITA or WIT (Keppres 41/1987).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

WIB = ZoneInfo("Asia/Jakarta")
WITA = ZoneInfo("Asia/Makassar")
WIT = ZoneInfo("Asia/Jayapura")

ZONE_LABELS = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


class Clock(Protocol):
    """Anything that can say what time it is."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class SetClock:
    """A clock that stands where it was set: replay and tests move it by hand."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


_SYSTEM = SystemClock()
_clock: ContextVar[Clock | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """The moment by this process's clock, aware, UTC."""
    return (_clock.get() or _SYSTEM).now()


def at_or_now(at: datetime) -> datetime:
    """The later of a deadline's moment and now. What is asked for again and again counts from here:
    after a stop it is asked for once, not for every round that was missed.
    """
    return max(at, now())


@contextmanager
def using(clock: Clock) -> Iterator[Clock]:
    """Let `now` read another clock inside the block."""
    token = _clock.set(clock)
    try:
        yield clock
    finally:
        _clock.reset(token)


def to_wire(moment: datetime) -> str:
    """RFC 3339 in UTC with milliseconds and `Z`, as the API and the journal write it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + (
        f"{moment.microsecond // 1000:03d}Z"
    )


def from_wire(text: str) -> datetime:
    """Read an RFC 3339 moment. Raises ValueError when it is none or names no offset."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a time needs its offset: 2026-11-22T03:00:00+07:00, or Z for UTC")
    return moment.astimezone(UTC)


def zone_label(zone: ZoneInfo, moment: datetime) -> str:
    """WIB, WITA or WIT; elsewhere the zone's own abbreviation at that moment."""
    return ZONE_LABELS.get(zone.key) or moment.astimezone(zone).strftime("%Z")


def shown(moment: datetime, zone: ZoneInfo) -> str:
    """Hour and minute as an Indonesian office writes them: `14.05 WIB`, with the dot."""
    return f"{moment.astimezone(zone):%H.%M} {zone_label(zone, moment)}"
