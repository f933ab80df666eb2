"""Ringing back, the neighbour's word, and who has read a caller's number."""

from datetime import datetime
from uuid import UUID

from kentongan.calls import events, rules, selectors
from kentongan.calls.enums import CallState, Disposition
from kentongan.calls.errors import NotOutOfArea, ReceiverMissing
from kentongan.calls.models import Call
from kentongan.calls.services.change import facts_of, is_person, record, save, step
from kentongan.calls.types import Caller
from kentongan.incidents.enums import ContactSafety, is_looser
from kentongan.incidents.errors import SafetyStays
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.kernel.text import require_storable
from kentongan.orgs.enums import Right


def request_callback(*, by: Actor, call_id: UUID, history_seen: bool = False, at: datetime) -> Call:
    """Somebody is to ring back. Nothing rings by itself: it is put on the list of promises.

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
        save(call, "ended_at")
        requested = events.CallbackRequested(
            **facts_of(call), contact_safety=str(call.contact_safety)
        )
        record(act, call, requested)
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
            call, "neighbour_name", "neighbour_org_id", "neighbour_confirmed_at",
            "neighbour_due_at", "ended_at",
        )  # fmt: skip
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
            call, "disposition", "classified_at", "classified_by", "ended_at",
            "neighbour_due_at", "answered_by",
        )  # fmt: skip
        record(act, call, events.CallTakenBack(**facts_of(call)))
    return call


def note_neighbour_silent(*, by: Actor, call_id: UUID, at: datetime) -> Call:
    """The neighbour's minute is over: the desk is told, once."""
    with journal.act(by=by, at=at) as act:
        call = selectors.access_call(by, call_id, right=Right.TAKE_CALLS, lock=True)
        if call.neighbour_due_at is None or call.neighbour_due_at > at:
            return call
        call.neighbour_due_at = None
        save(call, "neighbour_due_at")
        record(act, call, events.NeighbourSilent(**facts_of(call)))
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
        save(call, "contact_safety")
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


def _require_out_of_area(call: Call) -> None:
    if call.state != CallState.CLASSIFIED or call.disposition != Disposition.OUT_OF_AREA:
        raise NotOutOfArea
