"""Plain values that this room hands out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from kentongan.dispatch.enums import DispatchMode, Help, TicketMethod
from kentongan.dispatch.types.cover import CoverLeft as CoverLeft
from kentongan.dispatch.types.cover import CoverMap as CoverMap
from kentongan.dispatch.types.figures import AgencyFigures as AgencyFigures
from kentongan.dispatch.types.figures import Arrivals as Arrivals
from kentongan.dispatch.types.figures import Share as Share
from kentongan.dispatch.types.figures import ThreeClocks as ThreeClocks
from kentongan.dispatch.types.figures import WaitingTicket as WaitingTicket
from kentongan.dispatch.types.plans import PlanLevel as PlanLevel
from kentongan.dispatch.types.plans import PlanState as PlanState
from kentongan.dispatch.types.plans import PlanSubject as PlanSubject
from kentongan.fleet.types import Position
from kentongan.geo.travel import TravelBasis
from kentongan.incidents.enums import ContactSafety
from kentongan.roads.types import ClosedRoad


@dataclass(frozen=True, slots=True)
class PromisedTimes:
    """Seconds promised for one priority (practice.md §3.6, domain.md §2.5)."""

    forward_s: int
    forward_alarm_s: int
    accept_s: int
    acknowledge_s: int
    arrival_s: int


@dataclass(frozen=True, slots=True)
class Told:
    """A step that the agency has not taken itself: by which way 112 was told, and who said it."""

    method: TicketMethod
    name: str


@dataclass(frozen=True, slots=True)
class ToldLine:
    """One such step, as the ticket's page shows it."""

    step: str
    call_sign: str
    method: str
    name: str
    noted_by: UUID
    noted_at: datetime

    @property
    def method_word(self) -> str:
        """`Telepon`, `Radio` …"""
        return str(TicketMethod(self.method).label)


@dataclass(frozen=True, slots=True)
class ProposedUnit:
    """One unit of a proposal, with what is known of it and what is not. Never a decision."""

    unit_id: UUID
    call_sign: str
    org_id: UUID
    org_name: str
    post_name: str
    kind: str
    state: str
    phone: str
    is_available: bool
    covers: bool
    """Whether it can do what this category asks."""
    missing: tuple[str, ...]
    """Capabilities asked for that it does not have."""
    readiness_confirmed: bool
    minutes_low: int | None
    minutes_high: int | None
    """Equal for a fresh position; a range for an old one; None where no place is known."""
    distance_m: int | None
    basis: TravelBasis | None
    cover_rank: int | None
    """How soon its post answers for the area (1 first); None where it does not."""
    position_from: str
    """`UNIT`, `POST` or `NONE`: what the minutes are measured from."""
    position_age_s: int | None
    not_available_because: str = ""
    """The stored code of the unit's state when it is not available."""
    unknowns: tuple[str, ...] = ()
    """Codes of what this proposal does not know: ROADS_NOT_CHECKED, CLOSURES_NOT_KNOWN …"""
    fills: str = ""
    """The capability of the response plan that it would fill; empty where it fills none."""
    left: CoverLeft | None = None
    """What it would leave for the next call of this kind; None where that is not known."""
    crew_hours: float | None = None
    """How long its crew has been on duty; None where nobody has said who sits in it."""
    is_crew_tired: bool = False
    """Longer than the regency lets a crew count as rested."""
    put_before_s: int = 0
    """So much later it is there than one that stands after it, for what that one would leave or
    its crew's hours. Never of a P1."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The units that could go, best first, and what the order rests on."""

    incident_id: UUID
    made_at: datetime
    needs: tuple[str, ...]
    by_travel_time: bool
    """False when the place has no position: then covering posts decide, and no minutes exist."""
    units: tuple[ProposedUnit, ...]
    available_count: int
    covering_count: int
    """How many of the available ones can do what is asked: 0 is TIDAK ADA UNIT."""
    closed_roads: int = 0
    """How many closures are reported now: the minutes lead around them."""
    roads_said_at: datetime | None = None
    """When anybody last said anything of any road: "belum ada laporan jalan sejak …"."""
    unknowns: tuple[str, ...] = ()
    plan: PlanState | None = None
    """None where no plan of the regency is for it: then routing alone says what is asked for."""

    @property
    def by_road(self) -> bool:
        """Whether the minutes are those of the road graph."""
        return any(unit.basis is TravelBasis.ROAD_GRAPH for unit in self.units)


@dataclass(frozen=True, slots=True)
class WayAhead:
    """What is known of a unit's way to its incident, by the roads that are reported closed."""

    way: str = ""
    """A code of WayState; empty where nothing closed lies on it, or nothing is known."""
    by_road: bool = False
    """Whether the road graph was asked; False: only what is closed near by is known."""
    minutes: int | None = None
    """By the way that is left, rounded up."""
    last_said_at: datetime | None = None
    """When anybody last said anything of any road: "belum ada laporan jalan sejak …"."""
    closed: tuple[ClosedRoad, ...] = ()
    """What is reported closed around the incident, the nearest first."""


@dataclass(frozen=True, slots=True)
class TicketUnit:
    """A unit on a ticket, as the board shows it."""

    assignment_id: UUID
    unit_id: UUID
    call_sign: str
    state: str
    assigned_at: datetime
    since: datetime
    carries_patients: bool = False
    arrival_claimed_at: datetime | None = None
    """Its crew says that it is there, and has not said yet why no position shows it."""
    arrival_proposed_at: datetime | None = None
    """Since when its position is at the place; nobody has confirmed it yet."""
    arrival_reason: str = ""
    arrival_note: str = ""
    help_asked_at: datetime | None = None
    """When its crew last asked for more than was sent."""
    help_wanted: tuple[str, ...] = ()
    way: str = ""
    """A code of WayState while it has not arrived."""

    @property
    def help_said(self) -> str:
        """What it asked for, in words; empty where that stands in the log only."""
        return ", ".join(str(Help(code).label) for code in self.help_wanted)


@dataclass(frozen=True, slots=True)
class Near:
    """A unit that is at its place by its position: since when, and how far from the point now."""

    assignment_id: UUID
    since: datetime
    distance_m: float


@dataclass(frozen=True, slots=True)
class Track:
    """A unit's way for one incident; `count` points are known, those here are evenly among them."""

    assignment_id: UUID
    unit_id: UUID
    call_sign: str
    since: datetime
    until: datetime
    points: tuple[Position, ...]
    count: int


@dataclass(frozen=True, slots=True)
class NextEscalation:
    """Whose telephone rings next, shown before it does."""

    due_at: datetime
    title: str
    phone: str


@dataclass(frozen=True, slots=True)
class TicketRow:
    """One line of the ticket board."""

    id: UUID
    number: str
    incident_id: UUID
    incident_number: str
    incident_state: str
    category: str
    priority: str
    region: str
    place_quality: str
    address: str
    org_id: UUID
    org_name: str
    role: str
    mode: DispatchMode
    method: str
    state: str
    forwarded_at: datetime
    read_at: datetime | None
    accepted_at: datetime | None
    accepted_by_name: str
    decline_reason: str
    scheduled_for: datetime | None
    help_under_way_at: datetime | None
    """When 112 was told that help is under way of which no unit is known here."""
    first_unit_at: datetime | None
    on_scene_at: datetime | None
    arrival_missing: bool
    """A unit has been there; when it came was never said."""
    attendance: str
    reported_at: datetime | None
    closed_at: datetime | None
    due_at: datetime | None
    """The next promised moment that has not been met."""
    late_s: int
    """Seconds beyond `due_at`; below zero is the time left; 0 without a promise."""
    escalation_level: int
    next_escalation: NextEscalation | None
    version: int
    coordinates: str = ""
    """`-6.92170, 110.20300`; empty where no position is known."""
    contact_safety: str = ContactSafety.UNKNOWN
    is_restricted: bool = False
    told_by: tuple[tuple[str, str], ...] = ()
    """(step, method) of every step that did not come through the system."""
    units: tuple[TicketUnit, ...] = ()
    """Those that are out."""
    sent: tuple[str, ...] = ()
    """The call signs of all that were sent and not called back, those that are done too."""
    first_sent_at: datetime | None = None

    def listed(self) -> "TicketRow":
        """As one of many: of a restricted incident no house (ADR 0011)."""
        return replace(self, address="", coordinates="") if self.is_restricted else self

    @property
    def is_late(self) -> bool:
        return self.due_at is not None and self.late_s > 0

    @property
    def lacks_unit(self) -> bool:
        """An accepted or unanswered ticket on which no unit is out, and no other help."""
        return not self.units and self.help_under_way_at is None

    @property
    def has_arrived(self) -> bool:
        """Whether a unit has been there, be its moment known or not."""
        return self.on_scene_at is not None or self.arrival_missing


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """What somebody was asked to make safe, and whether it is. Only `is_safe` is safe."""

    id: UUID
    incident_id: UUID
    incident_number: str
    org_id: UUID
    org_name: str
    org_is_joined: bool
    """Whether it has accounts of its own."""
    kind: str
    name: str
    """What is asked: "Padamkan listrik"."""
    said: str
    """What is so now, as a crew reads it: "Listrik padam", "LISTRIK BELUM DINYATAKAN PADAM"."""
    is_safe: bool
    state: str
    where: str
    method: str
    asked_at: datetime
    asked_name: str
    answered_at: datetime | None
    answered_name: str
    note: str
    released_at: datetime | None
    released_name: str
    due_at: datetime | None
    """When an answer is due; None once there is one."""
    escalation_level: int
    steps: tuple[str, ...]
    region: str
    version: int


@dataclass(frozen=True, slots=True)
class CrewView:
    """What a crew's page shows: the task, the place as far as it is known, who else comes."""

    unit_id: UUID
    call_sign: str
    unit_state: str
    readiness_confirmed: bool
    assignment_id: UUID | None = None
    assignment_state: str = ""
    steps: tuple[str, ...] = ()
    """What the crew may press now."""
    steps_ahead: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What it may press after each step that can still come, for a phone that hears nothing."""
    arrived_within_m: float | None = None
    """How near a position is to bear its arrival out; None where none is asked for."""
    assigned_at: datetime | None = None
    arrival_claimed_at: datetime | None = None
    """The crew has said that it is there, and is asked why no position shows it."""
    arrival_proof: str = ""
    arrival_proposed_at: datetime | None = None
    """Since when the unit's position is at the place; a press of the crew makes it an arrival."""
    ticket_id: UUID | None = None
    ticket_number: str = ""
    incident_id: UUID | None = None
    incident_number: str = ""
    incident_state: str = ""
    category: str = ""
    priority: str = ""
    narrative: str = ""
    region: str = ""
    address: str = ""
    lat: float | None = None
    lon: float | None = None
    accuracy_m: float | None = None
    place_quality: str = ""
    place_is_certain: bool = False
    """False: the page shows "LOKASI BELUM PASTI — telepon pelapor" over the address."""
    contact_safety: str = ""
    report_count: int = 0
    conditions: tuple[ConditionRow, ...] = ()
    """What others were asked to make safe, before water is used."""
    others: tuple[TicketUnit, ...] = ()
    ahead: WayAhead = WayAhead()
    is_restricted: bool = False
    scene: frozenset[UUID] = frozenset()
    """The incident with all that it is merged with: one place."""
