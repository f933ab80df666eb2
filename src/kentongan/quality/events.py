"""What this room writes to the journal: ids, codes and scores; never a word of a note."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from kentongan.kernel.events import Event


class FormSet(Event):
    kind: ClassVar[str] = "quality.form.set"
    subject: ClassVar[str] = "form"
    form_id: UUID
    number: int
    valid_from: datetime


class ReviewEvent(Event):
    subject: ClassVar[str] = "review"
    review_id: UUID
    call_id: UUID


class ReviewDrawn(ReviewEvent):
    kind = "quality.review.drawn"
    cause: str
    due_at: datetime


class ReviewTaken(ReviewEvent):
    kind = "quality.review.taken"
    reviewer_id: UUID


class ReviewGiven(ReviewEvent):
    kind = "quality.review.given"
    score: int | None
    has_critical: bool


class ReviewAcknowledged(ReviewEvent):
    kind = "quality.review.acknowledged"


class ReviewAppealed(ReviewEvent):
    kind = "quality.review.appealed"


class AppealDecided(ReviewEvent):
    kind = "quality.review.appeal-decided"
    outcome: str
    score: int | None
    has_critical: bool


class DayDrawn(Event):
    """This morning's draw was made."""

    kind: ClassVar[str] = "quality.day.drawn"
    subject: ClassVar[str] = "node"
    node_id: UUID
    day: str
    added: int
