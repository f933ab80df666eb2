"""The text message with its link: what it says, and to which numbers it goes."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}", re.ASCII)
_MOBILE = re.compile(r"(?:\+?62|0)8[1-9][0-9]{7,11}", re.ASCII)


def is_token(token: str) -> bool:
    """Whether this could be one of ours at all: what cannot is looked up nowhere."""
    return _TOKEN.fullmatch(token) is not None


def is_mobile(number: str) -> bool:
    """Whether a text message can reach it."""
    return _MOBILE.fullmatch(re.sub(r"[\s().-]", "", number)) is not None


def link(address: str, token: str) -> str:
    """Where the page is. The token is random and stands for nothing."""
    return f"{address}/l/{token}"


def message(*, url: str, expires_at: datetime, zone: ZoneInfo) -> str:
    """One SMS of 160 letters, for an address of up to 30. It never says what the call was about."""
    return _("112: buka {url} lalu tekan Kirim lokasi (s.d. {until}).").format(
        url=url, until=f"{expires_at.astimezone(zone):%d-%m %H.%M}"
    )
