"""What the desk asks of whom, in which order, and what an answer does: dated rows."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from kentongan.incidents import events, rules, selectors
from kentongan.incidents.errors import NoSuchQuestion
from kentongan.incidents.models import PriorityRule, Question
from kentongan.incidents.services.change import facts_of, record, save
from kentongan.incidents.services.configuration import configured_id, define_priority_rule
from kentongan.incidents.types import QUESTION_SAID, FactRule, Incident, QuestionInput, Said
from kentongan.journal import services as journal
from kentongan.journal.dated import give_way, require_begins
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor
from kentongan.kernel.text import require_storable
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of

APART = 10
"""Between two questions, so that one may be put in between."""


def define_question(
    *, by: Actor, question: QuestionInput, at: datetime, valid_from: datetime | None = None
) -> Question:
    """A question is asked so from now on, or from a later moment; the same again changes nothing.

    Refuses one without a readable code and words (INCIDENTS-026), and an actor without CONFIGURE.
    """
    rights_of(by).require_anywhere(Right.CONFIGURE)
    rules.require_question(question.code, question.text, question.capabilities)
    if question.category:
        selectors.category_at(question.category, at)
    begins = require_begins(valid_from, at)
    with journal.act(by=by, at=at) as act:
        row = question.row()
        rows = Question.objects.filter(category=row.category, code=row.code)
        last = rows.filter(valid_until=None).first()
        if last is not None and _is_same(last, row):
            return last
        give_way(rows, begins)
        _store(act, row, begins)
    return row


def decide_question(
    *,
    by: Actor,
    question: QuestionInput,
    raises: FactRule | None,
    at: datetime,
    valid_from: datetime | None = None,
) -> Question:
    """A question together with the answer that raises the priority; none ends the one there was.

    Refuses as `define_question` does, and "not known" as that answer (INCIDENTS-027).
    """
    begins = require_begins(valid_from, at)
    with journal.act(by=by, at=at) as act:
        row = define_question(by=by, question=question, at=at, valid_from=valid_from)
        if raises is None:
            _end_rule(act, row.category, row.code, begins)
        else:
            define_priority_rule(
                by=by, rule=raises, legal_basis=question.legal_basis, at=at, valid_from=valid_from
            )
    return row


def move_question(*, by: Actor, category: str, code: str, up: bool, at: datetime) -> list[Question]:
    """A question changes places with the one asked before or after it. At the end it stays.

    Refuses a question that is not asked now (INCIDENTS-028), and an actor without CONFIGURE.
    """
    rights_of(by).require_anywhere(Right.CONFIGURE)
    with journal.act(by=by, at=at) as act:
        asked = _asked_now(category, at)
        here = asked.index(_find(asked, code))
        there = here - 1 if up else here + 1
        if not 0 <= there < len(asked):
            return []
        asked[here], asked[there] = asked[there], asked[here]
        return [
            _moved(act, row, number * APART)
            for number, row in enumerate(asked, start=1)
            if row.position != number * APART
        ]


def retire_question(
    *, by: Actor, category: str, code: str, at: datetime, valid_until: datetime | None = None
) -> Question:
    """A question is asked no more, from now on or later; what was answered stays to be read.

    Refuses a question that is not asked now (INCIDENTS-028), and an actor without CONFIGURE.
    """
    rights_of(by).require_anywhere(Right.CONFIGURE)
    ends = require_begins(valid_until, at)
    with journal.act(by=by, at=at) as act:
        row = _find(_asked_now(category, at), code)
        give_way(Question.objects.filter(category=category, code=code), ends)
        row.refresh_from_db()
        retired = events.QuestionRetired(
            question_id=_id(category, code), category=category, code=code, ends_at=ends
        )
        act.record(retired)
    return row


def note_answers(
    *, by: Actor, incident_id: UUID, category: str, facts: Said, at: datetime
) -> Incident:
    """What one more caller has answered, beside what is known. Nothing new writes nothing.

    `category`: what the caller told of, whose questions were asked.
    """
    told = selectors.answers_to(category, facts, at)
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, incident_id, right=Right.EDIT_INCIDENTS, lock=True)
        answers = rules.together(incident.answers, told)
        if answers != incident.answers:
            incident.answers = answers
            restricts = rules.is_restricted_by_child(incident.family, answers)
            incident.is_restricted = incident.is_restricted or restricts
            save(incident, "answers", "is_restricted")
            record_answers(act, incident, told)
    return incident


def ask_for(
    *, by: Actor, incident_id: UUID, capabilities: Iterable[str], at: datetime
) -> Incident:  # fmt: skip
    """Ask for capabilities beside what the answers do, as a guidance card proposes. Nothing new
    writes nothing. Refuses what is no code (INCIDENTS-026).
    """
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, incident_id, right=Right.EDIT_INCIDENTS, lock=True)
        asked_for = rules.capabilities_with(incident.asked_for, capabilities)
        if asked_for != incident.asked_for:
            incident.asked_for = asked_for
            save(incident, "asked_for")
            asked = events.CapabilitiesAsked(**facts_of(incident), capabilities=asked_for)
            record(act, incident, asked)
    return incident


def record_answers(act: Act, incident: Incident, answers: Mapping[str, str]) -> None:
    """Say in the journal what was answered: codes alone."""
    if answers:
        said = events.QuestionsAnswered(**facts_of(incident), answers=dict(answers))
        record(act, incident, said)


def _asked_now(category: str, at: datetime) -> list[Question]:
    """Read and held, not remembered: two administrators may be at it."""
    begun = Question.objects.select_for_update().filter(category=category, valid_from__lte=at)
    return rules.in_order(begun.filter(Q(valid_until=None) | Q(valid_until__gt=at)))


def _find(asked: list[Question], code: str) -> Question:
    found = next((row for row in asked if row.code == code), None)
    if found is None:
        raise NoSuchQuestion(code=code[:40])
    return found


def _moved(act: Act, row: Question, position: int) -> Question:
    said = {name: getattr(row, name) for name in QUESTION_SAID}
    moved = Question(category=row.category, code=row.code, **said | {"position": position})
    give_way(Question.objects.filter(category=row.category, code=row.code), act.at)
    return _store(act, moved, act.at)


def _store(act: Act, row: Question, begins: datetime) -> Question:
    for name in ("text", "text_en", "text_jv", "legal_basis"):
        require_storable(name, getattr(row, name))
    row.valid_from = begins
    row.changed_by = act.by.id
    row.save(force_insert=True)
    defined = events.QuestionDefined(
        question_id=_id(row.category, row.code), category=row.category, code=row.code,
        position=row.position, valid_from=begins,
    )  # fmt: skip
    act.record(defined)
    return row


def _end_rule(act: Act, category: str, code: str, ends: datetime) -> None:
    rows = PriorityRule.objects.filter(category=category, fact=code, valid_until=None)
    if not rows.exists():
        return
    give_way(rows, ends)
    ended = events.PriorityRuleEnded(
        rule_id=configured_id("priority-rule", f"{category}.{code}"),
        category=category, fact=code, ends_at=ends,
    )  # fmt: skip
    act.record(ended)


def _is_same(one: Question, other: Question) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in QUESTION_SAID)


def _id(category: str, code: str) -> UUID:
    return configured_id("question", f"{category}.{code}")
