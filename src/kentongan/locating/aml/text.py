"""The short message: `A"ML=1;lt=-6.92;lg=110.20;rd=50;…`, version 1 and 2 (ETSI TS 103 625).

The same keys mean other things in the two versions (`lt` is a latitude, or a time), so the version
is asked first. Of version 2 one message was seen; what its keys mean is read from that.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from kentongan.geo.points import Point
from kentongan.locating.enums import Method, Problem
from kentongan.locating.told import Told

METHODS = {"G": Method.GNSS, "W": Method.WIFI, "C": Method.CELL}
NOBODY_KNOWS = "N"
MISCOUNTED = 8
"""Telephones in use count their own message wrong by two; one cut short is further off."""
NULL_ISLAND = 0.01
"""Degrees about 0, 0, which a receiver without a fix sends."""
WIDEST_M = 1_000_000
"""Half the country: no place."""
LONGEST = 1_000
FULL = 100

_HEADER = re.compile(r"\AA\W?ML=(\d+)\Z", re.ASCII)
_DECIMAL = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,15})?", re.ASCII)
_STAMP = re.compile(r"\d{14}", re.ASCII)
_FIRST_KEYS, _SECOND_KEYS = frozenset({"lt", "lg", "rd"}), frozenset({"lo"})


def read_text(message: str) -> Told:
    """What the message says. `measured_at` is UTC, None where no readable time is in it: a wrong
    clock is no reason to lose a place.
    """
    if len(message) > LONGEST:
        return Told(Problem.NOT_AML)
    pairs = _pairs(message.strip())
    if isinstance(pairs, Problem):
        return Told(pairs)
    is_first = pairs["version"] == "1"
    keys = _FIRST_KEYS if is_first else _SECOND_KEYS
    if not (keys | {"pm", "ls"}) & pairs.keys():
        return Told(Problem.NOT_AML)
    if _is_cut(message.strip(), pairs, keys):
        return Told(Problem.LENGTH)
    return _first(pairs) if is_first else _second(pairs)


def _pairs(message: str) -> dict[str, str] | Problem:
    """The keys in small letters; `version` is what stands in the header, 1 without one."""
    parts = message.removesuffix(";").split(";")
    header = _HEADER.match(parts[0])
    pairs = {"version": header[1] if header else "1"}
    for part in parts[1 if header else 0 :]:
        key, sign, value = part.partition("=")
        if not sign:
            return Problem.GARBLED if header else Problem.NOT_AML
        if not key.isalnum() or "=" in value or not value:
            return Problem.GARBLED
        pairs[key.lower()] = value
    return pairs


def _is_cut(message: str, pairs: Mapping[str, str], keys: frozenset[str]) -> bool:
    """By its own count; without one, where it ends amid what a place is made of: of `rd=50` there
    may be left `rd=5`.
    """
    counted = pairs.get("ml", "")
    if not counted:
        return next(reversed(list(pairs))) in keys
    if not (counted.isascii() and counted.isdecimal() and len(counted) <= 4):  # noqa: PLR2004
        return True
    return abs(int(counted) - len(message)) > MISCOUNTED


def _first(pairs: Mapping[str, str]) -> Told:
    return _told(
        pairs.get("lt", ""), pairs.get("lg", ""), pairs.get("rd", ""), pairs.get("lc", ""),
        pairs.get("pm", ""), _moment(pairs.get("top", "")),
    )  # fmt: skip


def _second(pairs: Mapping[str, str]) -> Told:
    """`lo` is latitude, longitude, radius; `et` the second the call began, `lt` seconds from it."""
    lat, lon, radius, *_ = [*pairs.get("lo", "").split(","), "", "", ""]
    return _told(
        lat, lon, radius, pairs.get("lc", ""), pairs.get("ls", ""),
        _since_call(pairs.get("et", ""), pairs.get("lt", "")),
    )  # fmt: skip


def _told(  # noqa: PLR0917 - the words of a message, in its order
    lat: str, lon: str, radius: str, confidence: str, method: str, at: datetime | None
) -> Told:
    known = METHODS.get(method[:1].upper(), Method.UNKNOWN)
    if method[:1].upper() == NOBODY_KNOWS:
        return Told(Problem.NO_POSITION, measured_at=at)
    return placed(number(lat), number(lon), number(radius), number(confidence), known, at)


def placed(  # noqa: PLR0917
    lat: float | None, lon: float | None, radius_m: float | None, confidence: float | None,
    method: Method, at: datetime | None, phone: str = "",
) -> Told:  # fmt: skip
    """Numbers as a message gave them, None for what could not be read, with the first problem."""
    sure = int(confidence) if confidence is not None and 0 <= confidence <= FULL else None
    problem: Problem | None = None
    if lat is None or abs(lat) > 90:  # noqa: PLR2004 - degrees
        problem = Problem.LATITUDE
    elif lon is None or abs(lon) > 180:  # noqa: PLR2004
        problem = Problem.LONGITUDE
    elif abs(lat) < NULL_ISLAND and abs(lon) < NULL_ISLAND:
        problem = Problem.NO_POSITION
    elif radius_m is None or not 0 <= radius_m <= WIDEST_M:
        problem = Problem.RADIUS
    point = Point(lat, lon) if not problem and lat is not None and lon is not None else None
    radius = None if radius_m is None or problem else max(radius_m, 1.0)
    return Told(problem, point, radius, sure, method, at, phone)


def number(said: str) -> float | None:
    """A decimal number as these messages write it; None for anything else."""
    return float(said) if _DECIMAL.fullmatch(said.strip()) else None


def _moment(said: str) -> datetime | None:
    """`top`, YYYYMMDDhhmmss, is UTC."""
    if not _STAMP.fullmatch(said):
        return None
    try:
        return datetime.strptime(said, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def _since_call(began: str, later: str) -> datetime | None:
    second, offset = number(began), number(later)
    return None if second is None else moment_of(second + (offset or 0.0))


def moment_of(second: float) -> datetime | None:
    """A moment of Unix time; None where it is none that a clock could show."""
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=second)
    except (OverflowError, ValueError):
        return None
