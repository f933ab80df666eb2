"""Walking a card: what is asked next, what follows, where the one who guides stands.

Nothing is kept but what was said, in its order; where one stands is worked out from that. Whoever
presses on comes to the end in as many presses as the card has steps; back leads only an answer of
the caller's. One may leave at any moment, which needs no rule.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kentongan.guidance.enums import SaidKind
from kentongan.guidance.errors import NotHere
from kentongan.guidance.rules.cards import END, UNKNOWN, Card, Question, Rule, Step, When


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that happened: `code` is a question's or a step's, `choice` what was answered."""

    kind: str
    code: str
    choice: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the answers so far propose. `is_settled`: nothing more is to be asked."""

    priority: str
    capabilities: tuple[str, ...]
    is_settled: bool


@dataclass(slots=True)
class Place:
    """Where one stands: at a question, at a step, or at the end."""

    question: Question | None = None
    step: Step | None = None
    answers: dict[str, str] = field(default_factory=dict)
    is_over: bool = False
    times_given: int = 0
    given_at: datetime | None = None
    """When the step that is shown was told last; how often, since one came to it."""


def holds(when: When, answers: Mapping[str, str], *, loosely: bool) -> bool:
    """Whether a condition holds. `loosely`: what is not known counts as any answer."""
    return all(
        answers.get(name) in codes or (loosely and answers.get(name) == UNKNOWN)
        for name, codes in when.items()
    )


def next_question(card: Card, answers: Mapping[str, str]) -> Question | None:
    """The first that is not answered and is to be asked."""
    return next(
        (
            each
            for each in card.questions
            if each.id not in answers and holds(each.asked_if, answers, loosely=True)
        ),
        None,
    )


def propose(card: Card, answers: Mapping[str, str]) -> Proposal:
    """The highest priority and all capabilities of the rules that hold.

    Unknown answers take the higher (domain.md §2.4): a rule holds for them too. The last rule,
    which has no condition, is what is proposed when no other holds.
    """
    held = [rule for rule in card.rules[:-1] if holds(rule.when, answers, loosely=True)]
    held = held or [card.rules[-1]]
    return Proposal(
        priority=min(rule.priority for rule in held),
        capabilities=tuple(dict.fromkeys(each for rule in held for each in rule.capabilities)),
        is_settled=next_question(card, answers) is None,
    )


def starting_rule(card: Card, answers: Mapping[str, str]) -> Rule:
    """The first rule that holds by what was really said: it decides where the steps begin. What is
    told for an unknown answer stands in the card (`tidak-tahu`), and is never guessed.
    """
    return next(rule for rule in card.rules if holds(rule.when, answers, loosely=False))


def place_of(card: Card, said: Iterable[Said]) -> Place:
    """Where one stands after all that was said. Raises NotHere for what cannot have been."""
    here = Place()
    _ask(card, here)
    for one in said:
        _move(card, here, one)
    return here


def is_at_end(card: Card, said: Iterable[Said]) -> bool:
    """Whether the last step was passed."""
    return place_of(card, said).is_over


def _ask(card: Card, here: Place) -> None:
    here.question = next_question(card, here.answers)
    if here.question is None:
        _go(card, here, starting_rule(card, here.answers).start)


def _go(card: Card, here: Place, step_id: str) -> None:
    here.question, here.times_given, here.given_at = None, 0, None
    here.is_over = step_id == END
    here.step = None if here.is_over else card.step(step_id)


def _move(card: Card, here: Place, one: Said) -> None:
    if one.kind == SaidKind.ANSWERED:
        _answer(card, here, one)
    elif one.kind == SaidKind.SKIPPED:
        _skip(card, here)
    else:
        _tell(card, here, one)


def _answer(card: Card, here: Place, one: Said) -> None:
    asked = here.question
    if asked is None or asked.id != one.code:
        raise NotHere
    if one.choice != UNKNOWN and not asked.word_of(one.choice):
        raise NotHere
    here.answers[asked.id] = one.choice
    _ask(card, here)


def _skip(card: Card, here: Place) -> None:
    """Straight to the steps: what was not asked is not known."""
    if here.question is None:
        raise NotHere
    while (asked := next_question(card, here.answers)) is not None:
        here.answers[asked.id] = UNKNOWN
    _go(card, here, starting_rule(card, here.answers).start)


def _tell(card: Card, here: Place, one: Said) -> None:
    step = here.step
    if step is None or step.id != one.code:
        raise NotHere
    if one.kind == SaidKind.GIVEN:
        here.times_given += 1
        here.given_at = one.at
        if not step.stays:
            _go(card, here, step.then)
    elif one.kind == SaidKind.WENT_ON:
        _go(card, here, step.then)
    else:
        _go(card, here, way_of(step, one.choice))


def way_of(step: Step, choice: str) -> str:
    """Where the answer with this number (from 1) leads. Raises NotHere, also for `01`."""
    numbers = [str(n) for n in range(1, len(step.ways) + 1)]
    if choice not in numbers:
        raise NotHere
    return step.ways[numbers.index(choice)].to
