"""A review is taken by name and given once."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from kentongan.accounts.selectors import names_of
from kentongan.incidents.selectors import require_open_to
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.kernel.text import require_storable
from kentongan.quality import errors, events, rules, selectors
from kentongan.quality.limits import APPEAL_WITHIN
from kentongan.quality.models import Review


def take_review(*, by: Actor, review_id: UUID, at: datetime) -> Review:
    """Review it by name; over from somebody else only once it is late.

    Refuses a call of one's own (QUALITY-001), a colleague's in time (QUALITY-002), a finished one.
    """
    with journal.act(by=by, at=at) as act:
        review = selectors.access_review(by, review_id, lock=True)
        if review.reviewed_at is not None:
            raise errors.AlreadyReviewed
        if review.reviewer_id == by.id:
            return review
        if review.reviewer_id is not None and at <= review.due_at:
            raise errors.TakenBy(name=names_of({review.reviewer_id}).get(review.reviewer_id, "—"))
        review.reviewer_id, review.taken_at = by.id, at
        review.save(update_fields=["reviewer_id", "taken_at"])
        taken = events.ReviewTaken(**facts_of(review), reviewer_id=by.id)
        act.record(taken, region=review.region)
    return review


def give_review(
    *, by: Actor, review_id: UUID, marks: Mapping[str, str], coach_note: str, at: datetime
) -> Review:
    """The form filled in, with a note for the one who is coached, by who has taken it.

    Refuses somebody else's (QUALITY-003), a second time (QUALITY-004), an unfinished form
    (QUALITY-005); of a restricted incident, before it was opened (ADR 0011).
    """
    require_storable("coach_note", coach_note)
    rules.require_words(coach_note, optional=True)
    with journal.act(by=by, at=at) as act:
        review = selectors.access_review(by, review_id, lock=True)
        require_heard(by, review, at)
        if review.reviewed_at is not None:
            raise errors.AlreadyReviewed
        if review.reviewer_id != by.id:
            raise errors.NotTaken
        questions = selectors.questions_at(at)
        score = rules.score_of(questions, marks)
        review.questions = [_stored(each) for each in questions]
        review.marks, review.coach_note = dict(marks), coach_note
        review.score, review.has_critical = score.points, bool(score.critical)
        review.reviewed_at, review.appeal_until = at, at + APPEAL_WITHIN.lasts(at)
        review.save()
        given = events.ReviewGiven(
            **facts_of(review), score=review.score, has_critical=review.has_critical
        )
        act.record(given, region=review.region)
    return review


def require_heard(by: Actor, review: Review, at: datetime) -> None:
    """Raises RestrictedUnread: what is restricted is opened first, and that is written down."""
    if review.call.incident is not None:
        require_open_to(by, review.call.incident, at)


def facts_of(review: Review) -> dict[str, UUID]:
    """What every entry about a review says."""
    return {"review_id": review.id, "call_id": review.call_id}


def _stored(question: rules.Question) -> dict[str, str | int | bool]:
    return {
        "code": question.code, "words": question.words, "weight": question.weight,
        "is_critical": question.is_critical,
    }  # fmt: skip
