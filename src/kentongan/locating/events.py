"""What locating writes to the journal: ids and codes; no number, and no place of anybody."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from kentongan.kernel.events import Event


class FixKept(Event):
    """A telephone said where it is, or said something that cannot be used."""

    kind: ClassVar[str] = "locating.fix.kept"
    subject: ClassVar[str] = "fix"
    fix_id: UUID
    source: str
    problem: str


class CallEvent(Event):
    subject: ClassVar[str] = "call"
    call_id: UUID


class CallLocated(CallEvent):
    """The same, to those who have a call of that number in hand now."""

    kind = "locating.call.located"
    fix_id: UUID
    is_usable: bool


class LinkSent(CallEvent):
    """`is_agreed`: the caller said on the line that a message is safe."""

    kind = "locating.call.link-sent"
    link_id: UUID
    expires_at: datetime
    is_agreed: bool


class LinkEnded(CallEvent):
    kind = "locating.call.link-ended"
    link_id: UUID


class LandmarkTold(CallEvent):
    """Written on the page of the link; what was written stays in its row."""

    kind = "locating.call.landmark-told"
    link_id: UUID


class FixTaken(CallEvent):
    """Somebody made it the place of the incident."""

    kind = "locating.call.fix-taken"
    fix_id: UUID
    incident_id: UUID
    quality: str


class FixesOpened(CallEvent):
    """The places of a call that is over were read."""

    kind = "locating.call.fixes-opened"
    count: int


class FixesForgotten(Event):
    kind: ClassVar[str] = "locating.fixes.forgotten"
    subject: ClassVar[str] = "node"
    node_id: UUID
    rows: int
