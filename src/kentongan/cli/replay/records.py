"""Reading the record: one row a unit response, each stamp local time of San Francisco."""

import csv
import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO
from zoneinfo import ZoneInfo

from kentongan.cli.refusal import Refusal
from kentongan.cli.replay.errors import BadRow, DoubleRow
from kentongan.kernel.errors import Failure

ZONE = ZoneInfo("America/Los_Angeles")

STAMPS = {
    "received": "Received DtTm",
    "entry": "Entry DtTm",
    "dispatch": "Dispatch DtTm",
    "response": "Response DtTm",
    "on_scene": "On Scene DtTm",
    "transport": "Transport DtTm",
    "hospital": "Hospital DtTm",
    "available": "Available DtTm",
}
REQUIRED = ("received", "entry", "dispatch")


@dataclass(frozen=True, slots=True)
class Response:
    """One unit's response to one call, as recorded."""

    line: int
    call: str
    unit: str
    unit_type: str
    call_type: str
    priority: str
    station_area: str
    lat: float
    lon: float
    stamps: dict[str, datetime]

    def at(self, stamp: str) -> datetime | None:
        return self.stamps.get(stamp)

    @property
    def is_in_order(self) -> bool:
        present = [self.stamps[name] for name in STAMPS if name in self.stamps]
        return present == sorted(present)


@dataclass
class Record:
    """All that was read: good rows, and those refused with line, code and reason."""

    read: int = 0
    rows: list[Response] = field(default_factory=list)
    refused: list[dict[str, object]] = field(default_factory=list)


def read_record(path: Path, *, limit: int | None = None) -> Record:
    """Read the file. A bad row is refused by itself; an unreadable file raises OSError."""
    record = Record()
    seen: set[tuple[str, str]] = set()
    with _opened(path) as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            if limit is not None and record.read >= limit:
                break
            record.read += 1
            try:
                record.rows.append(_parsed(line, row, seen))
            except Failure as refusal:
                record.refused.append({"line": line, "code": refusal.code, "reason": str(refusal)})
    return record


def read_playable(path: Path, *, limit: int | None = None) -> Record:
    """Read the file. Raises Refusal for one that is no CSV, or that has no row to play."""
    try:
        record = read_record(path, limit=limit)
    except (UnicodeDecodeError, csv.Error, EOFError, zlib.error):
        raise Refusal(f"{path}: this is no CSV of calls in UTF-8, plain or gzip") from None
    if not record.rows:
        raise Refusal(f"{path}: no row can be played, {len(record.refused)} are refused")
    return record


def _opened(path: Path) -> IO[str]:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf8", newline="")
    return path.open(encoding="utf8", newline="")


def _parsed(line: int, row: dict[str, str | None], seen: set[tuple[str, str]]) -> Response:
    call = _required(line, row, "Call Number")
    unit = _required(line, row, "Unit ID")
    if (call, unit) in seen:
        raise DoubleRow(line=line)
    response = Response(
        line=line,
        call=call,
        unit=unit,
        unit_type=row.get("Unit Type") or "OTHER",
        call_type=row.get("Call Type") or "Other",
        priority=_required(line, row, "Final Priority"),
        station_area=row.get("Station Area") or "",
        lat=_degrees(line, row, "lat", 90),
        lon=_degrees(line, row, "lon", 180),
        stamps=dict(_stamps(line, row)),
    )
    seen.add((call, unit))
    return response


def _required(line: int, row: dict[str, str | None], column: str) -> str:
    value = (row.get(column) or "").strip()
    if not value:
        raise BadRow(line=line, reason=f"{column} kosong")
    return value


def _degrees(line: int, row: dict[str, str | None], column: str, limit: float) -> float:
    text = _required(line, row, column)
    try:
        value = float(text)
    except ValueError:
        raise BadRow(line=line, reason=f"{column} bukan bilangan") from None
    if not -limit <= value <= limit:
        raise BadRow(line=line, reason=f"{column} di luar bumi")
    return value


def _stamps(line: int, row: dict[str, str | None]) -> Iterator[tuple[str, datetime]]:
    for name, column in STAMPS.items():
        text = (row.get(column) or "").strip()
        if not text:
            if name in REQUIRED:
                raise BadRow(line=line, reason=f"{column} kosong")
            continue
        try:
            local = datetime.fromisoformat(text)
        except ValueError:
            raise BadRow(line=line, reason=f"{column} bukan waktu") from None
        yield name, (local if local.tzinfo else local.replace(tzinfo=ZONE)).astimezone(UTC)
