"""Which agencies a category asks for in an area: by capability and category, never by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from kentongan.incidents.enums import PartyRole
from kentongan.regions.types import contains


class Rule(Protocol):
    """A dated row of the regency's routing, or anything shaped like one."""

    category: str
    family: str
    region: str
    org_id: UUID
    role: str
    capabilities: list[str]


@dataclass(frozen=True, slots=True)
class Route:
    """One agency that is to be asked, in which role, for what."""

    org_id: UUID
    role: str
    capabilities: tuple[str, ...]


def routes_for(rules: Iterable[Rule], *, category: str, family: str, region: str) -> list[Route]:
    """The lead first, then the supporting agencies, each once.

    A rule for the category goes before one for its family, a smaller area before a larger; only
    the first lead leads, other leads of larger areas are not asked.
    """
    matching = sorted(
        (rule for rule in rules if _matches(rule, category, family, region)), key=_specificity
    )
    leads = [rule for rule in matching if rule.role == PartyRole.LEAD][:1]
    others = [rule for rule in matching if rule.role != PartyRole.LEAD]
    routes: dict[UUID, Route] = {}
    for rule in (*leads, *others):
        routes.setdefault(rule.org_id, Route(rule.org_id, rule.role, tuple(rule.capabilities)))
    return list(routes.values())


def _matches(rule: Rule, category: str, family: str, region: str) -> bool:
    for_this = rule.category == category if rule.category else rule.family == family
    return for_this and contains(rule.region, region)


def _specificity(rule: Rule) -> tuple[bool, int]:
    return (not rule.category, -len(rule.region))
