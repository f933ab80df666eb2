"""What the services of calls take and its selectors answer: plain values."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kentongan.calls.adapters import Exchange as Exchange
from kentongan.calls.adapters import connect_exchange as connect_exchange
from kentongan.calls.enums import AgentState, Awaited, Channel
from kentongan.calls.models import Call as Call
from kentongan.calls.models import CallParty as CallParty
from kentongan.calls.models import DeskTimes as DeskTimes
from kentongan.calls.models import HelpRequest as HelpRequest
from kentongan.calls.models import ShiftNote as ShiftNote
from kentongan.calls.rules import Shares as Shares
from kentongan.incidents.enums import ContactSafety
from kentongan.kernel.percentiles import Percentiles


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
class DeskWork:
    """The desk's work in a time: how long callers waited, how the calls fell on those who answered.
    Nobody's name: it says whether the desk is too small, not who is slow.
    """

    answered: int
    people: int
    most_by_one: int
    waited: Percentiles


@dataclass(frozen=True, slots=True)
class MeasuredCall:
    """The stamps of a call and what it counts as: no number, no name of a caller."""

    arrived_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    classified_at: datetime | None
    answered_by: UUID | None
    disposition: str
    share: str
    """A name of `Shares`."""


@dataclass(frozen=True, slots=True)
class DayOfCalls:
    """The calls of a time, as the board shows them."""

    shares: Shares
    desk: DeskWork


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


@dataclass(frozen=True, slots=True)
class AtWork:
    """One who takes calls, as the room sees him."""

    user_id: UUID
    name: str
    state: AgentState
    since_at: datetime
    call_id: UUID | None
    call_number: str


@dataclass(frozen=True, slots=True)
class Times:
    """How long the desk waits: seconds, with the words of the decision. What it does not name is as
    a new node begins (practice.md §1.3, §3.6).
    """

    help_answers_s: int
    neighbour_answers_s: int
    silence_listened_s: int
    callback_within_s: int
    legal_basis: str
    unanswered_rings_s: int = 30
    rings_again_s: int = 60
    classified_within_s: int = 300
    incident_within_s: int = 60
    decided_within_s: int = 120

    def rings_after_s(self, awaits: str) -> int:
        """How long a call may wait for this before the first telephone rings."""
        return {
            Awaited.ANSWER: self.unanswered_rings_s,
            Awaited.CLASSIFY: self.classified_within_s,
            Awaited.INCIDENT: self.incident_within_s,
            Awaited.DECIDE: self.decided_within_s,
        }[Awaited(awaits)]

    def rings_again_after_s(self, awaits: str) -> int:
        """After how long the next one rings. A long talk is no emergency: it is asked seldom."""
        is_talk = awaits == Awaited.CLASSIFY
        return self.classified_within_s if is_talk else self.rings_again_s


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed of a call, by whom and when."""

    fields: dict[str, list[str]]
    saved_by: UUID
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class ShiftCalls:
    """The calls of a shift in figures; `""` are those not yet disposed of. Seconds from first ring
    to answer, None where nobody was answered.
    """

    total: int
    by_disposition: dict[str, int]
    answered: int
    median_wait_s: float | None
    nine_of_ten_wait_s: float | None
