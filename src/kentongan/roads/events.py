"""What this room writes to the journal: ids, codes and hours; no word of who told of it."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from kentongan.kernel.events import Event


class ClosureEvent(Event):
    subject: ClassVar[str] = "closure"
    closure_id: UUID
    state: str
    cause: str
    row: int


class ClosureReported(ClosureEvent):
    kind = "roads.closure.reported"
    source: str
    starts_at: datetime
    until_at: datetime | None


class ClosureBegan(ClosureEvent):
    """One that was announced counts from now on."""

    kind = "roads.closure.began"


class ClosureConfirmed(ClosureEvent):
    """Somebody says that it is still closed; until then, or until asked again."""

    kind = "roads.closure.confirmed"
    until_at: datetime | None


class ClosureAsked(ClosureEvent):
    """Its time is over and nobody has said anything: it stands, and is to be confirmed."""

    kind = "roads.closure.asked"


class ClosureEnded(ClosureEvent):
    """A person says that one may drive there again, or that it never was closed."""

    kind = "roads.closure.ended"


class ClosurePhotographed(ClosureEvent):
    kind = "roads.closure.photographed"
    attachment_id: UUID
