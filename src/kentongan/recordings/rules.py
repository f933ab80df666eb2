"""Which places are files of sound inside the exchange's folder, and which bytes are asked. Pure."""

import re
from pathlib import PurePosixPath

from kentongan.recordings import errors

LONGEST_REASON, LONGEST_LETTER, LONGEST_PLACE = 300, 80, 400

MEDIA_TYPES = {
    ".wav": "audio/wav", ".mp3": "audio/mpeg", ".ogg": "audio/ogg", ".opus": "audio/ogg",
    ".m4a": "audio/mp4",
}  # fmt: skip
"""What an exchange writes and a browser plays."""

_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)


def relative_place(place: str, prefix: str) -> str:
    """The place below the folder that is mounted here, as the exchange told it from its own root.

    Raises HostilePlace for one that leaves the folder, is no file of sound, or is no path at all.
    """
    below = place
    if prefix and place.startswith(prefix.rstrip("/") + "/"):
        below = place[len(prefix.rstrip("/")) + 1 :]
    parts = below.split("/")
    is_clean = below.isprintable() and "\\" not in below and len(below) <= LONGEST_PLACE
    if not is_clean or any(part in {"", ".", ".."} or part.startswith(".") for part in parts):
        raise errors.HostilePlace
    media_type_of(below)
    return below


def media_type_of(place: str) -> str:
    """By the file's ending. Raises HostilePlace for one that no exchange gives to sound."""
    found = MEDIA_TYPES.get(PurePosixPath(place).suffix.lower())
    if found is None:
        raise errors.HostilePlace
    return found


def require_reason(reason: str) -> str:
    """Raises ReasonMissing for none and for one that is too long."""
    if not reason.strip() or len(reason) > LONGEST_REASON:
        raise errors.ReasonMissing(limit=LONGEST_REASON)
    return reason


def asked_range(header: str, size: int) -> tuple[int, int] | None:
    """First byte and the one after the last of a Range header (RFC 9110 §14); None for the whole.

    Several ranges and what is unreadable are answered with the whole, as the RFC lets us. Raises
    RangeUnreadable for one beyond the end.
    """
    found = _RANGE.fullmatch(header.strip())
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        begin, end = max(size - int(last), 0), size
    else:
        begin, end = int(first), min(int(last) + 1, size) if last else size
    if begin >= end:
        if first and last and int(last) < int(first):
            return None
        raise errors.RangeUnreadable(size=size)
    return begin, end
