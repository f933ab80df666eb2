"""The tests in a card, run by the same rules as a call; and when a card may be approved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kentongan.guidance.errors import ApprovalDate, ApprovalIncomplete, CasesFail
from kentongan.guidance.rules.cards import END, UNKNOWN, Card, Case
from kentongan.guidance.rules.walking import next_question, propose, starting_rule


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a test came to, beside what it expects. `unasked`: answers nobody would be asked for."""

    case: Case
    priority: str
    capabilities: tuple[str, ...]
    steps: tuple[str, ...]
    unasked: tuple[str, ...]
    rule: int

    @property
    def is_met(self) -> bool:
        expected = self.case.capabilities
        return (
            self.priority == self.case.priority
            and self.steps[: len(self.case.steps)] == self.case.steps
            and (expected is None or set(expected) == set(self.capabilities))
            and not self.unasked
        )


@dataclass(frozen=True, slots=True)
class Trial:
    """All tests of a card; `untested` are the rules (from 1) at which no test begins."""

    outcomes: tuple[Outcome, ...]
    untested: tuple[int, ...]

    @property
    def failed(self) -> int:
        return sum(not each.is_met for each in self.outcomes)

    @property
    def is_passed(self) -> bool:
        return bool(self.outcomes) and not self.failed and not self.untested


def try_card(card: Card) -> Trial:
    """Run every test in it."""
    outcomes = tuple(_run(card, case) for case in card.cases)
    begun = {each.rule for each in outcomes}
    untested = tuple(n for n in range(1, len(card.rules) + 1) if n not in begun)
    return Trial(outcomes, untested)


def _run(card: Card, case: Case) -> Outcome:
    answers = _asked(card, case.answers)
    found, rule = propose(card, answers), starting_rule(card, answers)
    return Outcome(
        case=case,
        priority=found.priority,
        capabilities=found.capabilities,
        steps=_path(card, rule.start),
        unasked=tuple(name for name in case.answers if name not in answers),
        rule=card.rules.index(rule) + 1,
    )


def _asked(card: Card, given: Mapping[str, str]) -> dict[str, str]:
    """The answers as a call would give them, question by question; what a test leaves out is not
    known.
    """
    answers: dict[str, str] = {}
    while (asked := next_question(card, answers)) is not None:
        answers[asked.id] = given.get(asked.id, UNKNOWN)
    return answers


def _path(card: Card, start: str) -> tuple[str, ...]:
    path = []
    while start != END:
        path.append(start)
        start = card.step(start).then
    return tuple(path)


def require_passed(card: Card) -> None:
    """Raises CasesFail."""
    trial = try_card(card)
    if not trial.is_passed:
        wrong = trial.failed + len(trial.untested)
        raise CasesFail(failed=wrong, n=len(trial.outcomes) + len(trial.untested))


def require_signed(doctor_name: str, licence_number: str) -> None:
    """Raises ApprovalIncomplete."""
    if not doctor_name.strip():
        raise ApprovalIncomplete(field="doctor_name")
    if not licence_number.strip():
        raise ApprovalIncomplete(field="licence_number")


def expiry(approved_on: date, months: int, today: date) -> date:
    """The last day on which it holds. Raises ApprovalDate for a day to come, or long past."""
    expires_on = later_by(approved_on, months)
    if approved_on > today or expires_on < today:
        raise ApprovalDate(day=approved_on.isoformat(), months=months)
    return expires_on


def later_by(day: date, months: int) -> date:
    """The same day so many months later; the last one where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
