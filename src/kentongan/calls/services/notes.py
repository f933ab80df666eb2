"""Papan info shift: what everybody in the room should know tonight."""

from datetime import datetime
from uuid import UUID

from kentongan.calls import events
from kentongan.calls.models import ShiftNote
from kentongan.journal import selectors as journal_selectors
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound, Unreadable, mark
from kentongan.kernel.text import require_storable
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of

LONGEST = 500


def post_note(*, by: Actor, text: str, until_at: datetime, at: datetime) -> ShiftNote:
    """Put a line on the room's board until then. Refuses an empty, an endless and a past one."""
    rights_of(by).require_anywhere(Right.TAKE_CALLS)
    text = require_storable("text", text.strip())
    if not text or len(text) > LONGEST:
        raise Unreadable(
            field="text", reason=f"{len(text)}", expected=mark("1 sampai 500 karakter.")
        )
    if until_at <= at:
        raise Unreadable(
            field="until_at", reason=until_at.isoformat(), expected=mark("Waktu yang akan datang.")
        )
    region = journal_selectors.node().region
    with journal.act(by=by, at=at) as act:
        note = ShiftNote.objects.create(
            region=region, text=text, posted_by=by.id, posted_at=at, until_at=until_at
        )
        act.record(events.NotePosted(note_id=note.id), region=region)
    return note


def take_note_off(*, by: Actor, note_id: UUID, at: datetime) -> ShiftNote:
    """It holds no longer. Off already: nothing changes."""
    rights_of(by).require_anywhere(Right.TAKE_CALLS)
    with journal.act(by=by, at=at) as act:
        note = ShiftNote.objects.select_for_update(no_key=True).filter(id=note_id).first()
        if note is None:
            raise NotFound(thing="Info shift")
        if note.until_at > at:
            note.until_at = at
            note.save(update_fields=["until_at"])
            act.record(events.NoteTaken(note_id=note.id), region=note.region)
    return note
