"""A review's score of 0 to 100, and figures of many that nobody is ranked by."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kentongan.quality import errors
from kentongan.quality.enums import Mark
from kentongan.quality.rules.forms import Question

LEAST_RANKED = 10
"""Fewer make no average (practice.md §4)."""
LONGEST_NOTE = 1_000


@dataclass(frozen=True, slots=True)
class Score:
    """`points` of the weighted questions, None where none applied. Critical mistakes stand apart:
    no good point makes up for one.
    """

    points: int | None
    critical: tuple[str, ...]


def score_of(questions: Sequence[Question], marks: Mapping[str, str]) -> Score:
    """Raises MarksIncomplete for a question unanswered, an answer to none, and nothing that
    applies.
    """
    known = {each.code for each in questions}
    wrong = [each.code for each in questions if marks.get(each.code) not in set(Mark)]
    wrong += sorted(marks.keys() - known)
    if wrong or all(mark == Mark.NA for mark in marks.values()):
        raise errors.MarksIncomplete(questions=", ".join(wrong)[:120] or "—")
    counted = [each for each in questions if each.weight and marks[each.code] != Mark.NA]
    whole = sum(each.weight for each in counted)
    earned = sum(each.weight for each in counted if marks[each.code] == Mark.YES)
    return Score(
        points=round(100 * earned / whole) if whole else None,
        critical=tuple(
            each.code for each in questions if each.is_critical and marks[each.code] == Mark.NO
        ),
    )


@dataclass(frozen=True, slots=True)
class Figure:
    """What reviews of some month come to: `mean` only from ten scores on, criticals always."""

    month: str
    count: int
    critical: int
    mean: int | None


def figure_of(month: str, reviews: Iterable[tuple[int | None, bool]]) -> Figure:
    """Of pairs of score and whether there was a critical mistake."""
    found = list(reviews)
    scores = [score for score, _ in found if score is not None]
    enough = len(scores) >= LEAST_RANKED
    return Figure(
        month=month,
        count=len(found),
        critical=sum(is_critical for _, is_critical in found),
        mean=round(sum(scores) / len(scores)) if enough else None,
    )


def require_words(words: str, *, optional: bool = False) -> str:
    """Raises WordsMissing for none and for too many."""
    if (not optional and not words.strip()) or len(words) > LONGEST_NOTE:
        raise errors.WordsMissing(limit=LONGEST_NOTE)
    return words
