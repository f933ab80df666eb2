"""Ringing back, the neighbour's word, and who has read a caller's number."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from kentongan.calls import events, rules, selectors
from kentongan.calls.enums import CallState, Disposition
from kentongan.calls.errors import NotOutOfArea, ReceiverMissing
from kentongan.calls.models import Call
from kentongan.calls.services.agents import follow_line
from kentongan.calls.services.change import facts_of, is_person, record, save, step
from kentongan.calls.types import Caller
from kentongan.incidents.enums import ContactSafety, is_looser
from kentongan.incidents.errors import SafetyStays
from kentongan.journal import services as journal
from kentongan.kernel import clock
from kentongan.kernel.actors import Actor
from kentongan.kernel.text import require_storable
from kentongan.messaging import services as messaging
from kentongan.messaging.enums import Medium, Purpose
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import supervisor_phone


def request_callback(*, by: Actor, call_id: UUID, history_seen: bool = False, at: datetime) -> Call:
    """Somebody is to ring back. Nothing rings the caller by itself: it is put on the list of
    promises, and whoever keeps none of them in time hears of it.

    Refuses unless contact is SAFE; where it is UNKNOWN only a person who has looked at the history
    may ask for it.
    """
    with journal.act(by=by, at=at) as act:
        call = selectors.access_call(by, call_id, right=Right.TAKE_CALLS, lock=True)
        rules.require_callback_is_safe(
            contact_safety=call.contact_safety, by_person=is_person(by), history_seen=history_seen
        )
        step(call, "callback")
        call.ended_at = None
        call.callback_due_at = _kept_by(at)
        save(act, call, "ended_at")
        requested = events.CallbackRequested(
            **facts_of(call), contact_safety=str(call.contact_safety)
        )
        record(act, call, requested)
    return call


def note_callback_tried(*, by: Actor, call_id: UUID, at: datetime) -> Call:
    """Somebody is ringing back: whoever is told of promises that nobody keeps hears of it only
    when that, too, has led nowhere. The promise stands. What is no promise any more stays as it is.
    """
    with journal.act(by=by, at=at) as act:
        call = selectors.access_call(by, call_id, right=Right.TAKE_CALLS, lock=True)
        if call.state == CallState.CALLBACK:
            call.callback_due_at = _kept_by(at)
            save(act, call)
    return call


def note_callback_overdue(*, by: Actor, call_id: UUID, at: datetime) -> Call:
    """Nobody has rung back in time: the supervisor's telephone rings, and again until somebody has.
    Never the caller's (practice.md §3.1).
    """
    with journal.act(by=by, at=at) as act:
        call = selectors.access_call(by, call_id, right=Right.TAKE_CALLS, lock=True)
        if call.callback_due_at is None or call.callback_due_at > at:
            return call
        call.callback_due_at = _kept_by(clock.at_or_now(at))
        save(act, call)
        rung = _ring_supervisor(by, call, _("Panggilan {number} menunggu dihubungi balik."), at)
        record(act, call, events.CallbackOverdue(**facts_of(call), rung=rung))
    return call


def confirm_neighbour(
    *, by: Actor, call_id: UUID, taken_by: str, org_id: UUID | None = None, at: datetime
) -> Call:
    """The neighbour's centre has it; `taken_by` is the name of who took it there. Ends the call."""
    with journal.act(by=by, at=at) as act:
        call = selectors.access_call(by, call_id, right=Right.TAKE_CALLS, lock=True)
        _require_out_of_area(call)
        if not taken_by.strip():
            raise ReceiverMissing
        step(call, "end")
        call.neighbour_name = require_storable("taken_by", taken_by)
        call.neighbour_org_id = org_id
        call.neighbour_confirmed_at = at
        call.neighbour_due_at = None
        call.ended_at = call.ended_at or at
        save(
            act, call, "neighbour_name", "neighbour_org_id", "neighbour_confirmed_at",
            "neighbour_due_at", "ended_at",
        )  # fmt: skip
        follow_line(act, call)
        confirmed = events.NeighbourConfirmed(**facts_of(call), neighbour_org_id=org_id)
        record(act, call, confirmed)
    return call


def take_back(*, by: Actor, call_id: UUID, at: datetime) -> Call:
    """No answer there, or no 112 there: the caller is ours, and the call as just answered."""
    with journal.act(by=by, at=at) as act:
        call = selectors.access_call(by, call_id, right=Right.TAKE_CALLS, lock=True)
        _require_out_of_area(call)
        step(call, "take-back")
        call.disposition = ""
        call.classified_at = call.classified_by = call.ended_at = call.neighbour_due_at = None
        call.answered_by = by.id
        save(
            act, call, "disposition", "classified_at", "classified_by", "ended_at",
            "neighbour_due_at", "answered_by",
        )  # fmt: skip
        record(act, call, events.CallTakenBack(**facts_of(call)))
    return call


def note_neighbour_silent(*, by: Actor, call_id: UUID, at: datetime) -> Call:
    """The neighbour's minute is over: the caller is ours. The desk is told and the supervisor's
    telephone rings, once: an escalation never ends on a screen only (practice.md §1.3).
    """
    with journal.act(by=by, at=at) as act:
        call = selectors.access_call(by, call_id, right=Right.TAKE_CALLS, lock=True)
        if call.neighbour_due_at is None or call.neighbour_due_at > at:
            return call
        call.neighbour_due_at = None
        save(act, call, "neighbour_due_at")
        said = _("Panggilan luar wilayah {number} belum diterima daerah tetangga.")
        rung = _ring_supervisor(by, call, said, at)
        record(act, call, events.NeighbourSilent(**facts_of(call), rung=rung))
    return call


def set_call_safety(
    *, by: Actor, call_id: UUID, contact_safety: ContactSafety, at: datetime
) -> Call:
    """Say whether this caller may be contacted. A machine only ever makes it stricter."""
    with journal.act(by=by, at=at) as act:
        call = selectors.access_call(by, call_id, right=Right.TAKE_CALLS, lock=True)
        before = str(call.contact_safety)
        if before == contact_safety:
            return call
        if is_looser(contact_safety, before) and not is_person(by):
            raise SafetyStays
        call.contact_safety = contact_safety
        save(act, call, "contact_safety")
        changed = events.CallSafetySet(
            **facts_of(call), before=before, contact_safety=str(contact_safety)
        )
        record(act, call, changed)
    return call


def reveal_caller(*, by: Actor, call_id: UUID, at: datetime) -> Caller:
    """Name and number of a caller; the journal says who has read them. Needs REVEAL_PERSONS."""
    with journal.act(by=by, at=at) as act:
        call = selectors.access_call(by, call_id, right=Right.REVEAL_PERSONS)
        record(act, call, events.CallerRevealed(**facts_of(call)))
    return Caller(name=call.caller_name, phone=call.caller_phone)


def _kept_by(at: datetime) -> datetime:
    return at + timedelta(seconds=selectors.desk_times(at).callback_within_s)


def _ring_supervisor(by: Actor, call: Call, text: str, at: datetime) -> bool:
    """Ring the supervisor on duty, never the caller. False where no number is known."""
    reached = supervisor_phone(at)
    if reached is None:
        return False
    messaging.queue_message(
        by=by, medium=Medium.PHONE_CALL, recipient=reached.phone,
        text=text.format(number=call.number), purpose=Purpose.ESCALATION,
        subject_kind="call", subject_id=call.id, at=at,
    )  # fmt: skip
    return True


def _require_out_of_area(call: Call) -> None:
    if call.state != CallState.CLASSIFIED or call.disposition != Disposition.OUT_OF_AREA:
        raise NotOutOfArea
