"""Light values of units: what proposals and the crew's sign-in need, without the ORM."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from kentongan.fleet.enums import Capability
from kentongan.fleet.errors import NoSuchCapability
from kentongan.fleet.models import Readiness as Readiness
from kentongan.fleet.models import Unit as Unit
from kentongan.geo.points import Point
from kentongan.kernel.actors import Actor


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """One unit as a proposal sees it. Its position is kept apart: that changes far more often."""

    id: UUID
    call_sign: str
    kind: str
    capabilities: frozenset[str]
    state: str
    ready_until: datetime | None
    phone: str
    org_id: UUID
    org_name: str
    post_name: str
    post_point: Point | None
    coverage: tuple[tuple[str, int], ...]
    """(region, rank) of its post: 1 answers first."""
    post_id: UUID | None = None
    crew_since: datetime | None = None
    """Since when who sits in it has been sitting there; None where nobody has said."""

    def is_ready(self, at: datetime) -> bool:
        """Whether its post has confirmed it for the shift that is running (practice.md §1.8)."""
        return self.ready_until is not None and at < self.ready_until


@dataclass(frozen=True, slots=True)
class Position:
    """Where a unit last said it was, and when."""

    point: Point
    at: datetime
    accuracy_m: float | None = None
    heading_deg: float | None = None
    speed_kmh: float | None = None
    received_at: datetime | None = None

    def age(self, at: datetime) -> timedelta:
        """How old the position is; never below zero, whatever a phone's clock claims."""
        return max(at - self.at, timedelta())


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All units and positions of this node, from memory."""

    units: tuple[UnitRecord, ...]
    positions: Mapping[UUID, Position]


@dataclass(frozen=True, slots=True)
class VehicleSignedIn:
    """A crew that opened its page by the token in the cab."""

    actor: Actor
    unit_id: UUID
    call_sign: str
    org_id: UUID


def require_capabilities(capabilities: Iterable[str]) -> list[str]:
    """The capabilities, sorted, once each. Refuses one that is not on the list (FLEET-004)."""
    wanted = set(capabilities)
    for unknown in sorted(wanted - set(Capability.values)):
        raise NoSuchCapability(capability=unknown)
    return sorted(wanted)
