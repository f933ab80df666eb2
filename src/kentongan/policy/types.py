"""Plain values that this room hands out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kentongan.dispatch.enums import DispatchMode
from kentongan.incidents.enums import ContactSafety, Priority
from kentongan.incidents.types import Category
from kentongan.policy.enums import BEFORE_DUTY, Need


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a need is met, and by name what lacks."""

    need: Need
    is_met: bool
    lacking: tuple[str, ...] = ()

    @property
    def is_vital(self) -> bool:
        """Whether a call would stop somewhere without it."""
        return self.need in BEFORE_DUTY


@dataclass(frozen=True, slots=True)
class Change:
    """What an import would do to one row: add it, or change these fields (name, from, to)."""

    section: str
    row: Any
    name: str
    is_new: bool = False
    fields: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Because:
    """A stated fact that has raised the priority, and the paper that says so."""

    fact: str
    legal_basis: str


@dataclass(frozen=True, slots=True)
class Ring:
    """A telephone that would ring, and when."""

    title: str
    phone: str
    rings_at: datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """An agency that would be asked, because of which row, by when, and who rings."""

    org_name: str
    role: str
    mode: DispatchMode
    category: str
    family: str
    fact: str
    region: str
    legal_basis: str
    capabilities: tuple[str, ...]
    accept_due_at: datetime | None
    arrival_due_at: datetime | None
    rings: tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """An incident that would be offered as the same: what kind and how far, never which."""

    category: str
    distance_m: float | None


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What would happen for a call."""

    category: Category
    priority: Priority
    because: tuple[Because, ...]
    """None where the category itself asks for this priority."""
    region: str
    contact_safety: ContactSafety
    forward_s: int
    forward_alarm_s: int
    sent: tuple[Sent, ...]
    alike: tuple[Alike, ...]
