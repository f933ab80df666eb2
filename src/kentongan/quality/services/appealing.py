"""The one who was reviewed reads it, may appeal in time, and another supervisor decides."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.kernel.text import require_storable
from kentongan.quality import errors, events, rules, selectors
from kentongan.quality.enums import AppealOutcome
from kentongan.quality.models import Review
from kentongan.quality.services.reviewing import facts_of, require_heard


def acknowledge(*, by: Actor, review_id: UUID, at: datetime) -> Review:
    """Say that one has read what was said of one's call; a second time changes nothing."""
    with journal.act(by=by, at=at) as act:
        review = selectors.access_own(by, review_id, lock=True)
        if review.acknowledged_at is None:
            review.acknowledged_at = at
            review.save(update_fields=["acknowledged_at"])
            read = events.ReviewAcknowledged(**facts_of(review))
            act.record(read, region=review.region)
    return review


def appeal(*, by: Actor, review_id: UUID, text: str, at: datetime) -> Review:
    """Ask another supervisor to look again, once and in time.

    Refuses no words (QUALITY-006), too late (QUALITY-008), a second time (QUALITY-009).
    """
    rules.require_words(require_storable("text", text))
    with journal.act(by=by, at=at) as act:
        review = selectors.access_own(by, review_id, lock=True)
        if review.appealed_at is not None:
            raise errors.AppealedBefore
        if review.appeal_until is None or at > review.appeal_until:
            raise errors.AppealTooLate
        review.appeal, review.appealed_at = text, at
        review.acknowledged_at = review.acknowledged_at or at
        review.save(update_fields=["appeal", "appealed_at", "acknowledged_at"])
        act.record(events.ReviewAppealed(**facts_of(review)), region=review.region)
    return review


def decide_appeal(
    *, by: Actor, review_id: UUID, decision: str, at: datetime,
    marks: Mapping[str, str] | None = None,
) -> Review:  # fmt: skip
    """Uphold the review, or change it by new `marks`; what it was stays beside it.

    Refuses the reviewer themselves (QUALITY-010), no appeal (QUALITY-012), one decided before.
    """
    rules.require_words(require_storable("decision", decision))
    with journal.act(by=by, at=at) as act:
        review = selectors.access_review(by, review_id, lock=True)
        require_heard(by, review, at)
        if review.appealed_at is None:
            raise errors.NotReviewedYet
        if review.decided_at is not None:
            raise errors.AppealedBefore
        if review.reviewer_id == by.id:
            raise errors.OwnReview
        if marks is not None:
            _mark_anew(review, marks)
        review.outcome = AppealOutcome.UPHELD if marks is None else AppealOutcome.CHANGED
        review.decision, review.decided_by, review.decided_at = decision, by.id, at
        review.save()
        decided = events.AppealDecided(
            **facts_of(review), outcome=str(review.outcome), score=review.score,
            has_critical=review.has_critical,
        )  # fmt: skip
        act.record(decided, region=review.region)
    return review


def _mark_anew(review: Review, marks: Mapping[str, str]) -> None:
    """By the form of then, whatever the regency has decided since."""
    score = rules.score_of(rules.read_questions(review.questions), marks)
    review.first_marks, review.first_score = review.marks, review.score
    review.marks, review.score = dict(marks), score.points
    review.has_critical = bool(score.critical)
