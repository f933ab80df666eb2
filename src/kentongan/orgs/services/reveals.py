"""Looking at what somebody has revealed in a week (ADR 0012)."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from kentongan.journal import services as journal
from kentongan.journal.selectors import node
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound, mark
from kentongan.orgs import errors, events, rules
from kentongan.orgs.enums import Right
from kentongan.orgs.models import RevealReview
from kentongan.orgs.selectors import count_reveals, find_reveal_review, rights_of
from kentongan.orgs.services.break_glass import already_reviewed


def review_reveals(
    *, by: Actor, person_id: UUID, week_on: date, note: str, at: datetime
) -> RevealReview:
    """Say that a person's week was looked at, once, and what was found.

    Refuses one's own, a week that is not over, a review without a word, and a second one.
    """
    rights = rights_of(by)
    rights.require(Right.READ_JOURNAL, region=node().region)
    if rights.break_glass:
        raise errors.ReviewByGlass
    rules.require_review(note, used_by=person_id, by=by.id)
    monday = rules.week_of(week_on)
    if at < rules.week_stretch(monday, ZoneInfo(node().zone))[1]:
        raise errors.WeekNotOver
    reveals = count_reveals(rights, monday, person_id)
    if not reveals:
        raise NotFound(thing=mark("Pembukaan data pelapor"))
    review = RevealReview(
        person_id=person_id, week_on=monday, reviewed_by_id=by.id, reviewed_at=at, note=note
    )
    with journal.act(by=by, at=at) as act:
        _add(review)
        reviewed = events.RevealsReviewed(
            person_id=person_id, week_on=monday.isoformat(), reveals=reveals
        )
        act.record(reviewed, region=node().region)
    return review


def _add(review: RevealReview) -> None:
    """The database takes one review of a week; whoever comes second is told of the first."""
    RevealReview.objects.bulk_create([review], ignore_conflicts=True)
    first = find_reveal_review(review.person_id, review.week_on)
    if first is not None and first.id != review.id:
        raise already_reviewed(first.reviewed_by.name, first.reviewed_at)
