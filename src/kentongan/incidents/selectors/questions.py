"""What the desk asks, as it stood at a moment. From memory: it is read with every form."""

from collections.abc import Mapping
from datetime import datetime

from kentongan.incidents import rules
from kentongan.incidents.enums import Answer
from kentongan.incidents.errors import NoSuchQuestion
from kentongan.incidents.models import Incident, Question
from kentongan.incidents.selectors.categories import list_fact_rules
from kentongan.incidents.types import Said
from kentongan.journal.dated import is_in_force
from kentongan.journal.kept import Kept

_questions = Kept(
    "incidents.question.", lambda: list(Question.objects.order_by("-valid_from", "-id"))
)


def list_questions(at: datetime) -> list[Question]:
    """All that is asked at a moment, of every call and of each category, in order."""
    return rules.in_order(row for row in _questions.get() if is_in_force(row, at))


def list_questions_for(category: str, at: datetime) -> list[Question]:
    """What a call of this category is asked."""
    return rules.asked_of((row for row in _questions.get() if is_in_force(row, at)), category)


def list_question_rows(category: str, code: str) -> list[Question]:
    """All that has been decided for a question, the newest first; none for one that never was."""
    return [row for row in _questions.get() if (row.category, row.code) == (category, code)]


def get_question(category: str, code: str, at: datetime) -> Question:
    """The question in force. Raises NoSuchQuestion."""
    rows = (row for row in list_question_rows(category, code) if is_in_force(row, at))
    found = next(rows, None)
    if found is None:
        raise NoSuchQuestion(code=code[:40])
    return found


def question_words(code: str, at: datetime) -> str:
    """A question in the reader's language, as it is asked now, else as it once was."""
    rows = [row for row in _questions.get() if row.code == code]
    found = next((row for row in rows if is_in_force(row, at)), rows[0] if rows else None)
    return found.label if found else code


def answers_to(category: str, facts: Said, at: datetime) -> dict[str, str]:
    """The facts as codes, as far as they answer what a call of this category is asked."""
    return rules.answers_of(facts, list_questions_for(category, at)) if facts else {}


def require_asked(code: str, at: datetime) -> None:
    """Raises NoSuchQuestion unless a call of some kind is asked it."""
    if not any(row.code == code for row in list_questions(at)):
        raise NoSuchQuestion(code=code[:40])


def facts_raised(category: str, answers: Mapping[str, str], at: datetime) -> set[str]:
    """The questions answered so that help is needed: as a row that raises the priority says, "yes"
    where none does; what is not known counts as that answer (practice.md §3.5).
    """
    raising: dict[str, set[str]] = {}
    for rule in list_fact_rules(at) if answers else ():
        if rule.category in {"", category}:
            raising.setdefault(rule.fact, set()).add(str(rule.answer))
    return {
        code
        for code, answer in answers.items()
        if answer == Answer.UNKNOWN or answer in raising.get(code, {str(Answer.YES)})
    }


def capabilities_asked(incident: Incident, at: datetime) -> list[str]:
    """What the answers that say help is needed ask for, beside the routing, unknown ones too; and
    what a person has asked for.
    """
    raised = facts_raised(incident.category, incident.answers, at)
    asked = [q for q in list_questions_for(incident.category, at) if q.code in raised]
    by_answers = {capability for question in asked for capability in question.capabilities}
    return sorted({*by_answers, *incident.asked_for})
