"""Which agencies a category, and what the caller has answered, ask for in an area: by capability
and category, never by name.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Protocol
from uuid import UUID

from kentongan.incidents.enums import PartyRole
from kentongan.kernel.errors import Unreadable, mark
from kentongan.regions.types import contains


class Rule(Protocol):
    """A dated row of the regency's routing, or anything shaped like one."""

    category: str
    family: str
    fact: str
    region: str
    org_id: UUID
    role: str
    capabilities: list[str]
    legal_basis: str


@dataclass(frozen=True, slots=True)
class Route:
    """One agency that is to be asked, in which role, for what."""

    org_id: UUID
    role: str
    capabilities: tuple[str, ...]
    rule: Rule = field(compare=False)
    """The row that names it."""


def require_category_or_family(category: str, family: str) -> None:
    """Raises Unreadable unless a rule is for one category or for one family."""
    if bool(category) == bool(family):
        raise Unreadable(
            field="category",
            reason=category or "—",
            expected=mark("Satu jenis kejadian atau satu rumpun, bukan keduanya."),
        )


def require_subject(category: str, family: str, fact: str, role: str) -> None:
    """Raises Unreadable unless a rule is for one category or one family, or by a fact; what is
    asked for because of an answer supports: it never takes the lead from whom the category names.
    """
    if not fact or (category and family):
        require_category_or_family(category, family)
    if fact and role != PartyRole.SUPPORT:
        raise Unreadable(
            field="role",
            reason=role,
            expected=mark("Instansi yang diminta karena jawaban pelapor: pendukung."),
        )


def routes_for(
    rules: Iterable[Rule],
    *,
    category: str,
    family: str,
    region: str,
    facts: Collection[str] = (),
) -> list[Route]:
    """The lead first, then the supporting agencies, each once; `facts` are those answered so that
    help is needed, and add who is asked because of them, and for what.

    A rule for the category goes before one for its family, a smaller area before a larger; only
    the first lead leads, other leads of larger areas are not asked.
    """
    matching = sorted(
        (rule for rule in rules if _matches(rule, category, family, region, facts)),
        key=_specificity,
    )
    leads = [rule for rule in matching if rule.role == PartyRole.LEAD][:1]
    others = [rule for rule in matching if rule.role != PartyRole.LEAD]
    routes: dict[UUID, Route] = {}
    for rule in (*leads, *others):
        route = Route(rule.org_id, rule.role, tuple(rule.capabilities), rule)
        asked = routes.setdefault(rule.org_id, route)
        if rule.fact and asked is not route:
            routes[rule.org_id] = _with_more(asked, rule)
    return list(routes.values())


def _with_more(asked: Route, rule: Rule) -> Route:
    """Asked already, and now for what the answer asks for too."""
    more = (each for each in rule.capabilities if each not in asked.capabilities)
    return replace(asked, capabilities=(*asked.capabilities, *more))


def _matches(rule: Rule, category: str, family: str, region: str, facts: Collection[str]) -> bool:
    if rule.fact and rule.fact not in facts:
        return False
    is_for_all = not rule.category and not rule.family
    for_this = rule.category == category if rule.category else rule.family == family
    return (for_this or is_for_all) and contains(rule.region, region)


def _specificity(rule: Rule) -> tuple[bool, bool, int]:
    return (bool(rule.fact), not rule.category, -len(rule.region))
