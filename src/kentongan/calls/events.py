"""What calls write to the journal: identifiers and codes, never a number or a name."""

from typing import ClassVar
from uuid import UUID

from kentongan.kernel.events import Event


class CallEvent(Event):
    """The facts every entry about a call carries. `row` is its version after the act."""

    subject: ClassVar[str] = "call"
    call_id: UUID
    state: str
    row: int


class CallReceived(CallEvent):
    kind = "calls.call.received"
    number: str
    channel: str


class CallQueued(CallEvent):
    kind = "calls.call.queued"


class CallAnswered(CallEvent):
    kind = "calls.call.answered"
    answered_by: UUID


class CallClassified(CallEvent):
    kind = "calls.call.classified"
    disposition: str
    before: str


class CallLinked(CallEvent):
    kind = "calls.call.linked"
    incident_id: UUID
    opened: bool


class CallAbandoned(CallEvent):
    kind = "calls.call.abandoned"


class CallbackRequested(CallEvent):
    kind = "calls.call.callback-requested"
    contact_safety: str


class CallEnded(CallEvent):
    kind = "calls.call.ended"


class ClassificationUndone(CallEvent):
    """Relabelling is logged: what it was counted as before."""

    kind = "calls.call.classification-undone"
    disposition_before: str


class CallTakenBack(CallEvent):
    kind = "calls.call.taken-back"


class NeighbourConfirmed(CallEvent):
    kind = "calls.call.neighbour-confirmed"
    neighbour_org_id: UUID | None


class NeighbourSilent(CallEvent):
    """Sixty seconds and nobody there has taken it: the caller is ours."""

    kind = "calls.call.neighbour-silent"


class CallSafetySet(CallEvent):
    kind = "calls.call.contact-safety-set"
    before: str
    contact_safety: str


class CallerRevealed(CallEvent):
    """Somebody has read a caller's name and number."""

    kind = "calls.call.revealed"


class PersonalFieldsEmptied(Event):
    kind = "calls.retention.emptied"
    subject = "node"
    node_id: UUID
    calls: int
