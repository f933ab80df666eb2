"""Plain values of this room."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kentongan.geo.shapes import Shape
from kentongan.roads.enums import Cause, ClosureSource
from kentongan.roads.models import Closure as Closure


@dataclass(frozen=True, slots=True)
class NewClosure:
    """What somebody tells. `shape` has its width; without `region` the map says it, if it can."""

    shape: Shape
    cause: Cause
    road: str = ""
    note: str = ""
    told_by: str = ""
    source: ClosureSource | None = None
    """Only where it is not who reports: a warning that 112 passes on."""
    incident_id: UUID | None = None
    region: str = ""
    starts_at: datetime | None = None
    until_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ClosedRoad:
    """A closure that counts now or will, for searches and maps: no person in it."""

    id: UUID
    shape: Shape
    cause: str
    road: str
    region: str
    starts_at: datetime
    until_at: datetime | None
    said_at: datetime
    is_asked: bool

    @property
    def cause_word(self) -> str:
        """`Banjir atau genangan`."""
        return str(Cause(self.cause).label)
