"""What guidance writes to the journal: ids, codes, numbers; no name and no spoken word."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from kentongan.kernel.events import Event


class CardEvent(Event):
    subject: ClassVar[str] = "card"
    card_id: UUID
    key: str
    number: int
    state: str


class CardImported(CardEvent):
    kind = "guidance.card.imported"
    fingerprint: str
    """SHA-256 of the text, hex: what exactly was approved can be shown years later."""


class CardApproved(CardEvent):
    """By whom is the actor; the doctor's name and licence stand in the row."""

    kind = "guidance.card.approved"
    approved_on: date
    expires_on: date


class CardRetired(CardEvent):
    kind = "guidance.card.retired"
    why: str


class CardExported(CardEvent):
    kind = "guidance.card.exported"


class SessionEvent(Event):
    """`call_id` or `incident_id`: about whom somebody is guided."""

    subject: ClassVar[str] = "session"
    session_id: UUID
    call_id: UUID | None
    incident_id: UUID | None


class SessionStarted(SessionEvent):
    kind = "guidance.session.started"
    card_id: UUID


class SessionSaid(SessionEvent):
    """An answer was heard or a step was told: which, by its code in the card."""

    kind = "guidance.session.said"
    what: str
    code: str
    choice: str


class SessionLeft(SessionEvent):
    kind = "guidance.session.left"
    how: str
    step: str
