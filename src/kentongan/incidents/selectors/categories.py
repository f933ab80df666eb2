"""Categories and priority rules as they stood at a moment, kept per process."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from django.utils.translation import gettext as _

from kentongan.incidents.enums import Answer, ContactSafety, Priority
from kentongan.incidents.errors import NoSuchCategory
from kentongan.incidents.models import Category, Incident, PriorityRule
from kentongan.incidents.rules import FactRule, starting_safety
from kentongan.journal.dated import Dated, is_in_force
from kentongan.journal.kept import Kept
from kentongan.regions.selectors import name_of

D = TypeVar("D", bound=Dated)


def _load_categories() -> dict[str, list[Category]]:
    found: dict[str, list[Category]] = {}
    for row in Category.objects.order_by("-valid_from"):
        found.setdefault(row.code, []).append(row)
    return found


def _load_rules() -> list[tuple[PriorityRule, FactRule]]:
    rows = PriorityRule.objects.order_by("priority", "id")
    return [(row, _fact_rule(row)) for row in rows]


_categories = Kept("incidents.category.", _load_categories)
_rules = Kept("incidents.priority-rule.", _load_rules)


def category_at(code: str, at: datetime) -> Category:
    """The category as it stood at a moment. Raises NoSuchCategory."""
    found = find_category_at(code, at)
    if found is None:
        raise NoSuchCategory(category=code[:40])
    return found


def find_category_at(code: str, at: datetime) -> Category | None:
    """The category as it stood at a moment, or None."""
    return _valid(_categories.get().get(code, ()), at)


def what_and_where(row: Incident, at: datetime) -> tuple[str, ...]:
    """The kind and the area, for whoever hands over; of a restricted incident neither, since those
    who keep the roster read that page too (ADR 0011).
    """
    if row.is_restricted:
        return (_("Dirahasiakan"),)
    category = find_category_at(row.category, at)
    return str(category.label if category else row.category), name_of(row.region)


def list_categories(at: datetime) -> list[Category]:
    """The categories of that moment, by family and name."""
    found = (_valid(rows, at) for rows in _categories.get().values())
    return sorted((c for c in found if c is not None), key=lambda c: (c.family, c.name))


def list_category_rows(code: str) -> list[Category]:
    """All that has been decided for a category, the newest first; none for one that never was."""
    return list(_categories.get().get(code, ()))


def list_priority_rows(at: datetime | None = None) -> list[PriorityRule]:
    """All that has been decided about stated facts, or what is in force; the most urgent first."""
    return [row for row, _ in _rules.get() if at is None or is_in_force(row, at)]


def forbids_contact(category: Category) -> bool:
    """Whether who tells of this must not be contacted, whatever else is said (practice.md §3.1)."""
    safety = starting_safety(category.code, category.contact_safety, None)
    return safety == ContactSafety.DO_NOT_CONTACT


def list_fact_rules(at: datetime) -> list[FactRule]:
    """The priority rules of that moment, as the rules take them."""
    return [rule for row, rule in _rules.get() if is_in_force(row, at)]


def _valid(rows: Iterable[D], at: datetime) -> D | None:
    return next((row for row in rows if is_in_force(row, at)), None)


def _fact_rule(row: PriorityRule) -> FactRule:
    return FactRule(row.fact, Priority(row.priority), row.category, Answer(row.answer))
