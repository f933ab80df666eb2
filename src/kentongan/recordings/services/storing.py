"""Sealed copies are taken beside the worker's own work: a slow disk delays no deadline."""

from datetime import datetime, timedelta
from uuid import UUID

from kentongan.journal import services as journal
from kentongan.kernel.actors import TIMEKEEPER
from kentongan.kernel.errors import Failure
from kentongan.recordings import events, selectors
from kentongan.recordings.adapters import copies, source
from kentongan.recordings.models import Recording
from kentongan.recordings.services.opening import facts_of, tell

PAUSE_S = 60
"""Before the next try, twice as long each time; the same while the exchange is still writing."""


def store_due(*, at: datetime) -> int:
    """Take the copies that are due. Returns how many were tried."""
    due = selectors.list_to_store(at)
    for recording_id in due:
        _store(recording_id, at)
    return len(due)


def _store(recording_id: UUID, at: datetime) -> None:
    recording = Recording.objects.filter(id=recording_id, deleted_at=None).first()
    if recording is None:
        return
    if selectors.is_being_written(recording, at):
        _put_off(recording_id, at)
        return
    try:
        sound = source.find_sound(recording.place)
        name, key = copies.seal(recording.id, sound.read(0, sound.size), sound.size)
    except (Failure, OSError):
        _try_later(recording_id, at)
        return
    if not _belongs(recording_id, name, key, sound.size, sound.media_type, at):
        copies.remove(name)


def _belongs(
    recording_id: UUID, name: str, key: str, size: int, media_type: str, at: datetime
) -> bool:
    """Whether the copy is now the recording's: not where it was deleted or stored meanwhile."""
    with journal.act(by=TIMEKEEPER, at=at) as act:
        rows = Recording.objects.select_for_update(no_key=True)
        recording = rows.filter(id=recording_id, deleted_at=None, stored_at=None).first()
        if recording is None:
            return False
        recording.copy_name, recording.file_key = name, key
        recording.size_bytes, recording.media_type = size, media_type
        recording.stored_at, recording.store_at = at, None
        recording.save()
        tell(act, events.RecordingStored(**facts_of(recording), size_bytes=size), recording)
    return True


def _put_off(recording_id: UUID, at: datetime) -> None:
    """A copy of half a call would be played instead of the whole one for ever: no try is counted,
    however long they speak.
    """
    with journal.act(by=TIMEKEEPER, at=at):
        rows = Recording.objects.filter(id=recording_id, store_at__lte=at)
        rows.update(store_at=at + timedelta(seconds=PAUSE_S))


def _try_later(recording_id: UUID, at: datetime) -> None:
    with journal.act(by=TIMEKEEPER, at=at) as act:
        rows = Recording.objects.select_for_update(no_key=True)
        recording = rows.filter(id=recording_id, store_at__lte=at).first()
        if recording is None:
            return
        recording.store_tries += 1
        gives_up = recording.store_tries >= selectors.MOST_TRIES
        pause = timedelta(seconds=PAUSE_S * 2**recording.store_tries)
        recording.store_at = None if gives_up else at + pause
        recording.save(update_fields=["store_tries", "store_at"])
        tell(act, events.RecordingNotStored(**facts_of(recording), gives_up=gives_up), recording)
