"""Nobody answers, nobody says what it was, nobody goes: a telephone rings, then the next, and after
the last the first again. What a call waits for never ends on a screen only (practice.md §1.3).
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kentongan.calls import events, selectors
from kentongan.calls.enums import Awaited
from kentongan.calls.models import Call
from kentongan.calls.services.change import facts_of, record, save
from kentongan.journal import services as journal
from kentongan.kernel import clock
from kentongan.kernel.actors import Actor
from kentongan.messaging import services as messaging
from kentongan.messaging.enums import Medium, Purpose
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import centre_phones, neighbour_phones

_EVENT_OF: Mapping[str, type[events.AwaitedOverdue]] = {
    Awaited.CLASSIFY: events.CallUnclassified,
    Awaited.INCIDENT: events.EmergencyUnopened,
    Awaited.DECIDE: events.SilenceUndecided,
}
_SAID: Mapping[str, str] = {
    Awaited.ANSWER: gettext_noop("Panggilan 112 {number} belum dijawab. Petugas siap: {ready}."),
    Awaited.CLASSIFY: gettext_noop("Panggilan {number} sudah dijawab dan belum digolongkan."),
    Awaited.INCIDENT: gettext_noop("Panggilan darurat {number} belum menjadi kejadian."),
    Awaited.DECIDE: gettext_noop("Panggilan diam {number}: terdengar orang. Putuskan sekarang."),
}


def ring_for_call(*, by: Actor, call_id: UUID, at: datetime) -> None:
    """Ring the next telephone of the 112 centre for what this call waits for; `at` is the moment
    it was due. A call that comes late, twice, or after the act changes nothing.
    """
    with journal.act(by=by, at=at) as act:
        call = selectors.access_call(by, call_id, right=Right.TAKE_CALLS, lock=True)
        if call.awaits_due_at is None or call.awaits_due_at > at:
            return
        ready = selectors.count_ready(at)
        rung = _ring_next(
            by, call, _(_SAID[call.awaits]).format(number=call.number, ready=ready), at
        )
        # a new round counts from when it is recorded: after a long stop it rings once, not for all
        again_s = selectors.desk_times(at).rings_again_after_s(call.awaits)
        call.awaits_due_at = clock.at_or_now(at) + timedelta(seconds=again_s)
        call.awaits_rung += 1
        save(act, call)
        record(act, call, _overdue(call, rung=rung, ready=ready))


def _ring_next(by: Actor, call: Call, text: str, at: datetime) -> bool:
    chain = centre_phones(at)
    if call.awaits == Awaited.ANSWER:
        chain += neighbour_phones()  # who can take the caller; the rest is ours to decide
    if not chain:
        return False
    messaging.queue_message(
        by=by, medium=Medium.PHONE_CALL, recipient=chain[call.awaits_rung % len(chain)].phone,
        text=text, purpose=Purpose.ESCALATION, subject_kind="call", subject_id=call.id, at=at,
    )  # fmt: skip
    return True


def _overdue(call: Call, *, rung: bool, ready: int) -> events.AwaitedOverdue:
    facts, round_no = facts_of(call), call.awaits_rung
    if call.awaits == Awaited.ANSWER:
        return events.CallUnanswered(
            **facts, awaits=call.awaits, round=round_no, rung=rung, ready=ready
        )
    return _EVENT_OF[call.awaits](**facts, awaits=call.awaits, round=round_no, rung=rung)
