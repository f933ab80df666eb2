"""Values as the API writes and takes them (architecture.md §6), for the Structs of every room."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated, Any, Generic, TypeVar

import msgspec
from msgspec import Meta

from kentongan.kernel.errors import Unreadable, mark

T = TypeVar("T")

LONGEST_LINE = 200
LONGEST_TEXT = 100_000
LARGEST_INTEGER = 2**63 - 1
EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
"""Beyond these a time is a mistake, and some cannot even be told in UTC."""

Line = Annotated[str, Meta(max_length=LONGEST_LINE)]
"""A short text: a name, a reason. Kept byte for byte."""

Text = Annotated[str, Meta(max_length=LONGEST_TEXT)]
"""A text of any shape. Kept byte for byte."""

Code = Annotated[str, Meta(max_length=40)]
Phone = Annotated[str, Meta(max_length=60, examples=["+6281234567890"])]
RegionCode = Annotated[
    str, Meta(max_length=13, description="Kemendagri code, with dots.", examples=["33.24.15"])
]
Moment = Annotated[datetime, Meta(tz=True, description="RFC 3339 with an offset.")]
Stamp = Annotated[
    str,
    Meta(
        description="RFC 3339, UTC, milliseconds.",
        examples=["2026-11-22T03:00:00.000Z"],
        extra_json_schema={"format": "date-time"},
    ),
]
Limit = Annotated[int, Meta(ge=1, le=1000, description="Rows of a page; 50 when left out.")]
Cursor = Annotated[
    str, Meta(max_length=200, description="`next` of the page before, as it was given.")
]
Seq = Annotated[int, Meta(ge=0, le=LARGEST_INTEGER)]


class Listed(msgspec.Struct, Generic[T]):
    """A page of a list; `next` is null at its end."""

    items: list[T]
    next: str | None = None


def stamp(moment: datetime) -> str:
    """A moment as the API writes it: UTC, `Z`, milliseconds."""
    if moment.tzinfo is not UTC:
        moment = moment.astimezone(UTC)
    return moment.isoformat(timespec="milliseconds")[:-6] + "Z"


def stamp_or_none(moment: datetime | None) -> str | None:
    """The same for a moment that may not have come."""
    return None if moment is None else stamp(moment)


def utc(moment: datetime, field: str) -> datetime:
    """A moment that was given, in UTC. Refuses one outside 1900 to 2200."""
    try:
        if EARLIEST <= moment <= LATEST:
            return moment.astimezone(UTC)
    except (OverflowError, TypeError):  # beyond every calendar, or without an offset
        pass
    raise Unreadable(
        field=field,
        reason=f"{moment.year:04d}",
        expected=mark("Waktu antara tahun 1900 dan 2200."),
    )


def utc_or_none(moment: datetime | None, field: str) -> datetime | None:
    """The same for a moment that may be left out."""
    return None if moment is None else utc(moment, field)


def joined(parts: Iterable[bytes], next_cursor: str | None) -> bytes:
    """A page from rows that are JSON already."""
    tail = b"null" if next_cursor is None else msgspec.json.encode(next_cursor)
    return b'{"items":[' + b",".join(parts) + b'],"next":' + tail + b"}"


def encode(value: Any) -> bytes:
    """A Struct as JSON."""
    return _encoder.encode(value)


_encoder = msgspec.json.Encoder()
