"""Who is never asked (practice.md §3.1): a question for marks after a death, violence, a suicide or
about a child hurts again, and a message to somebody in hiding kills. In doubt nobody is asked, so
the words that were written count too, however they were meant.
"""

import re
from collections.abc import Iterable

from kentongan.incidents.enums import ClosingCode, ContactSafety, Family, Feedback
from kentongan.ratings.enums import WhyNot
from kentongan.ratings.types import Told

NEVER_FAMILIES = frozenset({
    Family.VIOLENCE, Family.CRIME, Family.SILENT, Family.PERSONS, Family.INFORMATION,
})  # fmt: skip
"""Of these the one who hears the telephone may be the one who is feared, or somebody is missed."""

NEVER_KINDS = frozenset({
    "DOMESTIC_VIOLENCE", "CHILD_VIOLENCE", "KIDNAP", "WEAPON", "SUICIDE_ATTEMPT",
    "SILENT_HUMAN_SOUND", "MISSING_PERSON", "MENTAL_HEALTH", "MEDICAL_LABOUR",
    "MEDICAL_UNCONSCIOUS",
})  # fmt: skip
"""Whatever family the regency files them under; a birth is a child's, and who was found without
breath may not have lived.
"""

ASKED_AFTER = frozenset({ClosingCode.HANDLED, ClosingCode.NOT_FOUND, ClosingCode.REFERRED})
"""Ends at which there was a service to rate. Not pranks, duplicates, what was handed on, deaths."""

_TO_HOSPITAL = "HOSPITAL"

_DEATH = re.compile(r"dead|death|died|deceased|signs_of_life|meninggal|tewas|wafat", re.IGNORECASE)
_NOBODY = frozenset({"", "0", "NO", "UNKNOWN"})

_WORDS = re.compile(
    r"\b(?:anak\w*|bayi\w*|balita\w*|bocah\w*|remaja|siswa|siswi|murid|pelajar|cucu\w*|putr[ai]nya|"
    r"keponakan|janin|hamil|child\w*|baby|"
    r"meninggal\w*|tewas|wafat|jenazah|mayat|jasad|almarhum\w*|kematian|dead|died|"
    r"bunuh|dibunuh|pembunuhan|gantung diri|kdrt|kekerasan|dipukul\w*|memukul\w*|aniaya|dianiaya|"
    r"penganiayaan|perkosa\w*|diperkosa|pelecehan|dilecehkan|disandera|diancam|mengancam)\b"
    r"|(?-i:\bMD\b)",
    re.IGNORECASE,
)


def why_not(told: Told, *, after_hospital: bool) -> WhyNot | None:
    """The first reason why nobody of this incident is asked; None where they may be."""
    kinds = told.kinds
    checks = (
        (not told.is_closed, WhyNot.NOT_CLOSED),
        (told.contact_safety != ContactSafety.SAFE, WhyNot.NOT_SAFE),
        (told.is_restricted, WhyNot.RESTRICTED),
        (any(_is_never(*kind) for kind in kinds), WhyNot.KIND),
        (_is_death(told.answers), WhyNot.DEATH),
        (not _is_asked_after(told, after_hospital=after_hospital), WhyNot.OUTCOME),
        (told.feedback != Feedback.TOLD, WhyNot.NOT_AGREED),
        (told.has_child_victim, WhyNot.WORDS),
        (any(_WORDS.search(text) for text in told.texts), WhyNot.WORDS),
    )
    return next((reason for holds, reason in checks if holds), None)


def _is_never(category: str, family: str) -> bool:
    return category in NEVER_KINDS or family in NEVER_FAMILIES


def _is_death(answers: Iterable[tuple[str, str]]) -> bool:
    return any(
        _DEATH.search(value) or (_DEATH.search(question) and value not in _NOBODY)
        for question, value in answers
    )


def _is_asked_after(told: Told, *, after_hospital: bool) -> bool:
    to_hospital = any(value == _TO_HOSPITAL for _, value in told.answers)
    if told.closing_code == ClosingCode.HANDLED_HOSPITAL or to_hospital:
        return after_hospital and told.closing_code in ASKED_AFTER | {ClosingCode.HANDLED_HOSPITAL}
    return told.closing_code in ASKED_AFTER
