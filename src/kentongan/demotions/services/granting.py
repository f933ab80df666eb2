"""A supervisor grants it, another one reviews it, anybody of them lifts it, and it runs out."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError

from kentongan.calls.selectors import access_call
from kentongan.calls.types import Call
from kentongan.demotions import errors, events, selectors
from kentongan.demotions.enums import EndCause, Exclusion, Ground
from kentongan.demotions.limits import LASTS, OPERATORS, PRANKS, REVIEW_WITHIN, WITHIN
from kentongan.demotions.models import Demotion, Listening
from kentongan.demotions.rules import Prank
from kentongan.demotions.services.ending import end, require_open, require_words
from kentongan.journal import services as journal
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor
from kentongan.orgs.enums import Right


def grant(*, by: Actor, call_id: UUID, reason: str, at: datetime) -> Demotion:
    """Let the calls of this call's number wait a little, until another supervisor has reviewed it
    or the time for that is over.

    Refuses too little on record (DEMOTIONS-001), a record of one's own (002), a number that never
    is (003), one that is already (004), no reason (005).
    """
    require_words("reason", reason)
    try:
        return _grant(by, call_id, reason, at)
    except IntegrityError:
        if journal.is_open():
            raise
        raise errors.AlreadyDemoted from None  # two supervisors at once: the first has


def _grant(by: Actor, call_id: UUID, reason: str, at: datetime) -> Demotion:
    with journal.act(by=by, at=at) as act:
        call = access_call(by, call_id, right=Right.DEMOTE_NUMBERS)
        pranks = _require_grantable(by, call, at)
        index = bytes(call.caller_phone_index or b"")
        _make_room(act, index, at)
        until_at = at + min(REVIEW_WITHIN.lasts(at), LASTS.lasts(at))
        row = Demotion.objects.create(
            phone_index=index, region=call.region, granted_by=by.id, granted_at=at, reason=reason,
            until_at=until_at, due_at=until_at,
        )  # fmt: skip
        Listening.objects.bulk_create(
            Listening(
                demotion=row, call_id=each.call_id, ground=Ground.BASIS,
                recorded_by=each.recorded_by, drawn_at=at,
            )
            for each in pranks
        )  # fmt: skip
        granted = events.DemotionGranted(
            demotion_id=row.id, pranks=len(pranks), until_at=row.until_at
        )
        act.record(granted, region=row.region)
    return row


def _require_grantable(by: Actor, call: Call, at: datetime) -> Sequence[Prank]:
    why_not = selectors.why_never(call, at)
    if why_not:
        raise errors.NeverDemoted(why=Exclusion(why_not).label)
    pranks = selectors.pranks_of(bytes(call.caller_phone_index or b""), at)
    if not selectors.is_candidate(pranks, at):
        raise errors.NotEnoughPranks(
            count=PRANKS.at(at), operators=OPERATORS.at(at), hours=WITHIN.at(at) // 3600
        )
    if by.id in {each.recorded_by for each in pranks}:
        raise errors.OwnRecord
    return pranks


def _make_room(act: Act, phone_index: bytes, at: datetime) -> None:
    """One whose second has come ends first; one that holds is in the way."""
    former = selectors.lock_open(phone_index)
    if former is None:
        return
    if at < former.until_at:
        raise errors.AlreadyDemoted
    end(act, former, cause=EndCause.EXPIRED, at=former.until_at)


def review(*, by: Actor, demotion_id: UUID, at: datetime) -> Demotion:
    """A second supervisor has looked: it holds for its whole time. The same again changes nothing.

    Refuses who granted it (DEMOTIONS-007) and one that has ended (006).
    """
    with journal.act(by=by, at=at) as act:
        row = selectors.access_demotion(by, demotion_id, lock=True)
        require_open(row)
        if by.id == row.granted_by:
            raise errors.OwnGrant
        if at >= row.until_at:
            raise errors.NotInForce
        if row.reviewed_at is not None:
            return row
        row.reviewed_by, row.reviewed_at = by.id, at
        row.until_at = row.due_at = max(row.until_at, row.granted_at + LASTS.lasts(at))
        row.save(update_fields=["reviewed_by", "reviewed_at", "until_at", "due_at"])
        reviewed = events.DemotionReviewed(demotion_id=row.id, until_at=row.until_at)
        act.record(reviewed, region=row.region)
    return row


def lift(*, by: Actor, demotion_id: UUID, at: datetime) -> Demotion:
    """End it now, for no reason that needs words. One that has ended stays as it was."""
    with journal.act(by=by, at=at) as act:
        row = selectors.access_demotion(by, demotion_id, lock=True)
        if row.ended_at is None:
            end(act, row, cause=EndCause.BY_HAND, at=at, by_id=by.id)
    return row


def expire(*, by: Actor, demotion_id: UUID, at: datetime) -> None:
    """Its time is over. It held no second longer, whenever this is written."""
    with journal.act(by=by, at=at) as act:
        row = selectors.access_demotion(by, demotion_id, lock=True)
        if row.ended_at is None and row.until_at <= at:
            end(act, row, cause=EndCause.EXPIRED, at=row.until_at)
