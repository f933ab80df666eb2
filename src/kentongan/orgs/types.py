"""Rights as plain values: what one actor may do, and for whom. And what is open at a post."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, partial
from uuid import UUID

from kentongan.kernel.errors import NotAllowed
from kentongan.orgs.enums import MatterKind, Right, Role, VillageRole
from kentongan.orgs.models import Duty as Duty
from kentongan.orgs.models import Organisation as Organisation
from kentongan.orgs.models import Post as Post
from kentongan.orgs.rules import (
    OWN_TASKS_ONLY,
    RIGHTS_OF_ROLE,
    counts,
    has_stream_right,
    is_for_everybody,
    is_told_by_area,
)
from kentongan.orgs.rules import days_of_month as days_of_month
from kentongan.regions.types import contains, subtree


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held now: at an organisation, for the subtrees below `areas` (region codes)."""

    role: Role
    org_id: UUID
    areas: tuple[str, ...]

    @property
    def own_tasks_only(self) -> bool:
        return self.role in OWN_TASKS_ONLY

    def covers(self, region: str, org_ids: Collection[UUID]) -> bool:
        """Whether a thing in `region` that concerns `org_ids` falls under this grant."""
        if self.org_id in org_ids:
            return True
        return not self.own_tasks_only and any(contains(area, region) for area in self.areas)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a query may return: everything, or things in `ranges` or concerning `org_ids`.

    `ranges` are half-open ranges of region codes; empty in both means nothing at all.
    """

    everything: bool = False
    ranges: tuple[tuple[str, str], ...] = ()
    org_ids: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Rights:
    """The rights of one actor at one moment. Deny by default."""

    actor_id: UUID
    grants: tuple[Grant, ...] = ()
    everything: bool = False
    """True for the machine's own accounts only."""
    break_glass: bool = False

    roles: frozenset[Role] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "roles", frozenset(g.role for g in self.grants))

    def has(self, right: Right, *, region: str = "", org_ids: Collection[UUID] = ()) -> bool:
        """Whether the actor may do this to a thing in `region` that concerns `org_ids`."""
        if self.everything:
            return True
        return any(g.covers(region, org_ids) for g in self._with(right))

    def has_anywhere(self, right: Right) -> bool:
        """Whether some grant gives this right at all: for menus and pages."""
        return self.everything or bool(self._with(right))

    def find_grant(
        self, right: Right, *, region: str = "", org_ids: Collection[UUID] = ()
    ) -> Grant | None:
        """By which role, at which organisation, the actor has this right over a thing."""
        return next((g for g in self._with(right) if g.covers(region, org_ids)), None)

    def require(self, right: Right, *, region: str = "", org_ids: Collection[UUID] = ()) -> None:
        """Raises NotAllowed unless `has`."""
        if not self.has(right, region=region, org_ids=org_ids):
            raise NotAllowed(right=right.value)

    def require_anywhere(self, right: Right) -> None:
        """Raises NotAllowed unless some grant gives this right."""
        if not self.has_anywhere(right):
            raise NotAllowed(right=right.value)

    def scope(self, right: Right) -> Scope:
        """The scope of a list. Raises NotAllowed when no grant gives this right."""
        if self.everything:
            return Scope(everything=True)
        self.require_anywhere(right)
        grants = self._with(right)
        areas = {area for g in grants if not g.own_tasks_only for area in g.areas}
        return Scope(
            ranges=tuple(sorted(subtree(area) for area in areas)),
            org_ids=frozenset(g.org_id for g in grants),
        )

    def orgs_with(self, right: Right) -> frozenset[UUID]:
        """The organisations at which the actor holds a role with this right."""
        return frozenset(g.org_id for g in self._with(right))

    def may_see(
        self,
        region: str,
        org_id: UUID | None,
        kind: str,
        *,
        restricted: bool = False,
        endangered: bool = False,
    ) -> bool:
        """Whether an entry of this kind may be streamed to the actor."""
        if self.everything:
            return True
        org_ids = () if org_id is None else (org_id,)
        is_told = partial(is_told_by_area, restricted=restricted, endangered=endangered)
        everywhere = is_for_everybody(kind)
        return any(
            has_stream_right(g.role, kind)
            and (everywhere or g.covers(region if is_told(g.role) else "", org_ids))
            for g in self.grants
        )

    def may_count(self, region: str, kind: str) -> bool:
        """Whether the actor reads figures that an entry of this kind changes: it may be told that
        they have changed, and no more.
        """
        return any(counts(g.role, kind) and g.covers(region, ()) for g in self.grants)

    @cached_property
    def stream_class(self) -> tuple[tuple[str, UUID, tuple[str, ...]], ...]:
        """Equal for actors who may see exactly the same entries."""
        return tuple(sorted(((g.role.value, g.org_id, g.areas) for g in self.grants), key=repr))

    def _with(self, right: Right) -> tuple[Grant, ...]:
        return tuple(g for g in self.grants if right in RIGHTS_OF_ROLE[g.role])


@dataclass(frozen=True, slots=True)
class VillageContactRow:
    """One contact as it is loaded."""

    region: str
    role: VillageRole
    person_name: str
    phone: str
    legal_basis: str = ""
    is_invented: bool = False


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that is open at an organisation, as the room that knows it tells it.

    No name, number or address of a caller: it is read aloud and printed.
    """

    kind: MatterKind
    id: UUID
    title: str
    detail: str
    since: datetime
    priority: str = ""
