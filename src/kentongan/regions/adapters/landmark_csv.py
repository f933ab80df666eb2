"""Landmark files: CSV in UTF-8 with a title row."""

import csv
import io
from pathlib import Path

from kentongan.geo.errors import NoSuchPoint
from kentongan.geo.points import Point
from kentongan.kernel.errors import Failure
from kentongan.kernel.text import require_storable
from kentongan.regions.enums import LandmarkKind
from kentongan.regions.errors import NotALandmarkFile
from kentongan.regions.rules import name_key
from kentongan.regions.types import LandmarkRow, Refusal, undotted

NEEDED = frozenset({"name", "kind", "lat", "lon", "region"})
ALIAS_SEPARATOR = "|"
TRUE_WORDS = frozenset({"1", "true", "yes", "ya"})
MAX_NAME = 160


def read_landmarks(path: Path) -> tuple[list[LandmarkRow], list[Refusal]]:
    """The rows that can be read, and those that cannot with line and reason.

    Columns `name, kind, lat, lon, region`, and if wanted `aliases` (separated by `|`) and
    `invented`. Refuses a file that is none (REGIONS-006).
    """
    reader = csv.DictReader(io.StringIO(_text(path), newline=""))
    missing = NEEDED - set(reader.fieldnames or ())
    if missing:
        raise NotALandmarkFile(file=path, reason=f"tanpa kolom {', '.join(sorted(missing))}")
    rows: list[LandmarkRow] = []
    refused: list[Refusal] = []
    try:
        for raw in reader:
            _read_into(rows, refused, reader.line_num, raw)
    except csv.Error as error:
        raise NotALandmarkFile(file=path, reason=error) from None
    return rows, refused


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise NotALandmarkFile(file=path, reason=error.strerror) from None
    except UnicodeDecodeError:
        raise NotALandmarkFile(file=path, reason="bukan UTF-8") from None


def _read_into(
    rows: list[LandmarkRow], refused: list[Refusal], line: int, raw: dict[str, str | None]
) -> None:
    try:
        rows.append(_row({key: value or "" for key, value in raw.items() if key}))
    except Failure as failure:
        refused.append(Refusal(at=str(line), reason=str(failure)))
    except ValueError as error:
        refused.append(Refusal(at=str(line), reason=str(error)))


def _row(raw: dict[str, str]) -> LandmarkRow:
    name = require_storable("name", raw["name"])
    if not name_key(name) or len(name) > MAX_NAME:
        raise ValueError(f"name: 1–{MAX_NAME}")
    point = _point(raw["lat"], raw["lon"])
    aliases = require_storable("aliases", raw.get("aliases", "")).split(ALIAS_SEPARATOR)
    return LandmarkRow(
        name=name,
        kind=LandmarkKind(raw["kind"].strip().upper() or "OTHER"),
        lat=point.lat,
        lon=point.lon,
        region_code=undotted(raw["region"]),
        aliases=tuple(alias.strip() for alias in aliases if alias.strip()),
        invented=raw.get("invented", "").strip().lower() in TRUE_WORDS,
    )


def _point(lat: str, lon: str) -> Point:
    try:
        return Point(float(lat), float(lon))
    except ValueError:
        raise NoSuchPoint(lat=lat, lon=lon) from None
