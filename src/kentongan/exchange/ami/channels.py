"""Asterisk's own words: channel names, callers' numbers, ids that begin with a time."""

import re
from datetime import UTC, datetime
from uuid import UUID

WITHHELD = frozenset(
    {"", "<unknown>", "unknown", "anonymous", "restricted", "unavailable", "private", "withheld"}
)
_INSTANCE = re.compile(r"-[0-9a-f]{8}(;[12])?$")
_NUMBER = re.compile(r"[^0-9A-Za-z+*#]")
LONGEST_NUMBER = 32
_JOINED = re.compile(r"pengawas-([0-9a-f]{32})", re.ASCII)
MOST_SECONDS = 7 * 86_400
EARLIEST, LATEST = 946_684_800, 4_102_444_800
"""From 2000 to 2100: what is outside is no time."""


def number_of(told: str) -> str:
    """The caller's number, or empty where it is withheld. `"Joko" <0812>` is 0812."""
    if "<" in told and told.strip().lower() not in WITHHELD:
        told = told.rpartition("<")[2].partition(">")[0]
    if told.strip().lower() in WITHHELD:
        return ""
    return _NUMBER.sub("", told)[:LONGEST_NUMBER]


def interface_of(channel: str) -> str:
    """`PJSIP/1001-0000000a` is a call of the interface `PJSIP/1001`."""
    return _INSTANCE.sub("", channel)


def extension_of(interface: str) -> str:
    """What a person calls his telephone: `1001` of `PJSIP/1001` and of `Local/1001@agents/n`."""
    return interface.partition("/")[2].partition("@")[0].partition("/")[0] or interface


def joined_line(key: UUID) -> str:
    """The id that the line of a telephone is given when it is rung into a call."""
    return f"pengawas-{key.hex}"


def joined_key(uniqueid: str) -> UUID | None:
    """The key that is in such an id; None of any other line."""
    found = _JOINED.fullmatch(uniqueid)
    return UUID(found[1]) if found else None


def started_at(told: str) -> datetime | None:
    """The time an id begins with (`1795322971.0`, `pbx1-1795322971.0`), to the second."""
    text = told.rpartition("-")[2].partition(".")[0]
    if not (text.isascii() and text.isdecimal() and len(text) <= 10):  # noqa: PLR2004 - digits
        return None
    seconds = int(text)
    return datetime.fromtimestamp(seconds, UTC) if EARLIEST <= seconds < LATEST else None


def seconds_of(told: str) -> int:
    """How long something lasted; 0 where that is no number."""
    is_number = told.isascii() and told.isdecimal() and len(told) < 10  # noqa: PLR2004 - digits
    return min(int(told), MOST_SECONDS) if is_number else 0
