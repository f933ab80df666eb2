"""What mutual aid writes to the journal: ids, codes, moments; never a name, place or word."""

from typing import ClassVar
from uuid import UUID

from kentongan.kernel.events import Event


class NeighbourEvent(Event):
    subject: ClassVar[str] = "neighbour"
    neighbour_id: UUID


class NeighbourSet(NeighbourEvent):
    """Address, node or secrets of a neighbour; the secrets are not here."""

    kind = "neighbours.neighbour.set"
    secret_made: bool


class NeighbourEnded(NeighbourEvent):
    kind = "neighbours.neighbour.ended"


class AidEvent(Event):
    """What every entry about a hand-over or a request for units carries."""

    subject: ClassVar[str] = "aid"
    aid_id: UUID
    aid_kind: str
    direction: str
    way: str
    state: str
    incident_id: UUID | None
    restricted: bool
    endangered: bool


class AidAsked(AidEvent):
    kind = "neighbours.aid.asked"
    with_caller: bool
    """Whether a caller's number went along."""


class AidReceived(AidEvent):
    kind = "neighbours.aid.received"


class AidDelivered(AidEvent):
    kind = "neighbours.aid.delivered"


class AidAccepted(AidEvent):
    kind = "neighbours.aid.accepted"


class AidRefused(AidEvent):
    kind = "neighbours.aid.refused"


class AidCallOff(AidEvent):
    """The asker wants it back; final once the other side has said so."""

    kind = "neighbours.aid.called-off"


class AidWithdrawn(AidEvent):
    kind = "neighbours.aid.withdrawn"


class AidUnanswered(AidEvent):
    """The time is over: `rung` is whether a telephone was made to ring."""

    kind = "neighbours.aid.unanswered"
    round: int
    rung: bool


class NoticeSent(AidEvent):
    kind = "neighbours.notice.sent"
    notice: str


class NoticeHeard(AidEvent):
    kind = "neighbours.notice.heard"
    notice: str


class LetterSent(AidEvent):
    kind = "neighbours.letter.sent"
    letter_id: UUID
    attempts: int


class LetterFailed(AidEvent):
    kind = "neighbours.letter.failed"
    letter_id: UUID
    attempts: int
    reason: str
