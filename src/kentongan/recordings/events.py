"""What this room writes to the journal: ids and codes; no place of a file, no reason in words."""

from typing import ClassVar
from uuid import UUID

from kentongan.kernel.events import Event


class RecordingEvent(Event):
    subject: ClassVar[str] = "call"
    call_id: UUID
    recording_id: UUID


class RecordingNoted(RecordingEvent):
    """Where the exchange keeps it is known."""

    kind = "recordings.recording.noted"


class RecordingStored(RecordingEvent):
    """A sealed copy lies in this node's data."""

    kind = "recordings.recording.stored"
    size_bytes: int


class RecordingOpened(RecordingEvent):
    """Somebody listens; the reason stands beside the opening."""

    kind = "recordings.recording.opened"
    opening_id: UUID


class RecordingFlagged(RecordingEvent):
    kind = "recordings.recording.flagged"
    flag_id: UUID
    flag_kind: str


class FlagLifted(RecordingEvent):
    kind = "recordings.recording.flag-lifted"
    flag_id: UUID


class RecordingDeleted(RecordingEvent):
    """Its key and its place are gone: nobody opens it any more."""

    kind = "recordings.recording.deleted"
    was_stored: bool


class CopyRemoved(RecordingEvent):
    """The bytes of the sealed copy are gone from the disk too."""

    kind = "recordings.recording.copy-removed"


class RecordingNotStored(RecordingEvent):
    """A copy could not be taken; it is tried again unless `gives_up`."""

    kind = "recordings.recording.not-stored"
    gives_up: bool
