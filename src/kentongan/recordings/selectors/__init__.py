"""Reads: the recordings of a call, who has opened them, and what is due."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Prefetch

from kentongan.calls.selectors import access_call
from kentongan.exchange.enums import OPEN_LEGS
from kentongan.exchange.selectors import find_leg
from kentongan.incidents.selectors import require_open_to
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound, mark
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import within
from kentongan.orgs.types import Rights
from kentongan.recordings import errors
from kentongan.recordings.adapters import copies, source
from kentongan.recordings.models import Flag, Opening, Recording
from kentongan.recordings.types import Sound

MOST_OPENINGS = 200
MOST_TO_STORE = 5
MOST_TRIES = 10
WRITTEN_UNTIL = timedelta(seconds=30)
"""After the line is down: the exchange writes its last words, and the length at the file's head."""
LONGEST_CALL = timedelta(hours=12)
"""A line that stands longer is one of which the exchange never told the end."""


def list_recordings(by: Actor, call_id: UUID, at: datetime) -> list[Recording]:
    """Those of a call, the oldest first, with their flags, for who may open them. Of a restricted
    incident only once it was opened (ADR 0011).
    """
    _require(by, call_id, at)
    flags = Prefetch("flags", Flag.objects.order_by("flagged_at"))
    rows = Recording.objects.filter(call_id=call_id).prefetch_related(flags)
    return list(rows.order_by("heard_at", "id"))


def access_recording(
    by: Actor, recording_id: UUID, at: datetime, *, lock: bool = False
) -> Recording:
    """The recording, for who may open it; locked for a write. Raises NotFound, NotAllowed, and
    RestrictedUnread before a restricted incident was opened.
    """
    rows = Recording.objects.select_for_update(no_key=True) if lock else Recording.objects
    found = rows.filter(id=recording_id).first()
    if found is None:
        raise NotFound(thing=mark("Rekaman"))
    _require(by, found.call_id, at)
    return found


def _require(by: Actor, call_id: UUID, at: datetime) -> None:
    call = access_call(by, call_id, right=Right.OPEN_RECORDINGS)
    if call.incident is not None:
        require_open_to(by, call.incident, at)


def open_until(by: Actor, recording_ids: list[UUID], at: datetime) -> dict[UUID, datetime]:
    """Which of these this person may play now, and until when."""
    rows = Opening.objects.filter(
        recording_id__in=recording_ids, opened_by=by.id, opened_at__lte=at, until_at__gt=at
    )
    return dict(rows.order_by("until_at").values_list("recording_id", "until_at"))


def find_sound(by: Actor, recording_id: UUID, at: datetime) -> Sound:
    """The sound of a recording that this person has opened. Reads only: the opening wrote it down.

    Raises NotOpened, RecordingDeleted, SoundMissing, HostilePlace, SourceAway.
    """
    recording = access_recording(by, recording_id, at)
    if recording.deleted_at is not None:
        raise errors.RecordingDeleted
    if recording.id not in open_until(by, [recording.id], at):
        raise errors.NotOpened
    return sound_of(recording)


def sound_of(recording: Recording) -> Sound:
    """From the sealed copy where there is one, else from the exchange."""
    if recording.file_key and recording.size_bytes:
        return copies.find_sealed(
            recording.id, recording.copy_name, recording.file_key, recording.size_bytes,
            recording.media_type,
        )  # fmt: skip
    return source.find_sound(recording.place)


def list_openings(rights: Rights, begins: datetime, ends: datetime) -> list[Opening]:
    """Who has opened what in this time, the newest first, for readers of the journal."""
    mine = within(rights.scope(Right.READ_JOURNAL), region_field="recording__region")
    rows = Opening.objects.filter(mine, opened_at__gte=begins, opened_at__lt=ends)
    found = rows.select_related("recording__call").defer(
        "recording__call__caller_phone", "recording__call__caller_name"
    )
    return list(found.order_by("-opened_at", "-id")[:MOST_OPENINGS])


def is_flagged(recording_id: UUID) -> bool:
    """Whether somebody keeps it beyond its days."""
    return Flag.objects.filter(recording_id=recording_id, lifted_at=None).exists()


def list_to_store(now: datetime) -> list[UUID]:
    """Of which a copy is due now, the longest due first."""
    due = Recording.objects.filter(store_at__lte=now, deleted_at=None).order_by("store_at", "id")
    return list(due.values_list("id", flat=True)[:MOST_TO_STORE])


def is_being_written(recording: Recording, at: datetime) -> bool:
    """Whether the exchange may still write the file: it tells the place when a call begins."""
    leg = find_leg(recording.call_id)
    if leg is None or at - recording.heard_at >= LONGEST_CALL:
        return False
    return leg.state in OPEN_LEGS or at - leg.changed_at < WRITTEN_UNTIL


def next_to_store() -> datetime | None:
    """When the next copy is due."""
    rows = Recording.objects.filter(store_at__isnull=False, deleted_at=None)
    return rows.order_by("store_at").values_list("store_at", flat=True).first()


def list_over(before: datetime, limit: int) -> list[UUID]:
    """Unflagged ones older than this that are still there."""
    held = Flag.objects.filter(lifted_at=None).values("recording_id")
    rows = Recording.objects.filter(deleted_at=None, heard_at__lt=before).exclude(id__in=held)
    return list(rows.order_by("heard_at", "id").values_list("id", flat=True)[:limit])


def list_copies_left(limit: int) -> list[Recording]:
    """Deleted ones whose sealed bytes may still lie on the disk."""
    rows = Recording.objects.filter(deleted_at__isnull=False).exclude(copy_name="")
    return list(rows.order_by("deleted_at", "id")[:limit])


def known_copies(names: list[str]) -> set[str]:
    """Which of these files belong to a recording."""
    rows = Recording.objects.filter(copy_name__in=names)
    return set(rows.values_list("copy_name", flat=True))
