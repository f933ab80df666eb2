"""What a closing form may ask, and what its words may not decide (practice.md §1.11, §1.12)."""

import re
from collections.abc import Iterator, Sequence

from kentongan.dispatch.errors import FormDecides, FormUnreadable
from kentongan.dispatch.rules.report_forms import DECLARED_DEAD, NO_SIGNS_OF_LIFE, FormField

FEWEST_OPTIONS = 2

_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]{1,23}")
_CAUSE = re.compile(r"\bpenyebab\w*|\bsebab\b", re.IGNORECASE)
_SUSPECTED = re.compile(r"\bdugaan\b|\bdiduga\b", re.IGNORECASE)
_DEAD = re.compile(r"\bmeninggal|\btewas|\bwafat|\bkorban jiwa", re.IGNORECASE)


def require_form(fields: Sequence[FormField]) -> None:
    """Raises FormUnreadable for a field that cannot be asked or is asked twice, and FormDecides for
    words that make a cause or a death of what a crew has seen.
    """
    for number, field in enumerate(fields):
        if not _is_readable(field) or field.code in {each.code for each in fields[:number]}:
            raise FormUnreadable(field=(field.label or field.code)[:40] or "—")
        for words in _deciding(field):
            raise FormDecides(words=words[:80])


def _is_readable(field: FormField) -> bool:
    codes = [code for code, _ in field.options]
    said = [field.label, *(words for _, words in field.options)]
    return (
        all(_CODE.fullmatch(code) for code in (field.code, *codes))
        and all(words.strip() for words in said)
        and len(set(codes)) == len(codes)
        and (not codes or len(codes) >= FEWEST_OPTIONS)
    )


def _deciding(field: FormField) -> Iterator[str]:
    if _CAUSE.search(field.label) and not _SUSPECTED.search(field.label):
        yield field.label
    if _DEAD.search(field.label):
        yield field.label
    for code, words in field.options:
        if code == NO_SIGNS_OF_LIFE and "menurut petugas" not in words.lower():
            yield words
        if _DEAD.search(words) and code != DECLARED_DEAD:
            yield words
