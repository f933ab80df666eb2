"""A recording is noted, opened by name, kept longer by name, and let go again."""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from kentongan.exchange.selectors import list_recorded
from kentongan.exchange.types import Leg
from kentongan.journal import services as journal
from kentongan.journal.personal import keyring
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound, mark
from kentongan.kernel.text import require_storable
from kentongan.recordings import errors, events, rules, selectors
from kentongan.recordings.enums import FlagKind
from kentongan.recordings.limits import OPENING_LASTS
from kentongan.recordings.models import Flag, Opening, Recording


def note_recordings(*, by: Actor, call_id: UUID, at: datetime) -> list[Recording]:
    """Where the exchange says that this call's recordings lie, one for each line: of the call and
    of the times it was rung back. The same again changes nothing.
    """
    with journal.act(by=by, at=at) as act:
        return [_note(act, leg, at) for leg in list_recorded(call_id)]


def _note(act: Act, leg: Leg, at: datetime) -> Recording:
    recording, is_new = Recording.objects.get_or_create(
        call_id=leg.call_id, place_index=keyring().blind_index(leg.recording),
        defaults={
            "place": leg.recording, "region": leg.call.region, "heard_at": at,
            "store_at": at if settings.RECORDINGS_STORE else None,
        },
    )  # fmt: skip
    if is_new:
        tell(act, events.RecordingNoted(**facts_of(recording)), recording)
    return recording


def open_recording(*, by: Actor, recording_id: UUID, reason: str, at: datetime) -> Opening:
    """Open it to oneself for a while: the journal says who, the opening says why.

    Refuses no reason (RECORDINGS-001) and a deleted one (RECORDINGS-002).
    """
    rules.require_reason(require_storable("reason", reason))
    with journal.act(by=by, at=at) as act:
        recording = _standing(by, recording_id, at)
        opening = Opening.objects.create(
            recording=recording, opened_by=by.id, opened_at=at, reason=reason,
            until_at=at + OPENING_LASTS.lasts(at),
        )  # fmt: skip
        opened = events.RecordingOpened(**facts_of(recording), opening_id=opening.id)
        tell(act, opened, recording)
    return opening


def flag_recording(
    *, by: Actor, recording_id: UUID, kind: FlagKind, reason: str, at: datetime,
    letter_number: str = "",
) -> Flag:  # fmt: skip
    """Keep it beyond its days, by name; a copy is taken, for the exchange's own may end.

    Refuses no reason, a police request without its letter (RECORDINGS-006), a deleted one.
    """
    rules.require_reason(require_storable("reason", reason))
    require_storable("letter_number", letter_number)
    is_lettered = bool(letter_number.strip()) and len(letter_number) <= rules.LONGEST_LETTER
    if (kind == FlagKind.POLICE or letter_number) and not is_lettered:
        raise errors.LetterMissing
    with journal.act(by=by, at=at) as act:
        recording = _standing(by, recording_id, at)
        flag = Flag.objects.create(
            recording=recording, kind=kind, reason=reason, letter_number=letter_number,
            flagged_by=by.id, flagged_at=at,
        )  # fmt: skip
        if recording.stored_at is None:
            recording.store_at, recording.store_tries = at, 0
            recording.save(update_fields=["store_at", "store_tries"])
        flagged = events.RecordingFlagged(
            **facts_of(recording), flag_id=flag.id, flag_kind=str(kind)
        )
        tell(act, flagged, recording)
    return flag


def lift_flag(*, by: Actor, flag_id: UUID, at: datetime) -> Flag:
    """Let it go: after its days it is deleted. Refuses one that was lifted (RECORDINGS-007)."""
    with journal.act(by=by, at=at) as act:
        flag = Flag.objects.select_for_update(no_key=True).filter(id=flag_id).first()
        if flag is None:
            raise NotFound(thing=mark("Penahanan"))
        recording = selectors.access_recording(by, flag.recording_id, at)
        if flag.lifted_at is not None:
            raise errors.FlagLifted
        flag.lifted_by, flag.lifted_at = by.id, at
        flag.save(update_fields=["lifted_by", "lifted_at"])
        tell(act, events.FlagLifted(**facts_of(recording), flag_id=flag.id), recording)
    return flag


def facts_of(recording: Recording) -> dict[str, UUID]:
    """What every entry of this room says."""
    return {"call_id": recording.call_id, "recording_id": recording.id}


def tell(act: Act, event: events.RecordingEvent, recording: Recording) -> None:
    """Write it down in the recording's region."""
    act.record(event, region=recording.region)


def _standing(by: Actor, recording_id: UUID, at: datetime) -> Recording:
    recording = selectors.access_recording(by, recording_id, at, lock=True)
    if recording.deleted_at is not None:
        raise errors.RecordingDeleted
    return recording
