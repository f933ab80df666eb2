"""Plain values of this room."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from kentongan.guidance.models import CardVersion as CardVersion
from kentongan.guidance.models import GuidedSession as GuidedSession
from kentongan.guidance.rules import Card as Card
from kentongan.guidance.rules import Place, Proposal
from kentongan.guidance.rules import Said as Said
from kentongan.guidance.rules import Trial as Trial


@dataclass(frozen=True, slots=True)
class Signature:
    """Who answers for a card: the doctor as on the licence (SIP), and the day of signing."""

    doctor_name: str
    licence_number: str
    signed_on: date


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk that nobody is guided by: where it stands, and what it would propose."""

    card: Card
    place: Place
    proposal: Proposal


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
    has_metronome: bool
    """It guides hands on a chest: no second to look for it."""
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
    waiting: "tuple[Waiting, ...]"
    told: "tuple[ToldLine, ...]"

    @property
    def repeat_at(self) -> datetime | None:
        """When what is shown is to be told again; None where it is not, or was not told yet."""
        step, given_at = self.place.step, self.place.given_at
        if step is None or step.repeat_s is None or given_at is None:
            return None
        return given_at + timedelta(seconds=step.repeat_s)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What was told takes its time: water over a burn until then."""

    text: str
    until: datetime


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
