"""What an exchange tells becomes calls: one line one call, whoever tells it and how often."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import DataError, IntegrityError
from django.db import Error as DatabaseError

from kentongan.calls import services as calls
from kentongan.calls.enums import CallState, Channel
from kentongan.calls.selectors import access_call
from kentongan.calls.types import NewCall
from kentongan.exchange import events, rules, selectors
from kentongan.exchange.ami import backs
from kentongan.exchange.ami.channels import extension_of, joined_key
from kentongan.exchange.enums import BackOutcome, LegState
from kentongan.exchange.facts import OF_A_CALL, OF_AN_ORDER, Fact, FactKind
from kentongan.exchange.models import Leg
from kentongan.journal import services as journal
from kentongan.journal.selectors import node
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import Failure, NotFound
from kentongan.orgs.enums import Right

log = logging.getLogger(__name__)

K = FactKind
_EVENT_OF: dict[str, type[events.LegEvent]] = {
    LegState.RINGING: events.LegRings,
    LegState.DIALLING: events.LegDials,
    LegState.CONNECTED: events.LegConnected,
    LegState.NOT_REACHED: events.LegNotReached,
    LegState.ABANDONED: events.LegAbandoned,
    LegState.TURNED_AWAY: events.LegTurnedAway,
    LegState.ENDED: events.LegEnded,
}
_OF_A_MEMBER: dict[FactKind, type[events.MemberEvent]] = {
    K.PAUSED: events.MemberPaused,
    K.UNPAUSED: events.MemberUnpaused,
    K.MEMBER_ADDED: events.MemberAdded,
    K.MEMBER_CHANGED: events.MemberChanged,
    K.MEMBER_REMOVED: events.MemberRemoved,
}
MOST_TONES = 999
TONES_TOLD = 2
LONGEST_LINE = 40


def hear_all(*, by: Actor, source: str, facts: Sequence[Fact], at: datetime) -> None:
    """Several facts in one act: under load they share one commit. One that fails is heard alone,
    said in the log, and takes none of the others with it. A database that is away is raised.
    """
    try:
        with journal.act(by=by, at=at):
            for fact in facts:
                hear(by=by, source=source, fact=fact, at=at)
    except Exception:  # noqa: BLE001 - whatever it was, it was one of them: the others are callers
        for fact in facts:
            _hear_alone(by, source, fact, at)


def _hear_alone(by: Actor, source: str, fact: Fact, at: datetime) -> None:
    try:
        hear(by=by, source=source, fact=fact, at=at)
    except Exception as wrong:  # noqa: BLE001 - said, and the next caller is heard
        if isinstance(wrong, DatabaseError) and not isinstance(wrong, IntegrityError | DataError):
            raise  # away: all of it is told again
        log.exception("a fact of the exchange was not taken", extra={"kind": fact.kind.value})


def hear(*, by: Actor, source: str, fact: Fact, at: datetime) -> Leg | None:
    """One fact; what was heard before changes nothing. The line it was about, where there is one.

    Told twice at once, the second finds what the first has committed.
    """
    try:
        return _hear(by, source, fact, at)
    except IntegrityError:
        if journal.is_open():
            raise
        return _hear(by, source, fact, at)


def _hear(by: Actor, source: str, fact: Fact, at: datetime) -> Leg | None:
    with journal.act(by=by, at=at) as act:
        fact = rules.fitted(fact)
        if fact.kind is K.SNAPSHOT:
            _let_go(act, by, source, fact, at)
            _list_joinings(act, source, fact, at)
        if fact.kind is K.LEFT:
            _tell_left(act, fact)
        if fact.kind in _OF_A_MEMBER:
            _tell_of_member(act, source, fact)
        if fact.kind not in OF_A_CALL | OF_AN_ORDER or not fact.call:
            return None
        leg = _find(source, fact.call)
        if leg is None and backs.is_back(fact.call):
            leg = _find_ordered(by, source, fact.call)
        elif leg is None and fact.kind in rules.OPENS:
            leg = _open(by, source, fact, at)
        if leg is None:
            return None
        _follow(act, by, leg, fact, at)
    return leg


def _find(source: str, key: str) -> Leg | None:
    rows = Leg.objects.select_related("call").select_for_update(no_key=True, of=("self",))
    return rows.filter(source=source, uniqueid=key).first()


def _find_ordered(by: Actor, source: str, key: str) -> Leg | None:
    """The exchange may tell of an order before the act that gave it has committed: that act holds
    the call, so whoever waits for the call finds what it has written.
    """
    call_id = backs.call_of(key)
    if call_id is None:
        return None
    try:
        access_call(by, call_id, right=Right.TAKE_CALLS, lock=True)
    except NotFound:
        return None
    return _find(source, key)


def _open(by: Actor, source: str, fact: Fact, at: datetime) -> Leg:
    """A line never heard of: it rings here now."""
    arrived_at = rules.arrival(fact.at, at)
    new = NewCall(
        channel=Channel.PHONE, line=fact.queue[:LONGEST_LINE], phone=fact.number,
        arrived_at=arrived_at,
    )  # fmt: skip
    call = calls.receive_call(by=by, new=new, at=at)
    return Leg.objects.create(
        source=source, uniqueid=fact.call, call=call, queue=fact.queue, line=fact.line,
        joined_at=arrived_at, changed_at=at,
    )  # fmt: skip


def _follow(act: Act, by: Actor, leg: Leg, fact: Fact, at: datetime) -> None:
    if fact.kind is K.DTMF:
        _count_tone(act, leg)
    elif fact.kind is K.RECORDED:
        _keep_recording(act, leg, fact)
    elif fact.kind is K.JOINED:
        if leg.queue != fact.queue and leg.state == LegState.WAITING:
            leg.queue, leg.changed_at = fact.queue, at
            leg.save(update_fields=["queue", "changed_at"])
    else:
        _step(act, by, leg, fact, at)


def _count_tone(act: Act, leg: Leg) -> None:
    """The desk is told of the first and of the second: "tekan tombol dua kali" was answered."""
    leg.tones = min(leg.tones + 1, MOST_TONES)
    leg.save(update_fields=["tones"])
    if leg.tones <= TONES_TOLD:
        _tell(act, leg, events.LegPressed)


def _keep_recording(act: Act, leg: Leg, fact: Fact) -> None:
    if leg.recording == fact.recording:
        return
    leg.recording = fact.recording
    leg.save(update_fields=["recording"])
    _tell(act, leg, events.LegRecorded)


def _step(act: Act, by: Actor, leg: Leg, fact: Fact, at: datetime) -> None:
    target = rules.step(fact.kind, leg.state)
    if target is None or (target == leg.state and fact.member == leg.member):
        return
    before, leg.state, leg.changed_at = leg.state, target, at
    leg.line = fact.line or leg.line
    if leg.is_back:
        _follow_back(leg, fact, before)
    elif target in {LegState.RINGING, LegState.CONNECTED}:
        leg.member, leg.member_line = fact.member, fact.member_line
        leg.user_id = selectors.seated_at(extension_of(fact.member))
    elif target == LegState.WAITING:
        leg.member, leg.user_id = "", None
    leg.save()
    if target in _EVENT_OF:
        _tell(act, leg, _EVENT_OF[target])
    _of_the_call(by, leg, at)


def _follow_back(leg: Leg, fact: Fact, before: str) -> None:
    """Whoever ordered it has it, wherever he sits meanwhile."""
    if fact.member_line:
        leg.member, leg.member_line = fact.member, fact.member_line
    if leg.state == LegState.NOT_REACHED:
        is_silent = before == LegState.RINGING
        leg.outcome = fact.outcome or (
            BackOutcome.DESK_SILENT if is_silent else BackOutcome.CANCELLED
        )
    else:
        leg.outcome, leg.uniqueid = "", fact.becomes or leg.uniqueid


def _of_the_call(by: Actor, leg: Leg, at: datetime) -> None:
    """What follows at the call; a person who was quicker by hand is right."""
    if leg.state == LegState.CONNECTED and leg.user_id is not None:
        _answer(leg.call_id, leg.user_id, at)
    elif leg.state in {LegState.ABANDONED, LegState.TURNED_AWAY, LegState.ENDED}:
        call = calls.note_line_down(by=by, call_id=leg.call_id, at=at)
        rings = call.state in {CallState.INCOMING, CallState.QUEUED}
        if rings and leg.state != LegState.ENDED:
            calls.abandon_call(by=by, call_id=leg.call_id, at=at)


def _answer(call_id: UUID, user_id: UUID, at: datetime) -> None:
    """Whoever lifted the telephone has it, by name. One who may not is told to nobody: the call
    goes on ringing at the desks, where somebody who may says that it is his.
    """
    try:
        calls.answer_call(by=Actor(id=user_id), call_id=call_id, at=at)
    except Failure as refusal:
        log.info("an answer at the telephone was not taken", extra={"code": refusal.code})


def _tell(act: Act, leg: Leg, kind: type[events.LegEvent]) -> None:
    more = {"outcome": str(leg.outcome)} if kind is events.LegNotReached else {}
    told = kind(
        call_id=leg.call_id, leg_id=leg.id, state=str(leg.state), user_id=leg.user_id, **more
    )  # fmt: skip
    act.record(told, region=leg.call.region)


def _tell_of_member(act: Act, source: str, fact: Fact) -> None:
    """Nothing is kept of it: who listens now sees it, and the exchange is asked for the rest."""
    link, extension = selectors.find_link(source), extension_of(fact.member)
    if link is None:
        return
    told = _OF_A_MEMBER[fact.kind](
        link_id=link.id, queue=fact.queue, extension=extension,
        user_id=selectors.seated_at(extension),
    )  # fmt: skip
    act.record(told, region=node().region)


def _let_go(act: Act, by: Actor, source: str, fact: Fact, at: datetime) -> None:
    """Lines that ended while nobody listened."""
    for leg in selectors.gone(source, fact.alive, fact.at or at):
        is_rung = leg.is_back and leg.state != LegState.CONNECTED
        kind, outcome = (K.NOT_REACHED, BackOutcome.NOT_KNOWN) if is_rung else (K.HUNG_UP, "")
        ended = replace(fact, kind=kind, member=leg.member, outcome=outcome)
        _step(act, by, leg, ended, at)


def _tell_left(act: Act, fact: Fact) -> None:
    """Who listens to whom is no business of this room: it says that the telephone is down."""
    key = joined_key(fact.call)
    if key is not None:
        act.record(events.JoiningEnded(joining_id=key), region=node().region)


def _list_joinings(act: Act, source: str, fact: Fact, at: datetime) -> None:
    """Telephones may have been laid down while nobody listened."""
    link = selectors.find_link(source)
    if link is None:
        return
    alive = sorted(key for key in map(joined_key, fact.alive) if key is not None)
    listed = events.JoiningsListed(link_id=link.id, alive=alive, asked_at=fact.at or at)
    act.record(listed, region=node().region)
