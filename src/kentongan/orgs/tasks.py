"""How long roster and village contacts keep a name, and when somebody must stay."""

from datetime import datetime

from django.db.models import Q

from kentongan.journal import retention
from kentongan.journal.timekeeper import timer
from kentongan.kernel.actors import TIMEKEEPER
from kentongan.orgs import selectors, services
from kentongan.orgs.models import (
    BreakGlass,
    CoverWatch,
    Duty,
    GlassReview,
    Handover,
    HandoverItem,
    Remark,
    RevealReview,
    RosterSeat,
    VillageContact,
)

retention.since(Duty, "ends_at")
retention.since(Handover, "offered_at")
retention.since(HandoverItem, "offered_at")
retention.since(RosterSeat, "left_at")
retention.since(Remark, "settled_at")
retention.since(BreakGlass, "started_at")
retention.since(GlassReview, "reviewed_at")
retention.since(RevealReview, "reviewed_at")
retention.since(VillageContact, "valid_until", where=Q(valid_until__isnull=False))


@timer("orgs.duty-end", model=Duty, column="end_due_at")
def end_duties(now: datetime) -> int:
    """Keep those on duty whose open matters nobody has taken."""
    due = selectors.duties_to_end(now)
    for duty_id, at in due:
        services.keep_on_duty(by=TIMEKEEPER, duty_id=duty_id, at=at)
    return len(due)


@timer("orgs.cover", model=CoverWatch, column="look_at")
def watch_cover(now: datetime) -> int:
    """Tell in time of posts that nobody will be at."""
    org_ids = selectors.watches_due(now)
    for org_id in org_ids:
        # as the roster is now: what a late timekeeper would have told an hour ago is over
        services.watch_cover(by=TIMEKEEPER, org_id=org_id, at=now)
    return len(org_ids)


@timer("orgs.glass-review", model=BreakGlass, column="review_due_at")
def call_for_reviews(now: datetime) -> int:
    """Ring for the uses of rights taken in an emergency that nobody has reviewed."""
    due = selectors.reviews_due(now)
    for break_glass_id in due:
        # as of now: after a long stop it rings once, not for each time that was missed
        services.call_for_review(by=TIMEKEEPER, break_glass_id=break_glass_id, at=now)
    return len(due)
