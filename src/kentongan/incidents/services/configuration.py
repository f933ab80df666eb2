"""Categories and priority rules: dated rows, each with who changed it and on what basis."""

from datetime import datetime
from uuid import NAMESPACE_DNS, UUID, uuid5

from kentongan.geo.cover import Box
from kentongan.incidents import events, rules
from kentongan.incidents.models import Category, PriorityRule, ServiceArea
from kentongan.incidents.rules import FactRule
from kentongan.incidents.types import CategoryInput
from kentongan.journal import services as journal
from kentongan.journal.dated import give_way, require_begins
from kentongan.kernel.actors import Actor
from kentongan.kernel.text import require_storable
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of

_SAID = (
    "name", "name_en", "family", "priority", "hazard_code", "contact_safety", "duplicate_radius_m",
    "passes_cooling", "is_restricted", "legal_basis",
)  # fmt: skip


def define_category(
    *, by: Actor, category: CategoryInput, at: datetime, valid_from: datetime | None = None
) -> Category:
    """A category from now on, or from a later moment; what it was until then is kept.

    The same again changes nothing. Refuses an actor without CONFIGURE.
    """
    rights_of(by).require_anywhere(Right.CONFIGURE)
    begins = require_begins(valid_from, at)
    with journal.act(by=by, at=at) as act:
        row = category.row()
        rows = Category.objects.filter(code=row.code)
        last = rows.filter(valid_until=None).first()
        if last is not None and all(getattr(last, name) == getattr(row, name) for name in _SAID):
            return last
        give_way(rows, begins)
        row.valid_from = begins
        row.changed_by = by.id
        row.save()
        defined = events.CategoryDefined(
            category_id=configured_id("category", row.code),
            code=row.code,
            family=row.family,
            priority=str(row.priority),
            contact_safety=str(row.contact_safety),
            restricted=row.is_restricted,
            valid_from=begins,
        )
        act.record(defined)
    return row


def define_priority_rule(
    *,
    by: Actor,
    rule: FactRule,
    legal_basis: str = "",
    at: datetime,
    valid_from: datetime | None = None,
) -> PriorityRule:
    """An answer asks for this priority from now on, or from a later moment.

    The same again changes nothing. Refuses an actor without CONFIGURE, and "not known" as the
    answer that raises (INCIDENTS-027).
    """
    rights_of(by).require_anywhere(Right.CONFIGURE)
    rules.require_raising(rule.answer)
    begins = require_begins(valid_from, at)
    with journal.act(by=by, at=at) as act:
        rows = PriorityRule.objects.filter(category=rule.category, fact=rule.fact)
        last = rows.filter(valid_until=None).first()
        said = (rule.priority, rule.answer, legal_basis)
        if last is not None and (last.priority, last.answer, last.legal_basis) == said:
            return last
        give_way(rows, begins)
        row = PriorityRule.objects.create(
            category=rule.category,
            fact=rule.fact,
            answer=rule.answer,
            priority=rule.priority,
            legal_basis=legal_basis,
            valid_from=begins,
            changed_by=by.id,
        )
        defined = events.PriorityRuleDefined(
            rule_id=configured_id("priority-rule", f"{rule.category}.{rule.fact}"),
            category=rule.category,
            fact=rule.fact,
            answer=str(rule.answer),
            priority=str(rule.priority),
            valid_from=begins,
        )
        act.record(defined)
    return row


def set_service_area(*, by: Actor, box: Box, legal_basis: str = "", at: datetime) -> ServiceArea:
    """Where points are expected from now on: the regency and its neighbours. Others are questioned
    (INCIDENTS-024). Refuses an actor without CONFIGURE.
    """
    rights_of(by).require_anywhere(Right.CONFIGURE)
    with journal.act(by=by, at=at) as act:
        bounds = {
            "min_lat": box.min_lat,
            "min_lon": box.min_lon,
            "max_lat": box.max_lat,
            "max_lon": box.max_lon,
        }
        row = ServiceArea.objects.create(
            **bounds,
            legal_basis=require_storable("legal_basis", legal_basis),
            valid_from=at,
            changed_by=by.id,
        )
        act.record(events.ServiceAreaSet(service_area_id=row.id, valid_from=at, **bounds))
    return row


def configured_id(kind: str, code: str) -> UUID:
    """The id under which the journal speaks of a configured code."""
    return uuid5(NAMESPACE_DNS, f"{code}.{kind}.kentongan")
