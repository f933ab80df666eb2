"""A supervisor joins a colleague's call, by name and with a reason, and leaves with it."""

import logging
from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError

from kentongan.calls.selectors import access_call, get_calls, holder_of
from kentongan.calls.types import Call
from kentongan.exchange import selectors as exchange
from kentongan.exchange.enums import JoinMode, LegState
from kentongan.exchange.errors import ExchangeAway
from kentongan.exchange.events import JoiningEnded
from kentongan.exchange.services import join_in, leave_again
from kentongan.floor import errors, events
from kentongan.floor.enums import JoinReason
from kentongan.floor.limits import TOLD_AFTER
from kentongan.floor.models import Listening
from kentongan.incidents.selectors import require_open_to
from kentongan.journal import services as journal
from kentongan.journal.selectors import list_entries_of
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotAllowed, NotFound, mark
from kentongan.orgs.enums import Right

log = logging.getLogger(__name__)

RINGS_WITHIN = timedelta(seconds=5)
"""From an order until the exchange can list the telephone's line."""


def begin_listening(
    *, by: Actor, call_id: UUID, mode: JoinMode, reason: JoinReason, at: datetime
) -> Listening:
    """Join a colleague's call: `by`'s telephone rings. Leaves the call joined before, if any; the
    same again is the same one.

    Refuses a call in nobody's hand (FLOOR-002), one's own (FLOOR-003), one that does not go through
    an exchange that obeys (FLOOR-004), a restricted incident that was not opened, and who has named
    no telephone (EXCHANGE-006). What the exchange does not do is not written (EXCHANGE-005).
    """
    try:
        begun = _begin(by, call_id, mode, reason, at)
    except IntegrityError:
        # pressed twice at once: the second finds the one that stands
        if journal.is_open():
            raise
        begun = _begin(by, call_id, mode, reason, at)
    _note_left_meanwhile(by, begun, at)
    return begun


def _begin(by: Actor, call_id: UUID, mode: JoinMode, reason: JoinReason, at: datetime) -> Listening:
    with journal.act(by=by, at=at) as act:
        # locked: a line that is put down meanwhile ends this listening, or comes before it
        call = access_call(by, call_id, right=Right.WATCH_FLOOR, lock=True)
        operator_id = _require_joinable(by, call, at)
        rows = Listening.objects.select_for_update(no_key=True)
        standing = rows.filter(supervisor_id=by.id, ended_at=None).first()
        if standing is not None:
            if (standing.call_id, standing.mode) == (call.id, mode):
                return standing
            leave_again(by=by, key=standing.id, at=at)
            _end(act, standing, at)
        is_heard = mode != JoinMode.LISTEN
        listening = Listening.objects.create(
            call=call, region=call.region, operator_id=operator_id, supervisor_id=by.id, mode=mode,
            reason=reason, began_at=at, told_from_at=at if is_heard else at + TOLD_AFTER.lasts(at),
        )  # fmt: skip
        join_in(by=by, call_id=call.id, key=listening.id, mode=mode, at=at)
        began = events.ListeningBegan(
            call_id=call.id, listening_id=listening.id, mode=str(mode), reason=str(reason)
        )
        act.record(began, region=call.region)
        if listening.told_from_at <= at:
            tell_desk(act, operator_id, call.region)
    return listening


def _require_joinable(by: Actor, call: Call, at: datetime) -> UUID:
    """Whose call it is."""
    if call.incident is not None:
        require_open_to(by, call.incident, at)
    operator_id = holder_of(call)
    if operator_id is None or call.ended_at is not None:
        raise errors.NotInHand
    if operator_id == by.id:
        raise errors.OwnCall
    leg = exchange.find_open_leg(call.id)
    is_spoken = leg is not None and leg.state == LegState.CONNECTED and bool(leg.member_line)
    if not (exchange.takes_orders() and is_spoken):
        raise errors.NotThroughExchange
    return operator_id


def end_listening(*, by: Actor, listening_id: UUID, at: datetime) -> Listening:
    """Leave the call. Left already: nothing changes. An exchange that is away goes on, and says so
    (EXCHANGE-005): the telephone is put down by hand.
    """
    with journal.act(by=by, at=at) as act:
        rows = Listening.objects.select_for_update(no_key=True)
        listening = rows.filter(id=listening_id, supervisor_id=by.id).first()
        if listening is None:
            raise NotFound(thing=mark("Ikut mendengar"))
        if listening.ended_at is None:
            leave_again(by=by, key=listening.id, at=at)
            _end(act, listening, at)
    return listening


def note_left(*, by: Actor, listening_id: UUID, at: datetime) -> None:
    """The exchange has told that this telephone is down: laid down by hand, or never lifted. Left
    already, or rung by somebody else: nothing changes, and nothing is ordered.
    """
    with journal.act(by=by, at=at) as act:
        rows = Listening.objects.select_for_update(no_key=True)
        listening = rows.filter(id=listening_id, ended_at=None).first()
        if listening is not None:
            _end(act, listening, at)


def _note_left_meanwhile(by: Actor, begun: Listening, at: datetime) -> None:
    """A telephone that cannot be rung is told to be down while the act that ordered it has not
    ended: whoever heard of it then found nothing to end.
    """
    if list_entries_of(begun.id, {JoiningEnded.kind}):
        note_left(by=by, listening_id=begun.id, at=at)
        begun.refresh_from_db(fields=["ended_at"])


def note_gone(*, by: Actor, alive: Collection[UUID], asked_at: datetime, at: datetime) -> None:
    """After a gap: of those who listened before the exchange was asked, whoever's telephone it does
    not list is gone. One rung a moment before may not have been in its list yet.
    """
    begun = Listening.objects.filter(ended_at=None, began_at__lt=asked_at - RINGS_WITHIN)
    for listening_id in begun.exclude(id__in=alive).values_list("id", flat=True):
        note_left(by=by, listening_id=listening_id, at=at)


def leave_call(*, by: Actor, call_id: UUID, at: datetime) -> None:
    """Whoever listens leaves a call that is over, that another desk has now, or that has become one
    of an incident that they may not see.
    """
    if not Listening.objects.filter(call_id=call_id, ended_at=None).exists():
        return
    with journal.act(by=by, at=at) as act:
        rows = Listening.objects.select_for_update(no_key=True)
        (call,) = get_calls([call_id])
        for listening in rows.filter(call_id=call_id, ended_at=None):
            if not _goes_on(listening, call):
                _let_go(by, listening, at)
                _end(act, listening, at)


def _goes_on(listening: Listening, call: Call) -> bool:
    if call.ended_at is not None or holder_of(call) != listening.operator_id:
        return False
    try:
        access_call(Actor(id=listening.supervisor_id), call.id, right=Right.WATCH_FLOOR)
    except (NotFound, NotAllowed):
        return False
    return True


def _let_go(by: Actor, listening: Listening, at: datetime) -> None:
    """With the desk's line the exchange ends it by itself; it is told so all the same."""
    try:
        leave_again(by=by, key=listening.id, at=at)
    except ExchangeAway:
        log.warning("exchange was not told that a listening is over")


def read_listenings(*, by: Actor, at: datetime) -> int:
    """I have read who listened to me. How many were new; one that goes on is shown again after."""
    with journal.act(by=by, at=at) as act:
        rows = Listening.objects.select_for_update(no_key=True)
        found = list(rows.filter(operator_id=by.id, seen_at=None, ended_at__isnull=False))
        for listening in found:
            listening.seen_at = at
            listening.save(update_fields=["seen_at"])
            seen = events.ListeningSeen(call_id=listening.call_id, listening_id=listening.id)
            act.record(seen, region=listening.region)
    return len(found)


def _end(act: Act, listening: Listening, at: datetime) -> None:
    listening.ended_at = max(at, listening.began_at)
    listening.save(update_fields=["ended_at"])
    ended = events.ListeningEnded(call_id=listening.call_id, listening_id=listening.id)
    act.record(ended, region=listening.region)
    tell_desk(act, listening.operator_id, listening.region)


def tell_desk(act: Act, user_id: UUID, region: str) -> None:
    """This person's desk reads again what the floor has for it."""
    act.record(events.DeskTold(user_id=user_id), region=region)
