"""Reading a pasted group message, and what may be asked of a village. Pure.

A message is copied as `[27/11/26 14.05] Pak Lurah: Banjir…` (iPhone: with seconds and a comma;
Android's export: `27/11/26 14.05 - Pak Lurah: …`). What is not recognised stays in the text, so
nothing of a message is lost; nothing of it is followed or run.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from kentongan.incidents.enums import ENDANGERED
from kentongan.villages.errors import NothingPasted, NotToBeAsked

LONGEST = 4000
LONGEST_AUTHOR = 80
OLDEST = timedelta(days=30)
"""An older hour is rather a date that was read wrongly."""

_HEAD = re.compile(
    r"\[?(?P<day>[0-9]{1,2})[/.-](?P<month>[0-9]{1,2})(?:[/.-](?P<year>[0-9]{2,4}))?,?\s+"
    r"(?P<hour>[0-9]{1,2})[.:](?P<minute>[0-9]{2})(?:[.:][0-9]{2})?\]?\s*(?:-\s*)?"
    r"(?P<author>[^:\n]{1,80}):\s?"
)
_POINT = re.compile(
    r"(?:[?&](?:q|ll|query|destination)=|geo:|/@|loc:)(-?[0-9]{1,2}\.[0-9]{2,12}),\s?(-?[0-9]{1,3}\.[0-9]{2,12})"
)  # noqa: E501
_UNSEEN = str.maketrans(
    "", "", "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)
"""Marks of direction that chat programs put around names, and that could turn a line around."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was recognised in a message; empty or None where nothing was."""

    text: str
    author: str = ""
    said_at: datetime | None = None
    lat: float | None = None
    lon: float | None = None


def read_pasted(pasted: str, *, zone: ZoneInfo, now: datetime) -> Pasted:
    """The fields of the first message, and the whole text without the heads of its messages."""
    plain = pasted.replace("\r\n", "\n").translate(_UNSEEN).strip()
    head = _HEAD.match(plain)
    point = _POINT.search(unquote(plain))
    lat, lon = (float(point[1]), float(point[2])) if point else (None, None)
    if lat is not None and lon is not None and not (abs(lat) <= 90 and abs(lon) <= 180):
        lat = lon = None
    return Pasted(
        text=_without_heads(plain)[:LONGEST],
        author=head["author"].strip()[:LONGEST_AUTHOR] if head else "",
        said_at=_moment(head, zone, now) if head else None,
        lat=lat,
        lon=lon,
    )


def _without_heads(plain: str) -> str:
    return "\n".join(_HEAD.sub("", line, count=1) for line in plain.split("\n")).strip()


def _moment(head: re.Match[str], zone: ZoneInfo, now: datetime) -> datetime | None:
    local = now.astimezone(zone)
    year = int(head["year"] or local.year)
    try:
        said = datetime(
            year + 2000 if year < 100 else year, int(head["month"]), int(head["day"]),
            int(head["hour"]), int(head["minute"]), tzinfo=zone,
        )  # fmt: skip
    except ValueError:
        return None
    return said.astimezone(now.tzinfo) if timedelta() <= now - said <= OLDEST else None


def require_text(text: str) -> None:
    """Raises NothingPasted for an empty or endless message."""
    if not text.strip() or len(text) > LONGEST:
        raise NothingPasted(limit=LONGEST)


def is_askable(contact_safety: str, *, is_restricted: bool) -> bool:
    """False where a question in the village could betray the caller."""
    return not is_restricted and contact_safety not in ENDANGERED


def require_askable(contact_safety: str, *, is_restricted: bool) -> None:
    """Raises NotToBeAsked where a question in the village could betray the caller."""
    if not is_askable(contact_safety, is_restricted=is_restricted):
        raise NotToBeAsked
