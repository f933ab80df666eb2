"""A short note of the supervisor at a colleague's desk, while they speak with the caller."""

from datetime import datetime
from uuid import UUID

from kentongan.calls.selectors import holder_of
from kentongan.floor import errors, events, rules, selectors
from kentongan.floor.models import WhisperNote
from kentongan.floor.services.listening import tell_desk
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.kernel.text import require_storable


def write_note(*, by: Actor, call_id: UUID, text: str, at: datetime) -> WhisperNote:
    """It stands at the desk at once, beside the call.

    Refuses a call in nobody's hand (FLOOR-002), one's own (FLOOR-003), no words and more than 280
    letters (FLOOR-005). No agency ever sees it, and the incident's log does not have it.
    """
    said = rules.require_note(require_storable("text", text))
    with journal.act(by=by, at=at) as act:
        call = selectors.lead_call(by, call_id, at, lock=True)
        operator_id = holder_of(call)
        if operator_id is None:
            raise errors.NotInHand
        if operator_id == by.id:
            raise errors.OwnCall
        note = WhisperNote.objects.create(
            call=call, region=call.region, operator_id=operator_id, text=said, written_by=by.id,
            written_at=at,
        )  # fmt: skip
        written = events.NoteWritten(call_id=call.id, note_id=note.id)
        act.record(written, region=call.region)
        tell_desk(act, operator_id, call.region)
    return note


def read_note(*, by: Actor, note_id: UUID, at: datetime) -> WhisperNote:
    """I have read it. A second time changes nothing. Refuses another's (FLOOR-006)."""
    with journal.act(by=by, at=at) as act:
        note = WhisperNote.objects.select_for_update(no_key=True).filter(id=note_id).first()
        if note is None or note.operator_id != by.id:
            raise errors.NotYourDesk
        if note.read_at is None:
            note.read_at = at
            note.save(update_fields=["read_at"])
            act.record(events.NoteRead(call_id=note.call_id, note_id=note.id), region=note.region)
    return note
