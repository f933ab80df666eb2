"""Plain values that this room hands out."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from kentongan.dispatch.enums import DispatchMode
from kentongan.geo.travel import TravelBasis


@dataclass(frozen=True, slots=True)
class PromisedTimes:
    """Seconds promised for one priority (practice.md §3.6, domain.md §2.5)."""

    forward_s: int
    forward_alarm_s: int
    accept_s: int
    acknowledge_s: int
    arrival_s: int


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
    """Codes of what this proposal does not know: ROADS_NOT_CHECKED, READINESS_NOT_CONFIRMED …"""


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
    unknowns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TicketUnit:
    """A unit on a ticket, as the board shows it."""

    assignment_id: UUID
    unit_id: UUID
    call_sign: str
    state: str
    since: datetime


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
    first_unit_at: datetime | None
    on_scene_at: datetime | None
    reported_at: datetime | None
    closed_at: datetime | None
    due_at: datetime | None
    """The next promised moment that has not been met."""
    late_s: int
    """Seconds beyond `due_at`; below zero is the time left; 0 without a promise."""
    escalation_level: int
    next_escalation: NextEscalation | None
    version: int
    units: tuple[TicketUnit, ...] = ()

    @property
    def is_late(self) -> bool:
        return self.due_at is not None and self.late_s > 0

    @property
    def lacks_unit(self) -> bool:
        """An accepted or unanswered ticket on which no unit is out."""
        return not self.units


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
    assigned_at: datetime | None = None
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
    others: tuple[TicketUnit, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """A figure that never stands alone: how many of how many."""

    count: int
    n: int


@dataclass(frozen=True, slots=True)
class WaitingTicket:
    """A ticket that its agency has neither accepted nor declined, for the leader's board."""

    org_id: UUID
    org_name: str
    family: str
    priority: str
    region: str
    forwarded_at: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class AgencyFigures:
    """One agency on the leader's board. Below n = 10 it is not ranked."""

    org_id: UUID
    org_name: str
    n: int
    accepted_in_time: Share
    unclosed: int
    done_without_report: int
    declined: dict[str, int] = field(default_factory=dict)
    is_ranked: bool = False


@dataclass(frozen=True, slots=True)
class Percentiles:
    """Nearest rank, with n and how many stamps were missing."""

    n: int
    missing: int
    p50_s: int | None
    p90_s: int | None


@dataclass(frozen=True, slots=True)
class ThreeClocks:
    """practice.md §3.6. The citizen's clock starts at the first ring."""

    citizen: Percentiles
    agency_accept: Percentiles
    agency_on_scene: Percentiles
    centre_forward: Percentiles
