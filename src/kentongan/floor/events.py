"""What the floor writes to the journal: ids and codes; no note, no cause, no outcome.

Of a follow-up nothing but its own id: who has had a hard call is nobody else's business.
"""

from typing import ClassVar
from uuid import UUID

from kentongan.kernel.events import Event


class ListeningEvent(Event):
    subject: ClassVar[str] = "call"
    call_id: UUID
    listening_id: UUID


class ListeningBegan(ListeningEvent):
    """A supervisor has joined a call; who is in the entry, why is here."""

    kind = "floor.listening.began"
    mode: str
    reason: str


class ListeningEnded(ListeningEvent):
    kind = "floor.listening.ended"


class ListeningSeen(ListeningEvent):
    """The one who was listened to has read it."""

    kind = "floor.listening.seen"


class NoteEvent(Event):
    subject: ClassVar[str] = "call"
    call_id: UUID
    note_id: UUID


class NoteWritten(NoteEvent):
    kind = "floor.note.written"


class NoteRead(NoteEvent):
    kind = "floor.note.read"


class DeskTold(Event):
    """There is something to read at this person's desk; what it is stands here nowhere."""

    kind = "floor.desk.told"
    subject: ClassVar[str] = "user"
    user_id: UUID


class FollowUpEvent(Event):
    subject: ClassVar[str] = "follow_up"
    follow_up_id: UUID


class FollowUpOpened(FollowUpEvent):
    kind = "floor.follow-up.opened"


class OfferAnswered(FollowUpEvent):
    """A pause was offered, and taken or not."""

    kind = "floor.follow-up.offer-answered"


class PauseEnded(FollowUpEvent):
    kind = "floor.follow-up.pause-ended"


class FollowUpRead(FollowUpEvent):
    """Somebody who looks after the floor has opened it."""

    kind = "floor.follow-up.read"


class TalkOverdue(FollowUpEvent):
    """Nobody has asked them in time. `rung`: there was a telephone to ring; which, is not said."""

    kind = "floor.follow-up.overdue"
    number: int
    whom: str
    rung: bool


class Talked(FollowUpEvent):
    kind = "floor.follow-up.talked"
    number: int
