"""What a caller is written and shown: the day of the report and what came of it, never its kind,
place or name; whoever holds the telephone reads it (practice.md §3.1).
"""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from kentongan.incidents.enums import ClosingCode
from kentongan.kernel.text import require_storable
from kentongan.ratings.enums import Answer
from kentongan.ratings.errors import NoScore, WordsTooLong
from kentongan.ratings.types import Said

LONGEST = 1000
SCORES = range(1, 6)

_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}", re.ASCII)


def outcome(closing_code: str) -> str:
    """What was done, in words that fit every kind of incident."""
    if closing_code == ClosingCode.NOT_FOUND:
        return _("sudah didatangi petugas")
    if closing_code == ClosingCode.REFERRED:
        return _("sudah diteruskan ke yang berwenang")
    return _("selesai ditangani")


def is_token(token: str) -> bool:
    """Whether this could be one of ours at all: what cannot is looked up nowhere."""
    return _TOKEN.fullmatch(token) is not None


def link(address: str, token: str) -> str:
    """Where the page is. The token is random and stands for nothing."""
    return f"{address}/n/{token}"


def message(
    *, url: str, reported_at: datetime, expires_at: datetime, closing_code: str, zone: ZoneInfo
) -> str:
    """One SMS of 160 letters, for an address of up to 30."""
    return _("112: laporan Anda {day} {outcome}. Nilai layanan kami: {url} (s.d. {until})").format(
        day=f"{reported_at.astimezone(zone):%d-%m-%Y}",
        outcome=outcome(closing_code),
        url=url,
        until=f"{expires_at.astimezone(zone):%d-%m}",
    )


def require_said(said: Said) -> None:
    """Raises NoScore, WordsTooLong, or Unreadable for what no database could keep."""
    answers = (said.was_quick, said.was_polite, said.was_solved)
    if said.score not in SCORES or not set(answers) <= {"", *Answer.values}:
        raise NoScore
    if len(require_storable("words", said.words)) > LONGEST:
        raise WordsTooLong(limit=LONGEST)
