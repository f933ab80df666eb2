"""Who may be asked to help, and what is asked before one more caller joins a known incident."""

import re

from kentongan.incidents.enums import Priority
from kentongan.surge.errors import PhoneUnusable, SamenessNotAsked

_PHONE = re.compile(r"\+?[0-9](?:[ .-]?[0-9]){2,24}", re.ASCII)
_EXTENSION = re.compile(r"[0-9A-Za-z.-]{0,20}", re.ASCII)

ASKED_OF = frozenset({Priority.P1, Priority.P2})
"""In a hurry the wrong one is pressed: a surge asks of P2 what is always asked of P1."""


def clean_phone(said: str) -> str:
    """The number as it is rung. Raises PhoneUnusable."""
    phone = said.strip()
    if not _PHONE.fullmatch(phone):
        raise PhoneUnusable
    return phone


def clean_extension(said: str) -> str:
    """The telephone at a desk, empty where none is said. Raises PhoneUnusable."""
    extension = said.strip()
    if not _EXTENSION.fullmatch(extension):
        raise PhoneUnusable
    return extension


def require_same(priority: str, *, place_confirmed: bool, victims_confirmed: bool) -> None:
    """Raises SamenessNotAsked for a P1 or P2 unless place and victims were both asked."""
    if priority in ASKED_OF and not (place_confirmed and victims_confirmed):
        raise SamenessNotAsked
