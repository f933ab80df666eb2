from typing import ClassVar
from uuid import UUID

from kentongan.kernel.events import Event


class MessageQueued(Event):
    kind: ClassVar[str] = "messaging.message.queued"
    subject: ClassVar[str] = "message"
    message_id: UUID
    medium: str
    purpose: str
    about_kind: str
    about_id: UUID


class MessageSent(Event):
    kind: ClassVar[str] = "messaging.message.sent"
    subject: ClassVar[str] = "message"
    message_id: UUID
    adapter: str
    attempts: int


class MessageFailed(Event):
    """One try has failed; with `given_up` no other follows and a person must act."""

    kind: ClassVar[str] = "messaging.message.failed"
    subject: ClassVar[str] = "message"
    message_id: UUID
    adapter: str
    attempts: int
    given_up: bool


class MessageDropped(Event):
    """Before it left, its recipient was found to be one whom no message may reach."""

    kind: ClassVar[str] = "messaging.message.dropped"
    subject: ClassVar[str] = "message"
    message_id: UUID
    about_kind: str
    about_id: UUID


class MessageHandled(Event):
    """A person has seen to what the message was to do; what was done is in the row."""

    kind: ClassVar[str] = "messaging.message.handled"
    subject: ClassVar[str] = "message"
    message_id: UUID
