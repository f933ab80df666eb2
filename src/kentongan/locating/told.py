"""What telephones tell, as plain values: for the readers of messages and the rules of choosing."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kentongan.geo.points import Point
from kentongan.locating.enums import Method, Problem


@dataclass(frozen=True, slots=True)
class Told:
    """What a message says, in whatever words it came. With a `problem` the rest is what could be
    read all the same. `radius_m` metres, `confidence_percent` that it is within them.
    """

    problem: Problem | None = None
    point: Point | None = None
    radius_m: float | None = None
    confidence_percent: int | None = None
    method: Method = Method.UNKNOWN
    measured_at: datetime | None = None
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A fix as the choice between several sees it; ages are taken when the call was heard."""

    id: UUID
    radius_m: float
    at: datetime
