"""Values as the API writes and takes them (architecture.md §6), for the Structs of every room."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Generic, TypeVar

import msgspec
from msgspec import Meta

from kentongan.journal.periods import kept_for
from kentongan.kernel.errors import Unreadable, mark

T = TypeVar("T")
S = TypeVar("S", bound=msgspec.Struct)

LONGEST_LINE = 200
LONGEST_TEXT = 100_000
LARGEST_INTEGER = 2**63 - 1
EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
"""Beyond these a time is a mistake, and some cannot even be told in UTC."""
CLOCKS_DIFFER = timedelta(minutes=2)
"""Between two computers that keep their time."""

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


def copied(kind: type[S], source: object, /, **given: Any) -> S:
    """A Struct of what `source` calls by the same names: moments as stamps, tuples as lists.

    What is called or shaped otherwise, or goes out masked, is `given`. A Struct about a caller
    names every value instead, so that what goes out can be read where it is decided.
    """
    names = (name for name in kind.__struct_fields__ if name not in given)
    return kind(**{name: _copied(getattr(source, name)) for name in names}, **given)


def _copied(value: Any) -> Any:
    if isinstance(value, datetime):
        return stamp(value)
    return list(value) if isinstance(value, tuple) else value


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


def happened_or_none(moment: datetime | None, field: str, at: datetime) -> datetime | None:
    """When a caller's trouble is said to have begun, or to have been told. Refuses what is still to
    come, and what is older than calls are kept: a clock or a year was wrong, and every figure and
    deadline counted from it would be too.
    """
    found = utc_or_none(moment, field)
    if found is None or at - kept_for("call", at) <= found <= at + CLOCKS_DIFFER:
        return found
    raise Unreadable(
        field=field,
        reason=stamp(found),
        expected=mark(
            "Waktu yang sudah terjadi: tidak di depan jam peladen, tidak melewati masa simpan."
        ),
    )


def joined(parts: Iterable[bytes], next_cursor: str | None) -> bytes:
    """A page from rows that are JSON already."""
    tail = b"null" if next_cursor is None else msgspec.json.encode(next_cursor)
    return b'{"items":[' + b",".join(parts) + b'],"next":' + tail + b"}"


def encode(value: Any) -> bytes:
    """A Struct as JSON."""
    return _encoder.encode(value)


_encoder = msgspec.json.Encoder()
