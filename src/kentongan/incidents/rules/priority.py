"""How urgent: the category's priority, raised by what was said (practice.md §3.5)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kentongan.incidents.enums import Answer, Priority
from kentongan.incidents.errors import PriorityStays


@dataclass(frozen=True, slots=True)
class FactRule:
    """An answer sets at least this priority; `category` empty: in any of them."""

    fact: str
    priority: Priority
    category: str = ""
    answer: Answer = Answer.YES


def higher(one: str, other: str) -> Priority:
    """The more urgent of two: P1 before P5."""
    return Priority(min(one, other))


def is_lower(wanted: str, current: str) -> bool:
    """Whether `wanted` is less urgent than `current`."""
    return wanted > current


def priority_for(
    default: str,
    facts: Mapping[str, bool | None],
    rules: Iterable[FactRule],
    *,
    category: str = "",
    need_stated: bool = True,
) -> Priority:
    """The priority a category and the known facts ask for; facts only ever raise it.

    What is not known (None) counts as the answer that raises it once a need for help has been
    stated: the question was asked because the answer may be a life.
    """
    found = Priority(default)
    for rule in rules:
        if rule.category in ("", category) and _counts(facts, rule, need_stated):
            found = higher(found, rule.priority)
    return found


def _counts(facts: Mapping[str, bool | None], rule: FactRule, need_stated: bool) -> bool:
    if rule.fact not in facts:
        return False
    stated = facts[rule.fact]
    return need_stated if stated is None else stated == (rule.answer == Answer.YES)


def require_may_lower(*, current: str, wanted: str, by_person: bool, from_scene: bool) -> None:
    """Raises PriorityStays for a machine, and for a P1 that the scene has not spoken about."""
    if not is_lower(wanted, current):
        return
    if not by_person or (current == Priority.P1 and not from_scene):
        raise PriorityStays(current=current, wanted=wanted)
