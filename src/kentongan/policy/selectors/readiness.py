"""Yang masih kurang sebelum bertugas: what a node lacks before its first call, need by need.

A handful of questions, whatever the node's size: the rest is read from the configuration in memory.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from uuid import UUID

from kentongan.dispatch.enums import DispatchMode
from kentongan.dispatch.selectors import Configuration, configuration
from kentongan.fleet.selectors import units_snapshot
from kentongan.incidents.enums import Family, PartyRole, Priority
from kentongan.incidents.selectors import list_categories
from kentongan.incidents.types import Category
from kentongan.journal.selectors import node
from kentongan.orgs.enums import DutyKind, OrgKind, PostKind, Role
from kentongan.orgs.models import Organisation, Post
from kentongan.orgs.selectors import count_on_duty, list_orgs, list_posts, live_grants
from kentongan.policy.enums import Need
from kentongan.policy.types import Answer
from kentongan.regions.selectors import count_regions, list_children
from kentongan.regions.types import contains

VILLAGE = 4
NOT_SENT_TO = frozenset({OrgKind.CENTRE, OrgKind.GOVERNMENT, OrgKind.NEIGHBOUR})
"""Those that no category need name: they take calls, govern, or are another region's."""
ASKS_NOBODY = frozenset({Family.INFORMATION, Family.OTHER, Family.SILENT})
"""Families that a regency may leave to the person at the desk."""


def list_needs(at: datetime) -> list[Answer]:
    """Every need of this node with what lacks, in the order in which it is put in."""
    found = _Found(at)
    return [_answer(need, lacking(found)) for need, lacking in _LACKING.items()]


def is_ready_for_duty(needs: Iterable[Answer]) -> bool:
    """Whether no call would stop for want of a decision."""
    return all(each.is_met for each in needs if each.is_vital)


def _answer(need: Need, lacking: Collection[str]) -> Answer:
    return Answer(need=need, is_met=not lacking, lacking=tuple(lacking))


@dataclass(frozen=True)
class _Found:
    """What the node has, each thing read once."""

    at: datetime
    region: str = field(default_factory=lambda: node().region)

    @cached_property
    def settings(self) -> Configuration:
        return configuration()

    @cached_property
    def orgs(self) -> dict[UUID, Organisation]:
        return {org.id: org for org in list_orgs()}

    @cached_property
    def posts(self) -> list[Post]:
        return list_posts()

    @cached_property
    def categories(self) -> list[Category]:
        return list_categories(self.at)

    @cached_property
    def leads(self) -> list[Organisation]:
        """The agencies that lead in something and send units of their own."""
        rows = (row for row in self.settings.routing if row.is_valid(self.at))
        ids = dict.fromkeys(row.org_id for row in rows if row.role == PartyRole.LEAD)
        return [self.orgs[each] for each in ids if self.answers(each)]

    @cached_property
    def roles(self) -> set[tuple[str, UUID]]:
        return set(live_grants(self.at).values_list("role", "org_id"))

    @cached_property
    def administrators(self) -> int:
        held = live_grants(self.at).filter(role=Role.ADMIN, valid_until=None)
        return held.values("user_id").distinct().count()

    def answers(self, org_id: UUID) -> bool:
        """Whether an organisation answers in the system, not by telephone alone."""
        mode = self.settings.mode_of(org_id, self.at)
        return self.orgs[org_id].is_joined and mode != DispatchMode.TELEPHONE

    def asked(self) -> list[Organisation]:
        """The organisations that may be sent a ticket."""
        return [org for org in self.orgs.values() if org.kind not in NOT_SENT_TO]


def _regions(found: _Found) -> list[str]:
    return [] if count_regions(found.region)[VILLAGE] else ["—"]


def _categories(found: _Found) -> list[str]:
    return [] if found.categories else ["—"]


def _agencies(found: _Found) -> list[str]:
    return [] if found.asked() else ["—"]


def _routing(found: _Found) -> list[str]:
    """The families with a category that nobody leads in, in the region as a whole."""
    without = {
        row.family
        for row in found.categories
        if row.family not in ASKS_NOBODY and not _has_lead(found, row)
    }
    return [str(Family(each).label) if each in Family.values else each for each in sorted(without)]


def _has_lead(found: _Found, row: Category) -> bool:
    routes = found.settings.routes(
        category=row.code, family=row.family, region=found.region, at=found.at
    )
    return any(route.role == PartyRole.LEAD for route in routes)


def _posts(found: _Found) -> list[str]:
    having = {post.org_id for post in found.posts}
    return [org.short_name for org in found.leads if org.id not in having]


def _coverage(found: _Found) -> list[str]:
    covered = [
        row.region
        for post in found.posts
        if post.kind == PostKind.STATION
        for row in post.coverage.all()
    ]
    return [
        area.name
        for area in list_children(found.region)
        if not any(contains(each, area.code) for each in covered)
    ]


def _units(found: _Found) -> list[str]:
    having = {unit.org_id for unit in units_snapshot().units}
    return [org.short_name for org in found.leads if org.id not in having]


def _promises(found: _Found) -> list[str]:
    promised = {row.priority for row in found.settings.promises if row.is_valid(found.at)}
    return [each for each in Priority.values if each not in promised]


def _phones(found: _Found) -> list[str]:
    ringing = {post.org_id for post in found.posts if post.phone}
    ringing |= {row.org_id for row in found.settings.steps if row.is_valid(found.at) and row.phone}
    return [org.short_name for org in found.asked() if not org.phone and org.id not in ringing]


def _room(found: _Found) -> list[str]:
    held = {role for role, _ in found.roles}
    return [
        str(role.label)
        for role in (Role.OPERATOR, Role.DISPATCHER, Role.SUPERVISOR)
        if role not in held
    ]


def _officers(found: _Found) -> list[str]:
    return [
        org.short_name
        for org in found.asked()
        if found.answers(org.id) and (Role.OFFICER, org.id) not in found.roles
    ]


def _second_admin(found: _Found) -> list[str]:
    return [] if found.administrators > 1 else [str(Role.ADMIN.label)]


def _duty(found: _Found) -> list[str]:
    kinds = (DutyKind.OPERATOR, DutyKind.DISPATCHER, DutyKind.SUPERVISOR)
    return [] if count_on_duty(kinds, found.at) else [str(DutyKind.OPERATOR.label)]


def _basis(found: _Found) -> list[str]:
    """The agencies whose way of being sent to rests on no paper yet."""
    valid = (row for row in found.settings.modes if row.is_valid(found.at))
    having = {row.org_id for row in valid if row.legal_basis.strip()}
    return [org.short_name for org in found.asked() if org.id not in having]


_LACKING: dict[Need, Callable[[_Found], list[str]]] = {
    Need.REGIONS: _regions,
    Need.CATEGORIES: _categories,
    Need.AGENCIES: _agencies,
    Need.ROUTING: _routing,
    Need.POSTS: _posts,
    Need.COVERAGE: _coverage,
    Need.UNITS: _units,
    Need.PROMISES: _promises,
    Need.PHONES: _phones,
    Need.ROOM: _room,
    Need.OFFICERS: _officers,
    Need.SECOND_ADMIN: _second_admin,
    Need.DUTY: _duty,
    Need.BASIS: _basis,
}
