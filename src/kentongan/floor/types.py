"""What selectors of the floor answer: plain values."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from kentongan.calls.enums import AgentState
from kentongan.floor.models import FollowUp as FollowUp
from kentongan.floor.models import Listening as Listening
from kentongan.floor.models import Talk as Talk
from kentongan.floor.models import WhisperNote as WhisperNote
from kentongan.floor.rules import LONGEST_NOTE as LONGEST_NOTE


@dataclass(frozen=True, slots=True)
class InHand:
    """The call at a desk. Of a restricted incident neither whose number nor what it is about."""

    id: UUID
    number: str
    kind: str
    phone: str
    """Masked."""
    answered_at: datetime | None
    ended_at: datetime | None
    priority: str
    """Of its incident, once an agency has been asked."""
    is_restricted: bool
    is_long: bool
    is_through_exchange: bool
    unread_notes: int = 0


@dataclass(frozen=True, slots=True)
class Tile:
    """One who is on duty or takes calls."""

    user_id: UUID
    name: str
    state: AgentState | None
    """None: on the roster, and has said nothing yet."""
    since_at: datetime | None
    extension: str
    call: InHand | None
    listeners: tuple[Listening, ...] = ()
    has_follow_up: bool = False
    """Only for who looks after the floor."""
    recovers_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class WaitingCall:
    """A caller whom nobody has answered."""

    id: UUID
    number: str
    phone: str
    arrived_at: datetime


@dataclass(frozen=True, slots=True)
class Floor:
    """Everything of this moment. Long calls first, then names in the order of the alphabet."""

    tiles: list[Tile]
    waiting: list[WaitingCall]
    mine: Listening | None
    """The call that the asker listens to."""
    extension: str
    takes_orders: bool
    long_call_s: int
    cares: bool
    """Whether the asker sees follow-ups."""


@dataclass(frozen=True, slots=True)
class OpenFollowUp:
    """A follow-up as it is listed: who and by when, not why."""

    id: UUID
    operator_id: UUID
    name: str
    opened_at: datetime
    talk_number: int
    talk_due_at: datetime


@dataclass(frozen=True, slots=True)
class AtDesk:
    """What one's own desk shows of the floor."""

    notes: list[WhisperNote] = field(default_factory=list)
    listened: list[Listening] = field(default_factory=list)
    offers: list[FollowUp] = field(default_factory=list)
