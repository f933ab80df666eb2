"""Plain values of this room."""

from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from kentongan.messaging.enums import Medium


@dataclass(frozen=True, slots=True)
class Terms:
    """How callers are asked, as the regency has decided it."""

    opens_at: time
    closes_at: time
    """Between these hours of the node's zone a message may arrive."""
    delay_min: int
    link_lasts_h: int
    change_within_min: int
    again_after_days: int
    low_upto: int
    """A mark up to this is a complaint."""
    answer_within_h: int
    after_hospital: bool
    """Whether somebody is asked whose patient was brought to a hospital: how it went on there is
    not known here."""
    medium: Medium
    address: str
    """Under which citizens reach this node: `https://112.example.go.id`."""
    legal_basis: str


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a closed incident, for the question whether its callers are asked."""

    is_closed: bool
    contact_safety: str
    """The strictest of the incident's, of its calls and of all that was merged into it."""
    is_restricted: bool
    kinds: frozenset[tuple[str, str]]
    """(category, family) of the incident and of what was merged into it."""
    closing_code: str
    feedback: str
    answers: tuple[tuple[str, str], ...]
    """Of the agencies' forms: (question, answer)."""
    texts: tuple[str, ...]
    """Everything that was written about it."""
    has_child_victim: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What a citizen sends: a mark, three short answers, words, and whether to be rung."""

    score: int
    was_quick: str = ""
    was_polite: str = ""
    was_solved: str = ""
    words: str = ""
    wants_call_back: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What the public page may know: a day, the state, and by when somebody rings back."""

    reported_at: datetime
    outcome: str
    is_answered: bool
    may_change: bool
    call_back_by: datetime | None
    is_stopped: bool
    """This number is asked no more."""


@dataclass(frozen=True, slots=True)
class AgencyRating:
    """What callers say of one agency in one month. Below ten answers neither mean nor marks."""

    org_id: UUID | None
    org_name: str
    month: str
    """`2026-11`."""
    asked: int
    answered: int
    mean: float | None
    marks: tuple[int, ...]
    """How many gave 1, 2, 3, 4, 5; empty below ten."""

    @property
    def is_ranked(self) -> bool:
        """Whether there are enough answers to say more than how many."""
        return self.mean is not None
