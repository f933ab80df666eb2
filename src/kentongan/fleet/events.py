from datetime import datetime
from typing import ClassVar
from uuid import UUID

from kentongan.kernel.events import Event


class UnitAdded(Event):
    kind: ClassVar[str] = "fleet.unit.added"
    subject: ClassVar[str] = "unit"
    unit_id: UUID
    post_id: UUID
    unit_kind: str


class UnitStateChanged(Event):
    kind: ClassVar[str] = "fleet.unit.state-changed"
    subject: ClassVar[str] = "unit"
    unit_id: UUID
    before: str
    state: str


class ReadinessConfirmed(Event):
    kind: ClassVar[str] = "fleet.unit.readiness-confirmed"
    subject: ClassVar[str] = "unit"
    unit_id: UUID
    readiness_id: UUID
    crew_count: int
    has_defects: bool
    valid_until: datetime


class CrewSeated(Event):
    kind: ClassVar[str] = "fleet.unit.crew-seated"
    subject: ClassVar[str] = "unit"
    unit_id: UUID
    crew_count: int


class VehicleTokenIssued(Event):
    kind: ClassVar[str] = "fleet.vehicle.token-issued"
    subject: ClassVar[str] = "unit"
    unit_id: UUID
    token_id: UUID


class VehicleTokenRevoked(Event):
    kind: ClassVar[str] = "fleet.vehicle.token-revoked"
    subject: ClassVar[str] = "unit"
    unit_id: UUID


class TracksForgotten(Event):
    """Where units were longer ago than the regency keeps it: deleted, so many points."""

    kind: ClassVar[str] = "fleet.track.forgotten"
    subject: ClassVar[str] = "node"
    node_id: UUID
    rows: int
