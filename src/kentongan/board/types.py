"""What the board shows, as plain values."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the sentence; `tone` is "", "warn" or "bad"."""

    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A ticket nobody has answered: whose, where, for how long, and whether it is late."""

    org_name: str
    place: str
    minutes: int
    age: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class OpenIncident:
    """One line of the open incidents."""

    number: str
    priority: str
    colour: str
    family: str
    place: str
    state: str
    opened_at: datetime
    on_scene_at: datetime | None
    units: int
    version: int


@dataclass(frozen=True, slots=True)
class UncoveredPost:
    """A stretch in which nobody answers at an agency."""

    org_name: str
    hours: str


@dataclass(frozen=True, slots=True)
class ClockFigure:
    """One of the three clocks: its start and end in words, its median and its nine of ten."""

    name: str
    span: str
    median: str
    nine_of_ten: str
    missing: str
    is_measured: bool


@dataclass(frozen=True, slots=True)
class ShareLine:
    """One share of the calls; `percent` is None below ten calls."""

    name: str
    tone: str
    count: int
    percent: int | None
    offset: float
    width: float


@dataclass(frozen=True, slots=True)
class Desk:
    """The 112 desk's load and answer times; per person only as a number, never with a name."""

    answered: int
    people: int
    per_person: str
    most_by_one: int
    waited: ClockFigure


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One agency, in words."""

    name: str
    n: int
    accepted: str
    is_ranked: bool
    unclosed: int
    without_report: int
    declined: str
    unproven: str
    """Arrivals that no position bears out, of all."""
    untimed: int
    """Crews that never said when they had come."""


@dataclass(frozen=True, slots=True)
class RatingLine:
    """What callers say of one agency in one month, in words; below ten answers only how many."""

    name: str
    month: str
    asked: int
    answered: str
    mean: str
    marks: str
    n: int
    is_ranked: bool


@dataclass(frozen=True, slots=True)
class Board:
    """Everything on the board at one moment."""

    at: datetime
    as_of: str
    since: str
    on: str
    sentence: tuple[Part, ...]
    surge: str
    """One line while a surge is declared, else empty; who declared it only where a person reads."""
    clocks: tuple[ClockFigure, ...]
    incidents: tuple[OpenIncident, ...]
    more_incidents: int
    restricted: int
    """Open ones of which the board says no more than that they are there."""
    open_count: int
    waiting: tuple[Waiting, ...]
    decisions: tuple[Part, ...]
    desk: Desk
    agencies: tuple[AgencyLine, ...]
    ratings: tuple[RatingLine, ...]
    """This month and the last."""
    shares: tuple[ShareLine, ...]
    """Three: calls that were meant, pranks, silent ones."""
    call_parts: tuple[tuple[str, int], ...]
    """(name, count) of what the meant ones were, and of the calls that are none of the three."""
    calls: int
    abandoned_short: int
    abandoned_long: int
    uncovered: tuple[UncoveredPost, ...]
    not_joined: tuple[str, ...]
