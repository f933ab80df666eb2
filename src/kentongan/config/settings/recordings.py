"""Recordings of calls: where the exchange keeps them, and whether sealed copies are kept here."""

from pathlib import Path

from kentongan.config import env
from kentongan.config.settings.base import DATA


def _source() -> str:
    said = env.text(
        "KENTONGAN_RECORDINGS",
        "",
        "The exchange's folder of recordings, mounted read-only here; empty: references only,"
        " nobody can listen. See docs/operations/recordings.md.",
    )
    if said and not Path(said).is_absolute():
        raise env.BadSetting(f"KENTONGAN_RECORDINGS={said!r}: an absolute path is expected")
    return said


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
