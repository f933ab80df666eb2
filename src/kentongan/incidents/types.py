"""What the services of this room take and its selectors answer: plain values, and its rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from kentongan.geo.addresses import NO_PARTS, AddressParts
from kentongan.geo.places import Place, PlaceQuality, PlaceSource
from kentongan.incidents.enums import ContactSafety, Priority, ReportSource
from kentongan.incidents.models import Category as Category
from kentongan.incidents.models import FamilyPair as FamilyPair
from kentongan.incidents.models import Incident as Incident
from kentongan.incidents.models import PriorityRule as PriorityRule
from kentongan.incidents.models import Question as Question
from kentongan.incidents.models import Report as Report
from kentongan.incidents.rules import FactRule as FactRule
from kentongan.incidents.rules import Sameness as Sameness

Said = Mapping[str, bool | None]
"""Answers to the questions that decide the priority: true, false, or None for "not known"."""


@dataclass(frozen=True, slots=True)
class PlaceInput:
    """A place as it was given. Coordinates only with quality EXACT or AREA_ESTIMATE."""

    lat: float | None = None
    lon: float | None = None
    accuracy_m: float | None = None
    source: PlaceSource = PlaceSource.UNKNOWN
    quality: PlaceQuality = PlaceQuality.UNKNOWN
    address: str = ""
    parts: AddressParts = NO_PARTS

    @property
    def place(self) -> Place:
        return Place(self.lat, self.lon, self.accuracy_m, self.source, self.quality)


NOWHERE = PlaceInput()


@dataclass(frozen=True, slots=True)
class ReportInput:
    """What one caller has told."""

    source: ReportSource = ReportSource.CALL
    call_id: UUID | None = None
    name: str = ""
    phone: str = ""
    narrative: str = ""
    place: PlaceInput = NOWHERE
    region: str = ""
    contact_safety: ContactSafety | None = None
    needs_open: bool = False
    received_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewIncident:
    """What `open_incident` needs. `region` empty: the node's own, until someone knows better.

    `facts` are the answers that decide the priority: true, false, or None for "not known".
    `asked_for` are capabilities beside what the facts ask for.
    `as_written` keeps the priority of a source that has decided it already (import, replay).
    """

    category: str
    narrative: str = ""
    place: PlaceInput = NOWHERE
    region: str = ""
    report: ReportInput = field(default_factory=ReportInput)
    id: UUID | None = None
    priority: Priority | None = None
    as_written: bool = False
    facts: dict[str, bool | None] = field(default_factory=dict)
    asked_for: tuple[str, ...] = ()
    need_stated: bool = True
    contact_safety: ContactSafety | None = None
    started_at: datetime | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class IncidentEdit:
    """The fields of the form that were changed; None leaves a field as it is."""

    category: str | None = None
    narrative: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class PageKey:
    """Where a page of incidents ended: by id (newest first), or by update when `since` is given."""

    id: UUID
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some incidents and where the next page begins, None at the end."""

    items: list[Incident]
    next: PageKey | None


@dataclass(frozen=True, slots=True)
class UrgencyKey:
    """Where a page of open incidents ended that are listed by their urgency."""

    priority: str
    id: UUID


@dataclass(frozen=True, slots=True)
class OpenPage:
    """Some open incidents, the most urgent first, and where the next page begins."""

    items: list[Incident]
    next: UrgencyKey | None


@dataclass(frozen=True, slots=True)
class VersionPage:
    """Raw ids and versions of a page: a reader with cached rows fetches only those that changed."""

    items: list[tuple[Any, ...]]
    next: PageKey | None


@dataclass(frozen=True, slots=True)
class Unforwarded:
    """An incident that no agency has been asked about, and since when it waits."""

    id: UUID
    priority: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Candidate:
    """An incident that may be the same as a new report; a person decides.

    `distance_m` is None where one of the two has no position: they share `region` then.
    `is_rekindle` says that it has ended and may have to be reopened.
    """

    incident: Incident
    distance_m: float | None
    age_s: float
    is_rekindle: bool


@dataclass(frozen=True, slots=True)
class Reporter:
    """Name and number of a caller, revealed to one person by a journalled act."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class CategoryInput:
    """A category as the regency decides it."""

    code: str
    name: str
    family: str
    priority: Priority
    hazard_code: str = ""
    contact_safety: ContactSafety = ContactSafety.UNKNOWN
    duplicate_radius_m: int = 300
    passes_cooling: bool = False
    is_restricted: bool = False
    legal_basis: str = ""
    name_en: str = ""

    def row(self) -> Category:
        """The dated row, not yet stored."""
        return Category(
            code=self.code,
            name=self.name,
            name_en=self.name_en,
            family=self.family,
            priority=self.priority,
            hazard_code=self.hazard_code,
            contact_safety=self.contact_safety,
            duplicate_radius_m=self.duplicate_radius_m,
            passes_cooling=self.passes_cooling,
            is_restricted=self.is_restricted,
            legal_basis=self.legal_basis,
        )


@dataclass(frozen=True, slots=True)
class QuestionInput:
    """A question as the regency decides it; `category` empty: of every call."""

    code: str
    text: str
    position: int
    category: str = ""
    text_en: str = ""
    text_jv: str = ""
    may_be_unknown: bool = True
    capabilities: tuple[str, ...] = ()
    legal_basis: str = ""

    def row(self) -> Question:
        """The dated row, not yet stored."""
        said = {name: getattr(self, name) for name in QUESTION_SAID}
        return Question(
            code=self.code, category=self.category, **said | {"capabilities": [*self.capabilities]}
        )


QUESTION_SAID = (
    "text", "text_en", "text_jv", "position", "may_be_unknown", "capabilities", "legal_basis",
)  # fmt: skip
"""What a question says, beside which one it is."""


@dataclass(frozen=True, slots=True)
class BoardIncident:
    """An open incident as a leader sees it: no address, no words, no caller (practice.md §6)."""

    id: UUID
    number: str
    category: str
    family: str
    priority: str
    state: str
    region: str
    place_quality: str
    opened_at: datetime
    forwarded_at: datetime | None
    on_scene_at: datetime | None
    units_committed: int
    is_restricted: bool
    version: int
