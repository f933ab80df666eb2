"""Rights taken in an emergency, and what they were worth."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from kentongan.accounts import services as accounts
from kentongan.journal import services as journal
from kentongan.journal.selectors import node
from kentongan.kernel.actors import Actor
from kentongan.kernel.clock import shown
from kentongan.orgs import errors, events, rules
from kentongan.orgs.enums import Right, Role
from kentongan.orgs.limits import BREAK_GLASS_FOR, GLASS_REVIEWED
from kentongan.orgs.models import BreakGlass, GlassReview, Organisation
from kentongan.orgs.selectors import (
    find_glass_in_force,
    find_glass_org,
    find_glass_review,
    get_break_glass,
    rights_of,
)


def break_glass(
    *, by: Actor, reason: str, password: str, code: str = "", at: datetime
) -> BreakGlass:
    """Take a supervisor's rights for an hour, for a reason that somebody will review. Sent twice it
    is one use.

    Refuses everybody but the people of the 112 centre (practice.md §6), without a reason, and with
    a wrong password or code: a desk that was left open breaks no glass.
    """
    org = find_glass_org(by.id, at)
    if org is None:
        raise errors.GlassForTheCentre
    if not reason.strip():
        raise errors.ReasonNeeded
    accounts.require_proof(by=by, password=password, code=code, at=at)
    ends_at = at + BREAK_GLASS_FOR.lasts(at)
    with journal.act(by=by, at=at) as act:
        Organisation.objects.select_for_update(no_key=True).get(id=org.id)
        in_force = find_glass_in_force(by.id, at)
        if in_force is not None:
            return in_force
        broken = BreakGlass.objects.create(
            user_id=by.id, org=org, reason=reason, started_at=at, expires_at=ends_at,
            review_due_at=ends_at + GLASS_REVIEWED.lasts(at),
        )  # fmt: skip
        act.record(
            events.GlassBroken(break_glass_id=broken.id, user_id=by.id),
            region=org.region,
            org_id=org.id,
        )
        act.record(
            events.RightsChanged(user_id=by.id, role=Role.SUPERVISOR, change="BREAK_GLASS"),
            region=org.region,
            org_id=org.id,
        )
    return broken


def review_break_glass(*, by: Actor, break_glass_id: UUID, note: str, at: datetime) -> BreakGlass:
    """Say what the use was worth, once.

    Refuses the one who used it, one who reads the journal by a broken glass, a review without a
    word, and a second one.
    """
    with journal.act(by=by, at=at) as act:
        broken = get_break_glass(break_glass_id, lock=True)
        _require_reviewer(by, broken)
        rules.require_review(note, used_by=broken.user_id, by=by.id)
        _add_review(broken, GlassReview(reviewed_by_id=by.id, reviewed_at=at, note=note))
        broken.review_due_at = None
        broken.save(update_fields=["review_due_at"])
        reviewed = events.GlassReviewed(break_glass_id=broken.id)
        act.record(reviewed, region=broken.org.region, org_id=broken.org_id)
    return broken


def call_for_review(*, by: Actor, break_glass_id: UUID, at: datetime) -> None:
    """A use that nobody has reviewed in time: whoever may is rung, and again after the same time.

    Called by the timekeeper; a call that comes late, twice, or after the review changes nothing.
    """
    with journal.act(by=by, at=at) as act:
        broken = get_break_glass(break_glass_id, lock=True)
        if broken.review_due_at is None or broken.review_due_at > at:
            return
        broken.review_due_at = at + GLASS_REVIEWED.lasts(at)
        broken.save(update_fields=["review_due_at"])
        overdue = events.GlassReviewOverdue(break_glass_id=broken.id)
        act.record(overdue, region=broken.org.region, org_id=broken.org_id)


def _require_reviewer(by: Actor, broken: BreakGlass) -> None:
    rights = rights_of(by)
    rights.require(Right.READ_JOURNAL, region=broken.org.region)
    if rights.break_glass and broken.user_id != by.id:
        raise errors.ReviewByGlass


def _add_review(broken: BreakGlass, review: GlassReview) -> None:
    """The database takes one review of a use; whoever comes second is told of the first."""
    review.break_glass, review.used_by_id = broken, broken.user_id
    GlassReview.objects.bulk_create([review], ignore_conflicts=True)
    first = find_glass_review(broken.id)
    if first.id != review.id:
        raise already_reviewed(first.reviewed_by.name, first.reviewed_at)


def already_reviewed(reviewer: str, reviewed_at: datetime) -> errors.AlreadyReviewed:
    """The refusal of a second review: who was first, and when."""
    zone = ZoneInfo(node().zone)
    moment = reviewed_at.astimezone(zone)
    return errors.AlreadyReviewed(
        reviewer=reviewer, reviewed_at=f"{moment:%d-%m-%Y} {shown(moment, zone)}"
    )
