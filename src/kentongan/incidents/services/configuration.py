"""Categories and priority rules: dated rows, each with who changed it and on what basis."""

from collections.abc import Iterable
from datetime import datetime
from uuid import NAMESPACE_DNS, UUID, uuid5

from kentongan.incidents import events, starter
from kentongan.incidents.models import Category, PriorityRule
from kentongan.incidents.rules import FactRule
from kentongan.incidents.types import CategoryInput
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of

_SAID = (
    "name", "family", "priority", "hazard_code", "contact_safety", "duplicate_radius_m",
    "passes_cooling", "legal_basis",
)  # fmt: skip


def define_category(*, by: Actor, category: CategoryInput, at: datetime) -> Category:
    """A category from now on; what it was until now is kept. The same again changes nothing.

    Refuses an actor without CONFIGURE.
    """
    rights_of(by).require_anywhere(Right.CONFIGURE)
    with journal.act(by=by, at=at) as act:
        row = category.row()
        current = Category.objects.filter(code=row.code, valid_until=None).first()
        if current is not None:
            if all(getattr(current, name) == getattr(row, name) for name in _SAID):
                return current
            current.valid_until = at
            current.save(update_fields=["valid_until"])
        row.valid_from = at
        row.changed_by = by.id
        row.save()
        defined = events.CategoryDefined(
            category_id=configured_id("category", row.code),
            code=row.code,
            family=row.family,
            priority=str(row.priority),
            contact_safety=str(row.contact_safety),
            valid_from=at,
        )
        act.record(defined)
    return row


def define_priority_rule(
    *, by: Actor, rule: FactRule, legal_basis: str = "", at: datetime
) -> PriorityRule:
    """A stated fact asks for this priority from now on. Refuses an actor without CONFIGURE."""
    rights_of(by).require_anywhere(Right.CONFIGURE)
    with journal.act(by=by, at=at) as act:
        valid = PriorityRule.objects.filter(
            category=rule.category, fact=rule.fact, valid_until=None
        )
        current = valid.first()
        if current is not None and current.priority == rule.priority:
            return current
        valid.update(valid_until=at)
        row = PriorityRule.objects.create(
            category=rule.category,
            fact=rule.fact,
            priority=rule.priority,
            legal_basis=legal_basis,
            valid_from=at,
            changed_by=by.id,
        )
        defined = events.PriorityRuleDefined(
            rule_id=configured_id("priority-rule", f"{rule.category}.{rule.fact}"),
            category=rule.category,
            fact=rule.fact,
            priority=str(rule.priority),
            valid_from=at,
        )
        act.record(defined)
    return row


def define_starter_rows(
    *, by: Actor, at: datetime, categories: Iterable[CategoryInput] = starter.CATEGORIES
) -> None:
    """The categories and priority rules a new node starts with; what is defined already stays."""
    with journal.act(by=by, at=at):
        have = set(Category.objects.values_list("code", flat=True))
        for category in categories:
            if category.code not in have:
                define_category(by=by, category=category, at=at)
        ruled = set(PriorityRule.objects.values_list("category", "fact"))
        for rule in starter.FACT_RULES:
            if (rule.category, rule.fact) not in ruled:
                define_priority_rule(by=by, rule=rule, at=at)


def configured_id(kind: str, code: str) -> UUID:
    """The id under which the journal speaks of a configured code."""
    return uuid5(NAMESPACE_DNS, f"{code}.{kind}.kentongan")
