"""What the services of calls take and its selectors answer: plain values."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kentongan.calls.enums import Channel
from kentongan.calls.models import Call as Call
from kentongan.calls.rules import Shares as Shares
from kentongan.incidents.enums import ContactSafety


@dataclass(frozen=True, slots=True)
class NewCall:
    """What is known when it rings. `region` empty: the node's own."""

    channel: Channel = Channel.PHONE
    line: str = ""
    region: str = ""
    phone: str = ""
    name: str = ""
    note: str = ""
    id: UUID | None = None
    contact_safety: ContactSafety = ContactSafety.UNKNOWN
    callback_of: UUID | None = None
    arrived_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class History:
    """How often a number has called and what came of it: counts only, no calls."""

    total: int
    last_24_h: int
    by_disposition: dict[str, int]
    has_silent_24_h: bool
    do_not_contact: int


@dataclass(frozen=True, slots=True)
class Caller:
    """Name and number of a caller, revealed to one person by a journalled act."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class CallPage:
    """Some calls, newest first, and the id after which the next page begins."""

    items: list[Call]
    next: UUID | None
