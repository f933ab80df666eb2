"""The hours at which a message may arrive, and the bounds of what the regency decides."""

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from kentongan.kernel.errors import mark
from kentongan.messaging.enums import Medium
from kentongan.ratings.errors import TermsOutOfBounds
from kentongan.ratings.types import Terms

EARLIEST, LATEST = time(6), time(21)
"""No regency may decide that citizens are woken."""

BOUNDS = {
    "delay_min": range(2881),
    "link_lasts_h": range(1, 337),
    "change_within_min": range(1441),
    "again_after_days": range(366),
    "low_upto": range(1, 5),
    "answer_within_h": range(1, 721),
}
MEDIA = (Medium.SMS, Medium.CHAT)
"""A link cannot be read out on the telephone."""
MESSAGE_TRIED = timedelta(minutes=30)
"""So long a message is tried again: the last one begins so much before the hours end."""

_ADDRESS = re.compile(r"https?://[a-z0-9.-]{1,60}(?::[0-9]{1,5})?", re.ASCII)


def require_terms(terms: Terms) -> None:
    """Raises TermsOutOfBounds for hours at night, a number out of bounds, no address or basis."""
    too_short = _minutes(terms.opens_at) + MESSAGE_TRIED >= _minutes(terms.closes_at)
    if terms.opens_at < EARLIEST or terms.closes_at > LATEST or too_short:
        raise TermsOutOfBounds(field="opens_at", expected=mark("Jam kirim di antara 06.00–21.00."))
    for name, allowed in BOUNDS.items():
        if getattr(terms, name) not in allowed:
            expected = mark("Bilangan di antara batas yang masuk akal.")
            raise TermsOutOfBounds(field=name, expected=expected)
    if terms.medium not in MEDIA:
        raise TermsOutOfBounds(field="medium", expected=mark("SMS atau WA."))
    if not _ADDRESS.fullmatch(terms.address):
        expected = mark("Alamat seperti https://112.contoh.go.id, tanpa garis miring di akhir.")
        raise TermsOutOfBounds(field="address", expected=expected)
    if not terms.legal_basis.strip():
        expected = mark("Dasar hukum: nomor SK atau SOP dan tanggalnya.")
        raise TermsOutOfBounds(field="legal_basis", expected=expected)


def _minutes(hour: time) -> timedelta:
    return timedelta(hours=hour.hour, minutes=hour.minute)


def into_hours(moment: datetime, terms: Terms, zone: ZoneInfo) -> datetime:
    """The moment itself, or the next at which a message may go out."""
    local = moment.astimezone(zone)
    opens = datetime.combine(local.date(), terms.opens_at, zone)
    closes = datetime.combine(local.date(), terms.closes_at, zone) - MESSAGE_TRIED
    if local < opens:
        return opens.astimezone(moment.tzinfo)
    if local <= closes:
        return moment
    tomorrow = local.date() + timedelta(days=1)
    return datetime.combine(tomorrow, terms.opens_at, zone).astimezone(moment.tzinfo)
