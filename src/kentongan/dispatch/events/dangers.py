"""What is written of crews in danger: never where they are, nor a word."""

from typing import ClassVar, TypedDict
from uuid import UUID

from kentongan.kernel.events import Event


class DangerFacts(TypedDict):
    """The facts every event of a crew in danger carries."""

    danger_id: UUID
    unit_id: UUID
    incident_id: UUID | None
    state: str
    row: int
    restricted: bool


class DangerEvent(Event):
    """What every entry about a crew in danger carries. `row` is the version it has after it."""

    subject: ClassVar[str] = "danger"
    danger_id: UUID
    unit_id: UUID
    incident_id: UUID | None
    state: str
    row: int
    restricted: bool


class DangerRaised(DangerEvent):
    """A crew says that it is threatened. Pressed again while that is open, `again` is true."""

    kind = "dispatch.danger.raised"
    place: str
    """What is known of where: PHONE, UNIT, or UNKNOWN."""
    again: bool
    rung: bool
    """Whether a telephone was made to ring; false: only the screens say it."""


class DangerEscalated(DangerEvent):
    """Nobody has taken it: the next telephone was made to ring."""

    kind = "dispatch.danger.escalated"
    level: int
    rung: bool
    is_last: bool


class DangerAnswered(DangerEvent):
    """Somebody at a desk has taken it by name: no telephone rings any more."""

    kind = "dispatch.danger.answered"


class DangerSaidOver(DangerEvent):
    """The crew says that it is safe. It stays open until somebody at a desk ends it."""

    kind = "dispatch.danger.said-over"


class DangerEnded(DangerEvent):
    """Somebody at a desk has written down what came of it."""

    kind = "dispatch.danger.ended"
