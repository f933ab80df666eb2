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


class CallUnlinked(CallEvent):
    """It was about something else: the caller is at the beginning again."""

    kind = "calls.call.unlinked"
    incident_id: UUID
    disposition_before: str


class CallAbandoned(CallEvent):
    kind = "calls.call.abandoned"


class CallbackRequested(CallEvent):
    kind = "calls.call.callback-requested"
    contact_safety: str


class CallbackOverdue(CallEvent):
    """Nobody has rung back in the promised time: the supervisor's alarm."""

    kind = "calls.call.callback-overdue"
    rung: bool


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
    rung: bool


class AwaitedOverdue(CallEvent):
    """What a call waits for was not done in time: the next telephone of the chain rings."""

    awaits: str
    round: int
    rung: bool


class CallUnanswered(AwaitedOverdue):
    """Nobody has answered; `ready` is how many at the desk say that they are ready."""

    kind = "calls.call.unanswered"
    ready: int


class CallUnclassified(AwaitedOverdue):
    """Answered, and nobody has said what it was."""

    kind = "calls.call.unclassified"


class EmergencyUnopened(AwaitedOverdue):
    """An emergency, and there is no incident: nobody comes."""

    kind = "calls.call.emergency-unopened"


class SilenceUndecided(AwaitedOverdue):
    """A person was heard, nobody knows where, and no supervisor has decided."""

    kind = "calls.call.silence-undecided"


class SilenceDecided(CallEvent):
    """A supervisor has decided, with a reason, that nobody goes."""

    kind = "calls.call.silence-decided"


class CallOverruled(CallEvent):
    """A supervisor has disposed of a call that another held."""

    kind = "calls.call.overruled"
    held_by: UUID


class OverrulingRead(CallEvent):
    """The one who held it has read that a supervisor decided."""

    kind = "calls.call.overruling-read"


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


class LineHeld(CallEvent):
    kind = "calls.line.held"


class LineResumed(CallEvent):
    kind = "calls.line.resumed"


class LineMuted(CallEvent):
    kind = "calls.line.muted"


class LineUnmuted(CallEvent):
    kind = "calls.line.unmuted"


class LineEnded(CallEvent):
    """The line was put down; what the call was may still be unsaid."""

    kind = "calls.line.ended"


class PartyJoined(CallEvent):
    kind = "calls.line.joined"
    party_id: UUID
    org_id: UUID | None


class PartyLeft(CallEvent):
    kind = "calls.line.left"
    party_id: UUID


class CallTransferred(CallEvent):
    kind = "calls.line.transferred"
    before: UUID | None
    answered_by: UUID


class SilenceHeard(CallEvent):
    """A silent call was listened to; `tones` are keys that were pressed in answer."""

    kind = "calls.call.silence-heard"
    procedure: str
    listened_s: int
    tones: int
    human_sound: bool


class AgentChanged(Event):
    kind = "calls.agent.changed"
    subject = "agent"
    agent_id: UUID
    state: str
    before: str
    call_id: UUID | None


class HelpAsked(Event):
    kind = "calls.help.asked"
    subject = "help"
    help_id: UUID
    call_id: UUID | None


class HelpOverdue(Event):
    """Nobody came: the supervisor's telephone rings, where one is known."""

    kind = "calls.help.overdue"
    subject = "help"
    help_id: UUID
    rung: bool


class HelpAnswered(Event):
    kind = "calls.help.answered"
    subject = "help"
    help_id: UUID
    answered_by: UUID


class NotePosted(Event):
    kind = "calls.note.posted"
    subject = "note"
    note_id: UUID


class NoteTaken(Event):
    """A line was taken off the room's board before its time."""

    kind = "calls.note.taken"
    subject = "note"
    note_id: UUID


class DeskTimesSet(Event):
    kind = "calls.times.set"
    subject = "times"
    times_id: UUID
    help_answers_s: int
    neighbour_answers_s: int
    silence_listened_s: int
    callback_within_s: int
    unanswered_rings_s: int
    rings_again_s: int
    classified_within_s: int
    incident_within_s: int
    decided_within_s: int
