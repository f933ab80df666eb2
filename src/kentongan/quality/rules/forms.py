"""The form of a review: questions with weights; critical ones stand apart (domain.md §2.10)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kentongan.quality import errors

MOST_QUESTIONS, MOST_WEIGHT, LONGEST_WORDS = 30, 20, 160
_CODE = re.compile(r"[A-Z][A-Z0-9_]{0,39}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Question:
    """One question, answered yes, no or not applicable. A critical one has no weight."""

    code: str
    words: str
    weight: int
    is_critical: bool = False


STARTING_QUESTIONS = (
    Question("GREETING", "Salam baku, langsung menanyakan lokasi", 5),
    Question("ADDRESS", "Lokasi ditanya lebih dulu dan diperiksa ulang", 0, is_critical=True),
    Question("CALLBACK", "Nomor yang dapat dihubungi dipastikan", 5),
    Question("NATURE", "Jenis kejadian ditangkap dengan benar", 10),
    Question("KEY_QUESTIONS", "Pertanyaan kunci lengkap dan berurutan", 10),
    Question("PRIORITY", "Prioritas tepat, yang tidak diketahui dinaikkan", 0, is_critical=True),
    Question("FORWARDED", "Diteruskan dalam batas waktunya", 10),
    Question("GUIDED", "Panduan diberikan, lengkap, dan diulang", 10),
    Question("TONE", "Tenang, sopan, dan jelas", 10),
    Question("HOLD", "Tahan dan bisu dipakai seperlunya", 5),
    Question("DATA", "Data dicatat lengkap dan benar", 5),
    Question("MERGED", "Pengalihan dan penggabungan tepat", 5),
)
"""domain.md §2.10, until the regency decides its own."""


def require_questions(questions: Sequence[Question], legal_basis: str) -> None:
    """Raises FormUnusable with the first thing that is wrong."""
    reason = _wrong(questions)
    if not reason and not legal_basis.strip():
        reason = "legal_basis"
    if reason:
        raise errors.FormUnusable(reason=reason[:80], most=MOST_QUESTIONS)


def _wrong(questions: Sequence[Question]) -> str:
    if not 1 <= len(questions) <= MOST_QUESTIONS:
        return str(len(questions))
    if len({each.code for each in questions}) < len(questions):
        return "code"
    for each in questions:
        is_worded = bool(each.words.strip()) and len(each.words) <= LONGEST_WORDS
        weighs = each.weight == 0 if each.is_critical else 0 <= each.weight <= MOST_WEIGHT
        if not (_CODE.fullmatch(each.code) and is_worded and weighs):
            return each.code or "code"
    return "" if any(each.weight for each in questions) else "weight"


def read_questions(rows: Iterable[dict[str, Any]]) -> tuple[Question, ...]:
    """As they are stored."""
    return tuple(Question(**row) for row in rows)
