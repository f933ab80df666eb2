"""Serah terima: nobody leaves before what is open is taken by name (practice.md §1.10)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from kentongan.journal import services as journal
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotAllowed, NotFound, mark
from kentongan.orgs import errors, events
from kentongan.orgs.enums import DutyTimeCode, Right
from kentongan.orgs.models import Duty, Handover, HandoverItem, Organisation, Remark
from kentongan.orgs.selectors import (
    access_own_duty,
    duty_times,
    get_duty,
    get_org,
    matters_left_by,
    open_matters,
    rights_of,
)
from kentongan.orgs.types import Matter

NAMED = 5
"""So many of the open matters a refusal names; the page shows all."""


def hand_over(
    *, by: Actor, duty_id: UUID, to_duty_id: UUID, items: Collection[UUID], note: str, at: datetime
) -> Handover:
    """Offer what is open (`items` are its ids) to a named successor, who takes it by name.

    A supervisor who hands it to their own duty has taken it with that. What has been closed
    meanwhile is left out; an offer of before is withdrawn. Refuses whoever is no successor.
    """
    giver = access_own_duty(by, duty_id)
    taker = get_duty(to_duty_id)
    with journal.act(by=by, at=at) as act:
        _take_turn(giver.org_id)
        _require_successor(by, giver, taker)
        wanted = [m.matter for m in open_matters(giver.org, at) if m.matter.id in set(items)]
        _withdraw_offers_of(giver, at)
        handover = Handover.objects.create(
            org=giver.org, giver=giver, taker=taker, note=note, offered_at=at
        )
        HandoverItem.objects.bulk_create(_item(handover, matter) for matter in wanted)
        offered = events.HandoverOffered(
            handover_id=handover.id, giver_id=giver.id, taker_id=taker.id, matters=len(wanted)
        )
        act.record(offered, region=giver.org.region, org_id=giver.org_id)
        if taker.user_id == by.id:
            _take(act, handover, taker, at)
    return handover


def take_over(*, by: Actor, handover_id: UUID, read: Collection[int], at: datetime) -> Handover:
    """Take all of a handover in one's own name; `read` are the items that one has read.

    Refuses anybody but the successor, one who is not on duty, and a handover with items unread.
    """
    handover = _access_offer(by, handover_id)
    with journal.act(by=by, at=at) as act:
        _take_turn(handover.org_id)
        handover = Handover.objects.select_related("org", "giver", "taker").get(id=handover_id)
        if handover.taken_at is not None or handover.withdrawn_at is not None:
            raise errors.HandoverOver
        unread = set(handover.items.values_list("id", flat=True)) - set(read)
        if unread:
            raise errors.NotEverythingRead(count=len(unread))
        _take(act, handover, handover.taker, at)
    return handover


def note_remark(*, by: Actor, org_id: UUID, text: str, at: datetime) -> Remark:
    """Note something open that no other page knows: it is handed over until it is settled."""
    org = get_org(org_id)
    if not _sees_roster(by, org):
        raise NotAllowed(right=Right.SEE_ROSTER.value)
    if not text.strip():
        raise errors.ReasonNeeded
    with journal.act(by=by, at=at) as act:
        remark = Remark.objects.create(org=org, text=text, opened_at=at)
        act.record(events.RemarkNoted(remark_id=remark.id), region=org.region, org_id=org_id)
    return remark


def settle_remark(*, by: Actor, remark_id: UUID, at: datetime) -> Remark:
    """It is open no longer."""
    remark = Remark.objects.select_related("org").filter(id=remark_id).first()
    if remark is None or not _sees_roster(by, remark.org):
        raise NotFound(thing=mark("Hal lain"))
    org = remark.org
    with journal.act(by=by, at=at) as act:
        if Remark.objects.filter(id=remark_id, settled_at=None).update(settled_at=at):
            remark.settled_at = at
            act.record(events.RemarkSettled(remark_id=remark_id), region=org.region, org_id=org.id)
    return remark


def keep_on_duty(*, by: Actor, duty_id: UUID, at: datetime) -> Duty | None:
    """At the end of a duty: whoever holds what nobody has taken stays, and an alarm goes out.

    Called by the timekeeper; one that comes late or twice, or after the handover, changes nothing.
    """
    with journal.act(by=by, at=at) as act:
        duty = Duty.objects.select_related("org").select_for_update(of=("self",)).get(id=duty_id)
        if duty.end_due_at is None or duty.end_due_at > at:
            return None
        left = matters_left_by(duty, at) if duty.signed_off_at is None else []
        if not left:
            duty.end_due_at = None
            duty.save(update_fields=["end_due_at"])
            return None
        duty.ends_at = duty.end_due_at = at + duty_times(DutyTimeCode.STAY_ON, at)[0]
        duty.version += 1
        duty.save(update_fields=["ends_at", "end_due_at", "version"])
        overstayed = events.DutyOverstayed(
            duty_id=duty.id, duty_kind=duty.kind, open_matters=len(left), ends_at=duty.ends_at
        )
        act.record(overstayed, region=duty.org.region, org_id=duty.org_id)
    return duty


def require_nothing_left(duty: Duty, at: datetime) -> None:
    """Refuses the end of a duty while something is open that nobody else has taken."""
    left = matters_left_by(duty, at)
    if left:
        titles = tuple(matter.title for matter in left[:NAMED])
        raise errors.MattersOpen(count=len(left), titles=titles)


def _sees_roster(by: Actor, org: Organisation) -> bool:
    return rights_of(by).has(Right.SEE_ROSTER, region=org.region, org_ids=(org.id,))


def _take_turn(org_id: UUID) -> None:
    """One handover of an organisation at a time: two people cannot take one matter."""
    Organisation.objects.select_for_update(no_key=True).get(id=org_id)


def _require_successor(by: Actor, giver: Duty, taker: Duty) -> None:
    is_colleague = taker.org_id == giver.org_id and taker.user_id is not None
    keeps = rights_of(by).has(Right.EDIT_ROSTER, region=giver.org.region, org_ids=(giver.org_id,))
    takes_it_up = taker.user_id == by.id and keeps
    is_other = taker.id != giver.id and taker.user_id != giver.user_id
    if not is_other or not (is_colleague or takes_it_up):
        raise errors.WrongSuccessor


def _withdraw_offers_of(giver: Duty, at: datetime) -> None:
    Handover.objects.filter(giver=giver, taken_at=None, withdrawn_at=None).update(withdrawn_at=at)


def _item(handover: Handover, matter: Matter) -> HandoverItem:
    return HandoverItem(
        handover=handover, kind=matter.kind, matter_id=matter.id, title=matter.title,
        offered_at=handover.offered_at,
    )  # fmt: skip


def _access_offer(by: Actor, handover_id: UUID) -> Handover:
    handover = Handover.objects.select_related("taker").filter(id=handover_id).first()
    if handover is None or handover.taker.user_id != by.id:
        raise NotFound(thing=mark("Serah terima"))
    return handover


def _take(act: Act, handover: Handover, taker: Duty, at: datetime) -> None:
    """All items, by name: whoever held them before lets go in the same moment."""
    if taker.signed_on_at is None or taker.signed_off_at is not None or taker.ends_at <= at:
        raise errors.NotOnDuty
    matter_ids = list(handover.items.values_list("matter_id", flat=True))
    held = HandoverItem.objects.filter(taken_at__isnull=False, released_at=None)
    held.filter(matter_id__in=matter_ids).update(released_at=at)
    handover.items.update(holder=taker, taken_at=at)
    handover.taken_at = at
    handover.save(update_fields=["taken_at"])
    taken = events.HandoverTaken(
        handover_id=handover.id, taker_id=taker.id, matters=len(matter_ids)
    )
    act.record(taken, region=handover.org.region, org_id=handover.org_id)
