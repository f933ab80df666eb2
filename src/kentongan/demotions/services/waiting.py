"""A call of a demoted number arrives: what it waits is decided, written down, and over soon."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from kentongan.calls import services as calls
from kentongan.calls.selectors import access_call
from kentongan.calls.types import Call
from kentongan.demotions import events, rules, selectors
from kentongan.demotions.enums import ENDING, EndCause, Release
from kentongan.demotions.limits import WAIT
from kentongan.demotions.models import Delay, Demotion
from kentongan.demotions.selectors import is_blocked
from kentongan.demotions.selectors.standing import WAITING
from kentongan.demotions.services.ending import end, release_delay
from kentongan.demotions.types import Asked, Told
from kentongan.exchange import services as exchange
from kentongan.exchange.types import Fact, FactKind
from kentongan.journal import services as journal
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor
from kentongan.messaging import services as messaging
from kentongan.messaging.enums import Medium, Purpose
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import centre_phones, neighbour_phones

AMI, OTHER = "ami", "cti"
"""Under which of its two names the exchange room knows a caller's line."""


def note_arrivals(*, by: Actor, call_ids: Sequence[UUID], at: datetime) -> int:
    """Decide for those of these calls whose number is demoted. How many waited."""
    rows = Call.objects.filter(id__in=call_ids, caller_phone_index__isnull=False)
    demoted = selectors.demoted_among(list(rows.only("id", "caller_phone_index")), at)
    delays = [_decide(by, call_id, at) for call_id in call_ids if call_id in demoted]
    return sum(delay is not None and delay.released_at is None for delay in delays)


def answer_exchange(*, by: Actor, asked: Asked, at: datetime) -> Told:
    """An exchange asks before it lets a caller into the queue: from this moment on he has a call
    here, so that whoever hangs up in these seconds is counted and seen. Asked again, it says what
    is left.
    """
    source = AMI if settings.AMI is not None else OTHER
    fact = Fact(FactKind.JOINED, call=asked.call, number=asked.number, queue=asked.queue)
    # an act of its own: the exchange's own stream may tell of the same line at the same moment
    leg = exchange.hear(by=by, source=source, fact=fact, at=at)
    assert leg is not None  # a line that joins is always heard
    with journal.act(by=by, at=at):
        delay = _decide(by, leg.call_id, at)
        if delay is None:
            return Told(leg.call_id, 0, is_refused=False)
        if delay.is_refused:
            _turn_away(by, delay, at)
        left = max(timedelta(), delay.until_at - at) if delay.released_at is None else timedelta()
    return Told(leg.call_id, -(-left // timedelta(seconds=1)), is_refused=delay.is_refused)


def _turn_away(by: Actor, delay: Delay, at: datetime) -> None:
    """It is a call like any other that ended unanswered: counted, and in the list of those who may
    be rung back.
    """
    call = access_call(by, delay.call_id, right=Right.TAKE_CALLS)
    if call.state in WAITING:
        calls.abandon_call(by=by, call_id=call.id, at=at)


def release_waiting(*, by: Actor, at: datetime) -> int:
    """Something has happened that may concern those who wait now: each is judged again."""
    delays = [_decide(by, call_id, at) for call_id in selectors.list_waiting(at)]
    return sum(delay is not None and delay.released_at is not None for delay in delays)


def _decide(by: Actor, call_id: UUID, at: datetime) -> Delay | None:
    """The delay of this call as it is now; None where its number is not demoted (any more)."""
    with journal.act(by=by, at=at) as act:
        call = access_call(by, call_id, right=Right.TAKE_CALLS)
        # the demotion is locked first, as by whoever ends it
        row = selectors.lock_open(bytes(call.caller_phone_index or b""))
        former = Delay.objects.select_for_update(no_key=True).filter(call_id=call_id).first()
        if former is not None and (former.released_at is not None or former.is_refused):
            return former
        if call.state not in WAITING:  # somebody was quicker than we
            return _released(act, former, Release.WAITED, at)
        if row is None or not selectors.is_in_force(row, at):
            return _released(act, former, Release.ENDED, at)
        wait = rules.wait_for(selectors.judge(call, row, at), WAIT.at(at))
        if wait.release in ENDING:
            end(act, row, cause=EndCause(wait.release), at=at)
            return Delay.objects.filter(call_id=call_id).first()
        if former is not None:
            return _released(act, former, Release(wait.release), at) if wait.release else former
        return _note(act, call, row, wait, at)


def _released(act: Act, delay: Delay | None, release: Release, at: datetime) -> Delay | None:
    if delay is not None:
        release_delay(act, delay, release, at)
    return delay


def _note(act: Act, call: Call, row: Demotion, wait: rules.Wait, at: datetime) -> Delay:
    # in a surge, who is turned away may be the tenth to report the same fire
    is_refused = is_blocked(row, at) and wait.release != Release.SURGE
    wait_s = 0 if is_refused else wait.seconds
    until_at = at + timedelta(seconds=wait_s)
    delay = Delay.objects.create(
        call=call, demotion=row, region=call.region, noted_at=at, wait_s=wait_s, until_at=until_at,
        rings_at=until_at if wait_s else None, is_refused=is_refused,
    )  # fmt: skip
    ids = {"call_id": call.id, "demotion_id": row.id}
    if is_refused:
        act.record(events.CallRefused(**ids), region=call.region)
    elif wait.release:
        release_delay(act, delay, Release(wait.release), at)
    else:
        act.record(events.CallDelayed(**ids, wait_s=wait.seconds), region=call.region)
    return delay


def ring_for_delayed(*, by: Actor, call_id: UUID, at: datetime) -> None:
    """Its extra time is over and nobody has answered: a supervisor's telephone rings, so that a
    person knows of it. One that was answered or hung up rings nobody.
    """
    with journal.act(by=by, at=at) as act:
        rows = Delay.objects.select_for_update(no_key=True)
        delay = rows.filter(call_id=call_id, rings_at__lte=at).first()
        if delay is None:
            return
        call = access_call(by, call_id, right=Right.TAKE_CALLS)
        delay.rings_at = None
        delay.save(update_fields=["rings_at"])
        if call.state in WAITING:
            over = events.DelayOver(
                call_id=call_id, demotion_id=delay.demotion_id, rung=_ring(by, call, at)
            )
            act.record(over, region=delay.region)


def _ring(by: Actor, call: Call, at: datetime) -> bool:
    chain: Collection[str] = [each.phone for each in centre_phones(at) + neighbour_phones()]
    text = _("Panggilan 112 {number} sudah menunggu lebih lama dan belum dijawab. Jawab sekarang.")
    for phone in chain:
        messaging.queue_message(
            by=by, medium=Medium.PHONE_CALL, recipient=phone,
            text=text.format(number=call.number), purpose=Purpose.ESCALATION,
            subject_kind="call", subject_id=call.id, at=at,
        )  # fmt: skip
        return True
    return False
