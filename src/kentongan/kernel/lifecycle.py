"""Lifecycles as data: one table per aggregate, asked by rules, drawn into the docs.

A step that is not in the table is refused with what happened, the rule, and what can be done now.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kentongan.kernel.errors import IllegalStep


@dataclass(frozen=True, slots=True)
class Transition:
    """`step` takes `sources` to `target`; `who` and `needs` are read by people and by the docs."""

    step: str
    sources: tuple[str, ...]
    target: str
    who: str = ""
    needs: str = ""


@dataclass(frozen=True)
class Lifecycle:
    """The states of one kind of thing, the first of which is where it begins."""

    name: str
    states: tuple[str, ...]
    transitions: tuple[Transition, ...]
    words: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
    """What the office says for a stored state or a step's code, for people who are refused."""
    _index: dict[tuple[str, str], Transition] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index: dict[tuple[str, str], Transition] = {}
        for transition in self.transitions:
            for source in transition.sources:
                self._require_known(source, transition.target)
                if (transition.step, source) in index:
                    raise ValueError(f"{self.name}: {transition.step} from {source} is given twice")
                index[transition.step, source] = transition
        object.__setattr__(self, "_index", index)

    def _require_known(self, *states: str) -> None:
        for state in states:
            if state not in self.states:
                raise ValueError(f"{self.name} has no state {state}")

    def target(self, step: str, state: str) -> str:
        """Where `step` leads from `state`. Raises IllegalStep when it leads nowhere."""
        transition = self._index.get((step, state))
        if transition is None:
            raise IllegalStep(
                step=self.word(step),
                state=self.word(state),
                sources=tuple(self.word(source) for source in self.sources(step)),
                allowed=tuple(self.word(other) for other in self.steps_from(state)),
            )
        return transition.target

    def word(self, code: str) -> Any:
        """The office's word for a state or step, the code itself where there is none."""
        return self.words.get(code, code)

    def allows(self, step: str, state: str) -> bool:
        """Whether `step` can be taken from `state`."""
        return (step, state) in self._index

    def steps_from(self, state: str) -> tuple[str, ...]:
        """The steps that can be taken from `state`, in the table's order."""
        return tuple(t.step for t in self.transitions if state in t.sources)

    def sources(self, step: str) -> tuple[str, ...]:
        """The states from which `step` can be taken."""
        return tuple(s for t in self.transitions if t.step == step for s in t.sources)


def everything_but(states: Iterable[str], *excluded: str) -> tuple[str, ...]:
    """All states except some: for steps that may be taken from any open state."""
    return tuple(state for state in states if state not in excluded)
