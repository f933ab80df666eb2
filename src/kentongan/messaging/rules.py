"""To whom a message may go, and when it is tried again. Pure."""

from datetime import datetime, timedelta

from kentongan.messaging.enums import DeliveryState, Purpose
from kentongan.messaging.errors import (
    AlreadyHandled,
    NoRecipient,
    NotGivenUp,
    NothingDone,
    NotSafeToContact,
)

SAFE = "SAFE"
"""The only contact safety with which a caller is ever written to (practice.md §3.1)."""

TO_STAFF = frozenset({Purpose.ESCALATION, Purpose.NOTICE, Purpose.TEST})
"""Purposes whose recipient is an office or on a roster, never a caller."""

FIRST_RETRY = timedelta(seconds=2)
LAST_RETRY = timedelta(minutes=5)
MAX_ATTEMPTS = 12
"""About half an hour of trying; after it the message is FAILED and waits for a person. How a
gateway is tried is the protocol's business: these three are not the regency's to decide.
"""


def require_contactable(purpose: str, contact_safety: str | None) -> None:
    """Refuses a message to a caller whom nobody has declared safe to contact (MESSAGING-001)."""
    if purpose not in TO_STAFF and contact_safety != SAFE:
        raise NotSafeToContact


def require_recipient(recipient: str) -> None:
    """Refuses a message to nobody (MESSAGING-002)."""
    if not recipient.strip():
        raise NoRecipient


def require_given_up(state: str, handled_at: datetime | None) -> None:
    """Refuses to settle a message that is still tried or was sent (MESSAGING-005), and one that
    somebody has settled (MESSAGING-006).
    """
    if state != DeliveryState.FAILED:
        raise NotGivenUp
    if handled_at is not None:
        raise AlreadyHandled


def require_note(note: str) -> None:
    """Refuses to settle a message without saying what was done (MESSAGING-007)."""
    if not note.strip():
        raise NothingDone


def retry_after(attempts: int) -> timedelta:
    """How long to wait after so many failed tries: doubled each time, five minutes at most."""
    doublings = min(max(attempts - 1, 0), MAX_ATTEMPTS)
    return min(FIRST_RETRY * (1 << doublings), LAST_RETRY)


def is_given_up(attempts: int) -> bool:
    """Whether no further try follows."""
    return attempts >= MAX_ATTEMPTS
