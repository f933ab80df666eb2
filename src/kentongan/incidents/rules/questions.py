"""What is asked of whom, and what the answers are called where they are kept. Pure."""

import re
from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from kentongan.incidents.enums import Answer
from kentongan.incidents.errors import AnswerCannotRaise, QuestionUnreadable

LARGEST_POSITION = 999

_CODE = re.compile(r"[A-Z][A-Z0-9_]{1,39}")
_OF = {True: Answer.YES, False: Answer.NO, None: Answer.UNKNOWN}


class Asked(Protocol):
    """A question, as far as its place in the form goes."""

    code: str
    category: str
    position: int


Q = TypeVar("Q", bound=Asked)


def asked_of(questions: Iterable[Q], category: str) -> list[Q]:
    """What a call of this category is asked, in order: its own words stand before those for all."""
    found: dict[str, Q] = {}
    for question in sorted(questions, key=lambda each: each.category):
        if question.category in {"", category}:
            found[question.code] = question
    return in_order(found.values())


def in_order(questions: Iterable[Q]) -> list[Q]:
    """By position; of two at one place the one for all calls, then by code."""
    return sorted(questions, key=lambda each: (each.position, each.category, each.code))


def answers_of(facts: Mapping[str, bool | None], asked: Iterable[Asked]) -> dict[str, str]:
    """The answers as codes, to what is asked alone: a stranger's key is no code of ours."""
    return {each.code: str(_OF[facts[each.code]]) for each in asked if each.code in facts}


def together(known: Mapping[str, str], told: Mapping[str, str]) -> dict[str, str]:
    """What is known after one more caller: "not known" takes nobody's answer away."""
    better = {code: each for code, each in told.items() if each != Answer.UNKNOWN}
    return {**told, **known, **better}


def capabilities_with(known: Iterable[str], more: Iterable[str]) -> list[str]:
    """The codes of both, each once. Raises QuestionUnreadable for one that is no code."""
    found = {*known, *more}
    for said in found:
        if not _CODE.fullmatch(said):
            raise QuestionUnreadable(code=said[:40] or "—")
    return sorted(found)


def require_question(code: str, text: str, capabilities: Iterable[str]) -> None:
    """Raises QuestionUnreadable for no code, no words, or a capability that is none."""
    for said in (code, *capabilities):
        if not _CODE.fullmatch(said):
            raise QuestionUnreadable(code=said[:40] or "—")
    if not text.strip():
        raise QuestionUnreadable(code=code)


def require_raising(answer: str) -> None:
    """Raises AnswerCannotRaise for "not known", which counts as the raising answer already."""
    if answer not in {Answer.YES, Answer.NO}:
        raise AnswerCannotRaise(answer=answer[:8] or "—")
