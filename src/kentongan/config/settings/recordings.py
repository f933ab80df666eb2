"""Recordings of calls: where the exchange keeps them, and whether sealed copies are kept here."""

from pathlib import Path
from urllib.parse import urlsplit

from kentongan.config import env
from kentongan.config.settings.base import DATA


def _source() -> str:
    said = env.text(
        "KENTONGAN_RECORDINGS",
        "",
        "The exchange's folder of recordings, mounted read-only here, or its web address"
        " (https://name:word@host/path/); empty: references only, nobody can listen."
        " See docs/operations/recordings.md.",
    )
    if said and not Path(said).is_absolute() and not _is_address(said):
        expected = "an absolute path or https://… is expected (http only to this machine)"
        raise env.BadSetting(f"KENTONGAN_RECORDINGS: {expected}")
    return said


def _is_address(said: str) -> bool:
    """What callers say does not go over a line as it is; a tunnel of this machine may carry it."""
    try:
        parts = urlsplit(said)
        is_known = parts.port is None or parts.port > 0
    except ValueError:
        return False
    is_ours = parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost", "::1"}
    return is_known and bool(parts.hostname) and (parts.scheme == "https" or is_ours)


RECORDINGS_SOURCE = _source()
RECORDINGS_PREFIX = env.text(
    "KENTONGAN_RECORDINGS_PREFIX",
    "/var/spool/asterisk/monitor",
    "What the exchange itself calls that folder: it is taken off the places that it tells.",
)
RECORDINGS_STORE = env.flag(
    "KENTONGAN_RECORDINGS_STORE",
    False,
    "1: keep a sealed copy of every recording in the data folder; flagged ones always have one.",
)
RECORDINGS_DIR = DATA / "recordings"
