"""The keys of the line: hold, mute, a third on the line, hand on, put down.

The exchange is told inside the act: where it refuses, nothing is written.
"""

from datetime import datetime
from uuid import UUID

from kentongan.calls import events, selectors
from kentongan.calls.adapters import exchange_of, is_controlled
from kentongan.calls.enums import AgentState, CallState
from kentongan.calls.errors import ColleagueNotFree, NoPlaceToTransfer, NotYourLine
from kentongan.calls.models import Agent, Call, CallParty
from kentongan.calls.services.agents import follow_line, let_go, take_in_hand
from kentongan.calls.services.change import facts_of, record, save
from kentongan.journal import services as journal
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor
from kentongan.kernel.text import require_storable
from kentongan.orgs.enums import Right

_EVENT_OF: dict[str, type[events.CallEvent]] = {
    "hold": events.LineHeld,
    "resume": events.LineResumed,
    "mute": events.LineMuted,
    "unmute": events.LineUnmuted,
}
_CONNECTED = (CallState.ANSWERED, CallState.CLASSIFIED, CallState.LINKED)


def hold_line(*, by: Actor, call_id: UUID, at: datetime) -> Call:
    """Let the caller wait (Tahan). Held already: nothing changes."""
    with journal.act(by=by, at=at) as act:
        return _switch(act, _line(by, call_id), "hold", "held_at", at)


def resume_line(*, by: Actor, call_id: UUID, at: datetime) -> Call:
    """Speak with the caller again."""
    with journal.act(by=by, at=at) as act:
        return _switch(act, _line(by, call_id), "resume", "held_at", None)


def mute_line(*, by: Actor, call_id: UUID, at: datetime) -> Call:
    """Listen without being heard (Bisukan): for whoever hides."""
    with journal.act(by=by, at=at) as act:
        return _switch(act, _line(by, call_id), "mute", "muted_at", at)


def unmute_line(*, by: Actor, call_id: UUID, at: datetime) -> Call:
    """Be heard again."""
    with journal.act(by=by, at=at) as act:
        return _switch(act, _line(by, call_id), "unmute", "muted_at", None)


def _switch(act: Act, call: Call, order: str, column: str, since: datetime | None) -> Call:
    """Give the exchange an order that turns something on (since when) or off; once."""
    if (getattr(call, column) is None) != (since is None):
        getattr(exchange_of(call.channel, call.id), order)(call.id)
        setattr(call, column, since)
        save(act, call, column)
        record(act, call, _EVENT_OF[order](**facts_of(call)))
    return call


def join_third(
    *,
    by: Actor,
    call_id: UUID,
    phone: str,
    name: str = "",
    org_id: UUID | None = None,
    at: datetime,
) -> CallParty:
    """Ring a third into the call (Sambungkan bertiga). Refuses without a number (CALLS-015)."""
    if not phone.strip():
        raise NoPlaceToTransfer
    with journal.act(by=by, at=at) as act:
        call = _line(by, call_id)
        exchange_of(call.channel, call.id).join(call.id, phone)
        party = CallParty.objects.create(
            call=call, org_id=org_id, joined_at=at,
            name=require_storable("name", name), phone=require_storable("phone", phone.strip()),
        )  # fmt: skip
        save(act, call)
        record(act, call, events.PartyJoined(**facts_of(call), party_id=party.id, org_id=org_id))
    return party


def drop_third(*, by: Actor, call_id: UUID, party_id: UUID, at: datetime) -> Call:
    """Let the third one go."""
    with journal.act(by=by, at=at) as act:
        call = _line(by, call_id)
        party = CallParty.objects.filter(id=party_id, call=call, left_at=None).first()
        if party is not None:
            exchange_of(call.channel, call.id).drop(call.id, party.phone)
            party.left_at = at
            party.save(update_fields=["left_at"])
            save(act, call)
            record(act, call, events.PartyLeft(**facts_of(call), party_id=party.id))
    return call


def transfer_call(*, by: Actor, call_id: UUID, user_id: UUID, at: datetime) -> Call:
    """Hand the caller on to a colleague who is ready (Alihkan). Refuses another (CALLS-014).

    The time at which 112 answered stays: the caller has not been answered twice.
    """
    with journal.act(by=by, at=at) as act:
        call = _line(by, call_id)
        if not Agent.objects.filter(user_id=user_id, state=AgentState.READY).exists():
            raise ColleagueNotFree
        exchange_of(call.channel, call.id).transfer(call.id, user_id)
        before, call.answered_by = call.answered_by, user_id
        call.held_at = call.muted_at = None
        save(act, call, "answered_by", "held_at", "muted_at")
        let_go(act, call)
        take_in_hand(act, call, user_id)
        record(
            act,
            call,
            events.CallTransferred(**facts_of(call), before=before, answered_by=user_id),
        )
    return call


def hang_up(*, by: Actor, call_id: UUID, at: datetime) -> Call:
    """Put the line down (Akhiri), or say that the telephone was. Nothing is closed by that: what
    the call was may be said afterwards.
    """
    with journal.act(by=by, at=at) as act:
        call = _line(by, call_id)
        if is_controlled(call.channel, call.id):
            exchange_of(call.channel, call.id).hang_up(call.id)
        _put_down(act, call, at)
    return call


def note_line_down(*, by: Actor, call_id: UUID, at: datetime) -> Call:
    """The exchange tells that the line is down, whoever put it down. A call that nobody answered,
    or whose line is down already, stays as it is.
    """
    with journal.act(by=by, at=at) as act:
        call = selectors.access_call(by, call_id, right=Right.TAKE_CALLS, lock=True)
        if call.state in _CONNECTED and call.ended_at is None:
            _put_down(act, call, at)
    return call


def _put_down(act: Act, call: Call, at: datetime) -> None:
    call.ended_at, call.held_at, call.muted_at = at, None, None
    save(act, call, "ended_at", "held_at", "muted_at")
    CallParty.objects.filter(call=call, left_at=None).update(left_at=at)
    follow_line(act, call)
    record(act, call, events.LineEnded(**facts_of(call)))


def _line(by: Actor, call_id: UUID) -> Call:
    """The call with an open line that `by` holds. Raises NotYourLine for any other."""
    call = selectors.access_call(by, call_id, right=Right.TAKE_CALLS, lock=True)
    if call.state not in _CONNECTED or call.ended_at is not None or call.answered_by != by.id:
        raise NotYourLine
    return call
