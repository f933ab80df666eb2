"""Categories and priority rules as they stood at a moment, kept per process."""

import threading
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Protocol, TypeVar
from uuid import UUID

from kentongan.incidents.enums import Priority
from kentongan.incidents.errors import NoSuchCategory
from kentongan.incidents.models import Category, PriorityRule
from kentongan.incidents.rules import FactRule
from kentongan.journal.watchers import watch


class Dated(Protocol):
    valid_from: datetime
    valid_until: datetime | None


D = TypeVar("D", bound=Dated)

_lock = threading.Lock()
_categories: dict[str, list[Category]] | None = None
_rules: list[PriorityRule] | None = None


def category_at(code: str, at: datetime) -> Category:
    """The category as it stood at a moment. Raises NoSuchCategory."""
    found = find_category_at(code, at)
    if found is None:
        raise NoSuchCategory(category=code[:40])
    return found


def find_category_at(code: str, at: datetime) -> Category | None:
    """The category as it stood at a moment, or None."""
    return _valid(_loaded_categories().get(code, ()), at)


def list_categories(at: datetime) -> list[Category]:
    """The categories of that moment, by family and name."""
    found = (_valid(rows, at) for rows in _loaded_categories().values())
    return sorted((c for c in found if c is not None), key=lambda c: (c.family, c.name))


def list_fact_rules(at: datetime) -> list[FactRule]:
    """The priority rules of that moment, as the rules take them."""
    return [
        FactRule(fact=row.fact, priority=Priority(row.priority), category=row.category)
        for row in _loaded_rules()
        if _is_valid(row, at)
    ]


def forget_categories(_: UUID | None = None) -> None:
    """Read them again next time (an entry said so; tests; restore)."""
    global _categories, _rules
    with _lock:
        _categories = None
        _rules = None


watch("incidents.category.", forget_categories)
watch("incidents.priority-rule.", forget_categories)


def _is_valid(row: Dated, at: datetime) -> bool:
    return row.valid_from <= at and (row.valid_until is None or at < row.valid_until)


def _valid(rows: Iterable[D], at: datetime) -> D | None:
    return next((row for row in rows if _is_valid(row, at)), None)


def _loaded_categories() -> dict[str, list[Category]]:
    global _categories
    kept = _categories
    if kept is None:
        kept = defaultdict(list)
        for row in Category.objects.order_by("-valid_from"):
            kept[row.code].append(row)
        with _lock:
            _categories = kept
    return kept


def _loaded_rules() -> list[PriorityRule]:
    global _rules
    kept = _rules
    if kept is None:
        kept = list(PriorityRule.objects.order_by("priority", "id"))
        with _lock:
            _rules = kept
    return kept
