"""A card as values: what is asked, what follows from answers, what is told (domain.md §2.6)."""

from collections.abc import Mapping
from dataclasses import dataclass

END = "selesai"
UNKNOWN = "tidak-tahu"
"""The answer that every question has: the caller cannot say, or has not said."""

METRONOME = range(100, 121)
"""Compressions a minute (AHA 2020 and ERC 2021: 100–120)."""

When = Mapping[str, tuple[str, ...]]
"""Question id → the answers with which a condition holds; all of them must."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from. Facts only: the words of a card are its own."""

    publisher: str
    title: str
    year: int
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    code: str
    text: str
    javanese: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """Asked where the answers so far are those of `asked_if`; an unknown one counts as all."""

    id: str
    text: str
    javanese: str
    choices: tuple[Choice, ...]
    asked_if: When

    def word_of(self, code: str) -> str:
        """The words of an answer; empty for UNKNOWN."""
        return next((each.text for each in self.choices if each.code == code), "")


@dataclass(frozen=True, slots=True)
class Rule:
    """What follows from answers. The last rule of a card has no condition."""

    when: When
    priority: str
    capabilities: tuple[str, ...]
    start: str


@dataclass(frozen=True, slots=True)
class Way:
    """An answer to what a step asks, and the step (or END) to which it leads."""

    text: str
    to: str


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to tell. `then` is a later step or END; `repeat_s`: told again so often until the
    one who guides goes on; `wait_s`: how long what was told takes; `metronome` in beats a minute.
    """

    id: str
    text: str
    javanese: str
    warning: str
    repeat_s: int | None
    wait_s: int | None
    metronome: int | None
    then: str
    ways: tuple[Way, ...]

    @property
    def stays(self) -> bool:
        """Whether it is still shown after it was told."""
        return self.repeat_s is not None or bool(self.ways)


@dataclass(frozen=True, slots=True)
class Case:
    """A test in the card: with these answers this priority, and these steps first."""

    name: str
    answers: Mapping[str, str]
    priority: str
    capabilities: tuple[str, ...] | None
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    key: str
    title: str
    categories: tuple[str, ...]
    is_for_all: bool
    licence: str
    sources: tuple[Source, ...]
    questions: tuple[Question, ...]
    rules: tuple[Rule, ...]
    steps: tuple[Step, ...]
    cases: tuple[Case, ...]

    def question(self, question_id: str) -> Question:
        """By its id, which must be there."""
        return next(each for each in self.questions if each.id == question_id)

    def step(self, step_id: str) -> Step:
        """By its id, which must be there."""
        return next(each for each in self.steps if each.id == step_id)
