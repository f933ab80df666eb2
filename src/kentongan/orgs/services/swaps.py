"""Swapping duties: asked by one, agreed to by the other, or decided by who keeps the roster."""

from datetime import datetime
from uuid import UUID

from kentongan.journal import services as journal
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotAllowed, NotFound, mark
from kentongan.orgs import errors, events
from kentongan.orgs.enums import Right, SwapState
from kentongan.orgs.models import Duty, DutySwap
from kentongan.orgs.selectors import access_own_duty, get_duty, has_duty_between, rights_of
from kentongan.orgs.services.cover import look_again


def ask_swap(
    *, by: Actor, duty_id: UUID, at: datetime, in_return_id: UUID | None = None
) -> DutySwap:
    """Ask to be relieved of a duty that is still to come: by the one whose duty one takes in
    return, or, without that, by whoever of the same organisation takes it first.

    Refuses one that has begun, that is asked about already, and another kind in return.
    """
    with journal.act(by=by, at=at) as act:
        duty = access_own_duty(by, duty_id, lock=True)
        other = get_duty(in_return_id) if in_return_id else None
        is_asked = DutySwap.objects.filter(duty=duty, state=SwapState.ASKED).exists()
        if is_asked or not _is_to_come(duty, at) or not _fits(duty, other, at):
            raise errors.SwapImpossible
        swap = DutySwap.objects.create(
            duty=duty, in_return=other, asked_of_id=other.user_id if other else None,
            state=SwapState.ASKED, asked_at=at, asked_by=by.id,
        )  # fmt: skip
        asked = events.SwapAsked(duty_id=duty.id, swap_id=swap.id)
        act.record(asked, region=duty.org.region, org_id=duty.org_id)
    return swap


def agree_swap(*, by: Actor, swap_id: UUID, at: datetime) -> DutySwap:
    """Agree: both duties change hands, or the one that was offered to everybody is taken.

    Refuses whoever was not asked (unless they keep the roster), one who was second, one who has a
    duty at that hour, and a duty that has begun meanwhile.
    """
    with journal.act(by=by, at=at) as act:
        swap = _lock_open(swap_id)
        taker = _taker_of(by, swap)
        if not _is_to_come(swap.duty, at) or not _fits(swap.duty, swap.in_return, at):
            raise errors.SwapImpossible
        _require_free(taker, swap)
        _change_hands(swap, taker)
        _decide(act, swap, SwapState.AGREED, by, at)
        look_again(swap.duty.org_id, at)
    return swap


def decline_swap(*, by: Actor, swap_id: UUID, at: datetime) -> DutySwap:
    """Say no, or, as the one who asked, ask no longer."""
    with journal.act(by=by, at=at) as act:
        swap = _lock_open(swap_id)
        is_own = by.id in {swap.asked_by, swap.duty.user_id}
        if not is_own and by.id != swap.asked_of_id and not _keeps(by, swap.duty):
            raise NotAllowed(right=Right.EDIT_ROSTER.value)
        _decide(act, swap, SwapState.WITHDRAWN if is_own else SwapState.DECLINED, by, at)
    return swap


def _lock_open(swap_id: UUID) -> DutySwap:
    """The swap with its duties, each locked: two people cannot take one duty."""
    swap = DutySwap.objects.filter(id=swap_id).first()
    if swap is None:
        raise NotFound(thing=mark("Tukar piket"))
    duty_ids = [each for each in (swap.duty_id, swap.in_return_id) if each]
    rows = Duty.objects.select_related("org").select_for_update(of=("self",)).order_by("id")
    duties = {duty.id: duty for duty in rows.filter(id__in=duty_ids)}
    swap = DutySwap.objects.select_for_update(of=("self",)).get(id=swap_id)
    if swap.state != SwapState.ASKED:
        raise errors.SwapOver
    swap.duty = duties[swap.duty_id]
    if swap.in_return_id is not None:
        swap.in_return = duties[swap.in_return_id]
    return swap


def _keeps(by: Actor, duty: Duty) -> bool:
    return rights_of(by).has(Right.EDIT_ROSTER, region=duty.org.region, org_ids=(duty.org_id,))


def _taker_of(by: Actor, swap: DutySwap) -> UUID:
    """Whose duty it becomes: the one who was asked, or, offered to all, the one who takes it."""
    if swap.asked_of_id is not None:
        if by.id != swap.asked_of_id and not _keeps(by, swap.duty):
            raise NotAllowed(right=Right.EDIT_ROSTER.value)
        return swap.asked_of_id
    if swap.duty.user_id == by.id:
        raise errors.SwapImpossible
    is_colleague = Duty.objects.filter(
        org_id=swap.duty.org_id, kind=swap.duty.kind, user_id=by.id
    ).exists()
    if not is_colleague:
        raise NotAllowed(right=Right.SEE_ROSTER.value)
    return by.id


def _is_to_come(duty: Duty, at: datetime) -> bool:
    return duty.starts_at > at and duty.signed_on_at is None and duty.signed_off_at is None


def _fits(duty: Duty, other: Duty | None, at: datetime) -> bool:
    if other is None:
        return True
    same = (other.org_id, other.kind) == (duty.org_id, duty.kind)
    has_owner = other.user_id is not None and other.user_id != duty.user_id
    return same and has_owner and _is_to_come(other, at)


def _require_free(taker: UUID, swap: DutySwap) -> None:
    given_up = [swap.in_return_id] if swap.in_return_id else []
    duty, other = swap.duty, swap.in_return
    if has_duty_between(taker, duty.kind, duty.starts_at, duty.ends_at, without=given_up):
        raise errors.AlreadyOnDuty
    if other is not None and duty.user_id is not None:
        without = [duty.id]
        if has_duty_between(
            duty.user_id, other.kind, other.starts_at, other.ends_at, without=without
        ):
            raise errors.AlreadyOnDuty


def _change_hands(swap: DutySwap, taker: UUID) -> None:
    duty, other = swap.duty, swap.in_return
    before = (duty.user_id, duty.person_name, duty.phone)
    if other is not None:
        _give(duty, other.user_id, other.person_name, other.phone)
        _give(other, *before)
        return
    known = Duty.objects.filter(org_id=duty.org_id, kind=duty.kind, user_id=taker)
    last = known.order_by("-starts_at")[0]
    _give(duty, taker, last.person_name, last.phone)


def _give(duty: Duty, user_id: UUID | None, person_name: str, phone: str) -> None:
    duty.user_id = user_id
    duty.person_name = person_name
    duty.phone = phone
    duty.version += 1
    duty.save(update_fields=["user", "person_name", "phone", "version"])


def _decide(act: Act, swap: DutySwap, state: SwapState, by: Actor, at: datetime) -> None:
    swap.state = state
    swap.decided_at, swap.decided_by = at, by.id
    swap.save(update_fields=["state", "decided_at", "decided_by"])
    decided = events.SwapDecided(duty_id=swap.duty_id, swap_id=swap.id, state=state)
    act.record(decided, region=swap.duty.org.region, org_id=swap.duty.org_id)
