"""Nobody there has answered in time: a telephone of the 112 centre rings, then the next, until it
is answered or taken back. It stays the asker's all the while (practice.md §1.3, §1.7).
"""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from kentongan.journal import services as journal
from kentongan.kernel import clock
from kentongan.kernel.actors import Actor
from kentongan.messaging import services as messaging
from kentongan.messaging.enums import Medium, Purpose
from kentongan.neighbours import events, selectors
from kentongan.neighbours.enums import OPEN_STATES, AidKind, Direction
from kentongan.neighbours.limits import RINGS_AGAIN
from kentongan.neighbours.models import Aid
from kentongan.neighbours.services.change import record, save, told, write_line
from kentongan.orgs.selectors import centre_phones


def note_unanswered(*, by: Actor, aid_id: UUID, at: datetime) -> None:
    """Its time is over at `at`. Late, twice, or after the answer this changes nothing."""
    with journal.act(by=by, at=at) as act:
        aid = selectors.access_aid(by, aid_id, lock=True)
        if aid.due_at is None or aid.due_at > at or aid.state not in OPEN_STATES:
            return
        is_first = aid.overdue_at is None
        aid.overdue_at = aid.overdue_at or at
        aid.due_at = clock.at_or_now(at) + RINGS_AGAIN.lasts(at)
        rung = _ring(by, aid, at)
        aid.rung += 1
        save(aid, "overdue_at", "rung")
        if is_first and aid.direction == Direction.OUT:
            line = _("{kind}: belum dijawab {org}. Kejadian tetap milik kita.")
            words = {"kind": AidKind(aid.kind).label, "org": aid.org.short_name}
            write_line(aid, line.format(**words), by=by, at=at)
        record(act, events.AidUnanswered(**told(aid), round=aid.rung, rung=rung))


def _ring(by: Actor, aid: Aid, at: datetime) -> bool:
    chain = centre_phones(at)
    if not chain:
        return False
    if aid.direction == Direction.OUT:
        text = _("{kind} kepada {org} belum dijawab. Kejadian masih milik kita.")
    else:
        text = _("{kind} dari {org} menunggu jawaban di meja 112.")
    messaging.queue_message(
        by=by, medium=Medium.PHONE_CALL, recipient=chain[aid.rung % len(chain)].phone,
        text=text.format(kind=AidKind(aid.kind).label, org=aid.org.short_name),
        purpose=Purpose.ESCALATION, subject_kind="aid", subject_id=aid.id, at=at,
    )  # fmt: skip
    return True
