"""The form of reviews."""

from datetime import datetime

from kentongan.quality.models import FormVersion, Review
from kentongan.quality.rules import STARTING_QUESTIONS, Question, read_questions


def list_forms() -> list[FormVersion]:
    """All that was decided, the newest first."""
    return list(FormVersion.objects.order_by("-number", "-id"))


def marked(review: Review, at: datetime | None = None) -> list[tuple[Question, str]]:
    """Each question with its mark, by the form it was marked by; not marked yet, by that of `at`.

    The critical ones come first, apart from the rest.
    """
    stored = read_questions(review.questions)
    questions = stored or (questions_at(at) if at is not None else ())
    ordered = sorted(questions, key=lambda each: not each.is_critical)
    return [(each, review.marks.get(each.code, "")) for each in ordered]


def questions_at(at: datetime) -> tuple[Question, ...]:
    """The questions in force; where the regency has decided none, those of a new node."""
    row = FormVersion.objects.filter(valid_from__lte=at).order_by("-number", "-id").first()
    return read_questions(row.questions) if row else STARTING_QUESTIONS
