"""How urgent what has been said so far is, and because of what: asked while the form is filled."""

from datetime import datetime

from kentongan.incidents import rules
from kentongan.incidents.enums import Priority
from kentongan.incidents.models import Category
from kentongan.incidents.selectors.categories import list_fact_rules
from kentongan.incidents.types import Said


def priority_of(category: Category, facts: Said, at: datetime) -> Priority:
    """The priority that a category and the facts stated so far ask for."""
    stated = list_fact_rules(at)
    return rules.priority_for(category.priority, facts, stated, category=category.code)


def facts_behind(category: Category, facts: Said, at: datetime) -> list[str]:
    """The stated facts that alone ask for this priority; none where the category itself does."""
    wanted = priority_of(category, facts, at)
    if wanted == category.priority:
        return []
    each = {fact: {fact: said} for fact, said in facts.items()}
    return [fact for fact, said in each.items() if priority_of(category, said, at) == wanted]
