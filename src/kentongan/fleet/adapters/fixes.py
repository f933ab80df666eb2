"""One word of a phone about where it is, whatever protocol it speaks."""

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from kentongan.fleet.errors import NotAFix
from kentongan.geo.points import Point

KNOT_KMH = 1.852
MS_KMH = 3.6
FULL_CIRCLE = 360
SECONDS_END = 2**31
"""A number below it is seconds since 1970, above it milliseconds (as Traccar takes it)."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Fix:
    """`point` is None where the phone knew only its cells. `at` is None where it did not say."""

    device: str
    point: Point | None
    at: datetime | None = None
    accuracy_m: float | None = None
    speed_kmh: float | None = None
    heading_deg: float | None = None


def number(said: Any, field: str) -> float | None:
    """A finite number, None where nothing was said. Raises NotAFix."""
    if said is None or said == "":
        return None
    try:
        found = float(said)
    except (TypeError, ValueError):
        raise NotAFix(field=field) from None
    if isinstance(said, bool) or not math.isfinite(found):
        raise NotAFix(field=field)
    return found


def not_negative(said: Any, field: str) -> float | None:
    """As `number`; below zero is how phones say that they do not know."""
    found = number(said, field)
    return None if found is None or found < 0 else found


def heading(said: Any, field: str) -> float | None:
    """Degrees from north; None for what is none, which is how phones say that they do not know."""
    found = number(said, field)
    return found if found is not None and 0 <= found <= FULL_CIRCLE else None


def point_of(lat: Any, lon: Any) -> Point | None:
    """The point, None where neither was said. Raises NotAFix for one alone, or off the globe."""
    found = number(lat, "lat"), number(lon, "lon")
    if found == (None, None):
        return None
    if found[0] is None or not -90 <= found[0] <= 90:
        raise NotAFix(field="lat")
    if found[1] is None or not -180 <= found[1] <= 180:
        raise NotAFix(field="lon")
    return Point(found[0], found[1])


def moment(said: Any, field: str) -> datetime | None:
    """Seconds, milliseconds, or ISO 8601 (UTC where it names no zone). Raises NotAFix."""
    if said is None or said == "":
        return None
    text = str(said)
    try:
        if text.lstrip("-").replace(".", "", 1).isdecimal():
            count = float(text)
            return EPOCH + timedelta(seconds=count if count < SECONDS_END else count / 1000)
        found = datetime.fromisoformat(text)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        raise NotAFix(field=field) from None
