"""From the first ring to the end of the line."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError

from kentongan.calls import events, rules, selectors
from kentongan.calls.enums import LINE_CHANNELS, Awaited, CallState, Disposition
from kentongan.calls.errors import (
    AlreadyAnswered,
    ClassifyFirst,
    EmergencyWithoutIncident,
    IdTaken,
    PersonWasHeard,
)
from kentongan.calls.models import Call
from kentongan.calls.services.agents import follow_line, take_in_hand
from kentongan.calls.services.change import facts_of, is_person, keep_watch, record, save, step
from kentongan.calls.services.deciding import DECIDED, take_over, tell
from kentongan.calls.services.drafts import drop_draft
from kentongan.calls.types import NewCall
from kentongan.incidents import services as incidents
from kentongan.journal import selectors as journal_selectors
from kentongan.journal import services as journal
from kentongan.journal.personal import phone_index
from kentongan.kernel import clock
from kentongan.kernel.actors import Actor
from kentongan.kernel.ids import new_id
from kentongan.kernel.text import require_storable
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of
from kentongan.regions.types import undotted

_UNCLASSIFIED = (CallState.INCOMING, CallState.QUEUED, CallState.ANSWERED)


def receive_call(*, by: Actor, new: NewCall, at: datetime) -> Call:
    """It rings: a row and a number, whether or not anybody will answer.

    With an id of its own the same call again is the same row; another call is IdTaken.
    """
    region = undotted(new.region) if new.region else journal_selectors.node().region
    rights = rights_of(by)
    if not rights.has(Right.TAKE_CALLS, region=region):
        # Calls arrive by tower: one from across the border is kept where it was taken.
        region = journal_selectors.node().region
        rights.require(Right.TAKE_CALLS, region=region)
    try:
        return _receive(by, new, region, at)
    except IntegrityError:
        # The same call was sent twice at once: the second finds what the first has committed.
        same = None if new.id is None or journal.is_open() else _received_before(new, new.id)
        if same is None:
            raise
        return same


def _receive(by: Actor, new: NewCall, region: str, at: datetime) -> Call:
    with journal.act(by=by, at=at) as act:
        if new.id is not None and (same := _received_before(new, new.id)) is not None:
            return same
        call = _row(new, region, at)
        keep_watch(call, at)
        call.save(force_insert=True)
        received = events.CallReceived(
            **facts_of(call), number=call.number, channel=str(call.channel)
        )
        record(act, call, received)
    return call


def _row(new: NewCall, region: str, at: datetime) -> Call:
    return Call(
        id=new.id or new_id(),
        number=incidents.next_number("TLP", region, at),
        channel=new.channel,
        line=require_storable("line", new.line),
        region=region,
        caller_phone=require_storable("phone", new.phone),
        caller_phone_index=phone_index(new.phone) if new.phone else None,
        caller_name=require_storable("name", new.name),
        note=require_storable("note", new.note),
        state=CallState.INCOMING,
        contact_safety=new.contact_safety,
        callback_of_id=new.callback_of,
        arrived_at=new.arrived_at or at,
        updated_at=clock.now(),
    )


def _received_before(new: NewCall, own_id: UUID) -> Call | None:
    found = Call.objects.filter(id=own_id).first()
    if found is None:
        return None
    kept = (found.channel, found.line, found.caller_phone, found.caller_name)
    if kept != (new.channel, new.line, new.phone, new.name):
        raise IdTaken
    return found


def queue_call(*, by: Actor, call_id: UUID, at: datetime) -> Call:
    """Nobody is free: the call waits (Antrean)."""
    with journal.act(by=by, at=at) as act:
        call = selectors.access_call(by, call_id, right=Right.TAKE_CALLS, lock=True)
        step(call, "queue")
        call.queued_at = at
        save(act, call, "queued_at")
        record(act, call, events.CallQueued(**facts_of(call)))
    return call


def answer_call(*, by: Actor, call_id: UUID, at: datetime) -> Call:
    """This operator has it. The first one wins; the other is told who was (AlreadyAnswered)."""
    with journal.act(by=by, at=at) as act:
        call = selectors.access_call(by, call_id, right=Right.TAKE_CALLS, lock=True)
        if call.state == CallState.ANSWERED and call.answered_by == by.id:
            return call
        if call.state == CallState.ANSWERED:
            raise AlreadyAnswered(answered_by=call.answered_by)
        step(call, "answer")
        call.answered_at = call.answered_at or at
        call.answered_by = by.id
        save(act, call, "answered_at", "answered_by")
        if is_person(by) and call.channel in LINE_CHANNELS:
            take_in_hand(act, call, by.id)
        record(act, call, events.CallAnswered(**facts_of(call), answered_by=by.id))
    return call


def abandon_call(*, by: Actor, call_id: UUID, at: datetime) -> Call:
    """The line went dead before anybody could tell what it was (Terputus). Where a person was
    heard before it did, that is not the end: a supervisor decides. Of a call that a colleague has
    in hand only its line says so (HeldByColleague).
    """
    with journal.act(by=by, at=at) as act:
        call = selectors.access_call(by, call_id, right=Right.TAKE_CALLS, lock=True)
        take_over(act, call, reason="")
        is_heard = call.heard_at is not None
        step(call, "await-decision" if is_heard else "abandon")
        call.disposition = Disposition.SILENT if is_heard else Disposition.DROPPED
        call.ended_at = at
        save(act, call, "disposition", "ended_at")
        follow_line(act, call)
        record(act, call, events.CallAbandoned(**facts_of(call)))
    return call


def end_call(*, by: Actor, call_id: UUID, reason: str = "", at: datetime) -> Call:
    """The line is put down and nothing is left to do. A call that was disposed of has ended.

    Refuses one not classified yet, an emergency without an incident, a silence in which a person
    was heard, one out of our area that no neighbour has confirmed, and one that a colleague has in
    hand, unless a supervisor gives a `reason`.
    """
    with journal.act(by=by, at=at) as act:
        call = selectors.access_call(by, call_id, right=Right.TAKE_CALLS, lock=True)
        if call.ended_at is not None and not rules.CALL.allows("end", call.state):
            return call
        _require_may_end(call)
        overruled = take_over(act, call, reason)
        step(call, "end")
        call.ended_at = call.ended_at or at
        save(act, call, "ended_at", *DECIDED)
        drop_draft(call)
        follow_line(act, call)
        record(act, call, events.CallEnded(**facts_of(call)))
        tell(act, call, overruled)
    return call


def _require_may_end(call: Call) -> None:
    if call.state in _UNCLASSIFIED:
        raise ClassifyFirst
    if call.awaits == Awaited.INCIDENT:
        raise EmergencyWithoutIncident
    if call.awaits == Awaited.DECIDE:
        raise PersonWasHeard
    rules.require_neighbour_confirmed(call.disposition, call.neighbour_confirmed_at)
