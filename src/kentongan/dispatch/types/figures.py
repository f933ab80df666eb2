"""How an agency has answered, in figures."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from kentongan.kernel.percentiles import Percentiles


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
    is_restricted: bool
    forwarded_at: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Arrivals:
    """How an agency's crews have said that they were there (practice.md §6)."""

    unproven: Share = Share(0, 0)
    """Without a position near the place, of all."""
    missing: int = 0
    """Not said at all, though a patient was taken."""


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
    arrivals: Arrivals = Arrivals()


@dataclass(frozen=True, slots=True)
class ThreeClocks:
    """practice.md §3.6. The citizen's clock starts at the first ring."""

    citizen: Percentiles
    agency_accept: Percentiles
    agency_on_scene: Percentiles
    centre_forward: Percentiles
