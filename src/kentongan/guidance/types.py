"""Plain values of this room."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kentongan.guidance.models import CardVersion as CardVersion
from kentongan.guidance.models import GuidedSession as GuidedSession
from kentongan.guidance.rules import Card as Card
from kentongan.guidance.rules import Place, Proposal
from kentongan.guidance.rules import Trial as Trial


@dataclass(frozen=True, slots=True)
class UsableCard:
    """A card that one may begin with. `is_marked`: not in force, shown on practice nodes only."""

    id: UUID
    key: str
    title: str
    number: int
    org_id: UUID | None
    categories: tuple[str, ...]
    is_for_all: bool
    is_marked: bool
    doctor_name: str
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class Guided:
    """A session as the one who guides sees it: where it stands and what it proposes."""

    session: GuidedSession
    card: Card
    place: Place
    proposal: Proposal
    is_marked: bool
    is_hidden: bool
    """The card was withdrawn meanwhile: nothing of it is shown any more."""
    told: "tuple[ToldLine, ...]"


@dataclass(frozen=True, slots=True)
class ToldLine:
    """One line of what was said, in words."""

    at: datetime
    by_id: UUID
    kind: str
    text: str
    answer: str
    is_again: bool
    """Told before in the same session."""


@dataclass(frozen=True, slots=True)
class Told:
    """One session as the log of an incident shows it."""

    session: GuidedSession
    title: str
    number: int
    was_approved: bool
    """Whether a doctor had approved it when it was used: false only on practice nodes."""
    lines: tuple[ToldLine, ...]
