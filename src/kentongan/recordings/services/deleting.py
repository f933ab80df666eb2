"""After its days a recording is deleted: its key in one act, then its bytes, however often.

A worker that dies between the two leaves bytes that nobody can read, and the next one takes them.
"""

from datetime import datetime, timedelta
from uuid import UUID

from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.recordings import events, selectors
from kentongan.recordings.adapters import copies
from kentongan.recordings.limits import KEPT
from kentongan.recordings.models import Recording
from kentongan.recordings.services.opening import facts_of, tell

SLICE = 100
STRAY_AFTER = timedelta(days=1)
"""A file that belongs to no recording by then was left by a worker that died while it wrote."""


def delete_over(*, by: Actor, at: datetime) -> int:
    """Delete a slice of those whose days are over and that nobody has flagged. How many."""
    over = selectors.list_over(at - KEPT.lasts(at), SLICE)
    deleted = sum(_delete(by, recording_id, at) for recording_id in over)
    return deleted + sweep_copies(by=by, at=at)


def _delete(by: Actor, recording_id: UUID, at: datetime) -> bool:
    """Its place and its key go in one act. One that was flagged a moment ago stays."""
    with journal.act(by=by, at=at) as act:
        rows = Recording.objects.select_for_update(no_key=True)
        recording = rows.filter(id=recording_id, deleted_at=None).first()
        if recording is None or selectors.is_flagged(recording_id):
            return False
        was_stored = recording.stored_at is not None
        recording.deleted_at, recording.place, recording.file_key = at, "", ""
        recording.store_at = None
        recording.save(update_fields=["deleted_at", "place", "file_key", "store_at"])
        deleted = events.RecordingDeleted(**facts_of(recording), was_stored=was_stored)
        tell(act, deleted, recording)
    return True


def sweep_copies(*, by: Actor, at: datetime) -> int:
    """Take the bytes of deleted ones off the disk, and files that belong to none. How many of the
    first.
    """
    left = selectors.list_copies_left(SLICE)
    for recording in left:
        copies.remove(recording.copy_name)
        with journal.act(by=by, at=at) as act:
            Recording.objects.filter(id=recording.id).update(copy_name="")
            tell(act, events.CopyRemoved(**facts_of(recording)), recording)
    names = copies.names_before((at - STRAY_AFTER).timestamp())
    for start in range(0, len(names), SLICE):
        some = names[start : start + SLICE]
        for name in set(some) - selectors.known_copies(some):
            copies.remove(name)
    return len(left)
