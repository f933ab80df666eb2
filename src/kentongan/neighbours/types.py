"""What the services take and the selectors answer: plain values, and rows."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kentongan.neighbours.enums import AidKind, Way
from kentongan.neighbours.models import Aid as Aid
from kentongan.neighbours.models import ForeignUnit as ForeignUnit
from kentongan.neighbours.models import Neighbour as Neighbour
from kentongan.neighbours.rules.figures import AidFigures as AidFigures
from kentongan.neighbours.rules.figures import Counted as Counted


@dataclass(frozen=True, slots=True)
class NewAid:
    """What is asked of a neighbour. `wanted` are pairs of capability and count, of units only.

    `with_caller`: a caller's number goes along for the call-back; never one who must not be rung.
    """

    org_id: UUID
    kind: AidKind = AidKind.INCIDENT
    way: Way = Way.NODE
    wanted: tuple[tuple[str, int], ...] = ()
    reason: str = ""
    until: datetime | None = None
    injured: int | None = None
    with_caller: bool = False


@dataclass(frozen=True, slots=True)
class NewForeignUnit:
    """A neighbour's unit as it was told by telephone."""

    call_sign: str
    agency: str = ""
    person_name: str = ""
    phone: str = ""
    promised_min: int | None = None
