"""The rows a new node starts with; what is there already stays."""

from collections.abc import Iterable
from datetime import datetime

from kentongan.incidents import starter
from kentongan.incidents.models import Category, PriorityRule, Question
from kentongan.incidents.services.configuration import define_category, define_priority_rule
from kentongan.incidents.services.questions import define_question
from kentongan.incidents.types import CategoryInput
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor


def define_starter_rows(
    *, by: Actor, at: datetime, categories: Iterable[CategoryInput] = starter.CATEGORIES
) -> None:
    """The categories, questions and priority rules a new node starts with; what is defined already
    stays.
    """
    with journal.act(by=by, at=at):
        have = set(Category.objects.values_list("code", flat=True))
        for category in categories:
            if category.code not in have:
                define_category(by=by, category=category, at=at)
        asked = set(Question.objects.values_list("category", "code"))
        for question in starter.QUESTIONS:
            if (question.category, question.code) not in asked:
                define_question(by=by, question=question, at=at)
        ruled = set(PriorityRule.objects.values_list("category", "fact"))
        for rule in starter.FACT_RULES:
            if (rule.category, rule.fact) not in ruled:
                define_priority_rule(by=by, rule=rule, at=at)
