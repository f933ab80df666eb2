"""What the services of this room take and its selectors answer: plain values."""

from dataclasses import dataclass
from uuid import UUID

from kentongan.exchange.facts import Fact as Fact
from kentongan.exchange.facts import FactKind as FactKind
from kentongan.exchange.models import Leg as Leg
from kentongan.exchange.models import Link as Link


@dataclass(frozen=True, slots=True)
class Pop:
    """What a desk shows by itself: the call at this person's telephone."""

    call_id: UUID
    number: str
    is_connected: bool


@dataclass(frozen=True, slots=True)
class Signed:
    """A webhook's request as it came."""

    time: str
    signature: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of a webhook's event."""

    call_id: UUID | None
    state: str
    is_new: bool
