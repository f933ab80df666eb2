"""The people whose accounts an administrator looks after."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from kentongan.accounts import selectors as accounts
from kentongan.accounts.models import User
from kentongan.journal.selectors import node
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound, mark
from kentongan.orgs.enums import Right
from kentongan.orgs.models import RoleGrant
from kentongan.orgs.rules import SECOND_FACTOR_ROLES
from kentongan.orgs.selectors.rights import rights_of, within
from kentongan.orgs.types import Rights


@dataclass(frozen=True, slots=True)
class Person:
    """An account with the roles it holds now, and for how long wrong tries hold it up."""

    user: User
    grants: tuple[RoleGrant, ...]
    wait_s: int

    @property
    def needs_factor(self) -> bool:
        """Whether a role of theirs sleeps until they have a second factor."""
        return any(grant.role in SECOND_FACTOR_ROLES for grant in self.grants)


def is_for_the_node(rights: Rights, right: Right) -> bool:
    """Whether a right is held for the whole region of this node, not for a part of it."""
    return rights.has(right, region=node().region)


def list_people(
    by: Actor, at: datetime, *, said: str = "", after: str = "", limit: int = 50
) -> list[Person]:
    """The people an administrator looks after, by account name from `after` on; one more than the
    limit where there are more. `said` is a part of an account name or a name.
    """
    users = _looked_after(by, Right.MANAGE_ACCOUNTS, at).filter(username__gt=after)
    if said:
        users = users.filter(Q(username__icontains=said) | Q(name__icontains=said))
    return _as_people(users.order_by("username")[: limit + 1], at)


def get_person(by: Actor, user_id: UUID, at: datetime) -> Person:
    """One of them. Raises NotFound for everybody else."""
    user = access_person(by, user_id, right=Right.MANAGE_ACCOUNTS, at=at)
    return _as_people([user], at)[0]


def access_person(by: Actor, user_id: UUID, *, right: Right, at: datetime) -> User:
    """The account, for one who looks after it. Raises NotFound: unknown and not yours are alike."""
    user = _looked_after(by, right, at).filter(id=user_id).first()
    if user is None:
        raise NotFound(thing=mark("Akun"))
    return user


def find_user_id(username: str) -> UUID | None:
    """The account of this name, for a roster; None for no name. Raises NotFound for an unknown."""
    wanted = username.strip().lower()
    if not wanted:
        return None
    found = User.objects.filter(username=wanted).values_list("id", flat=True).first()
    if found is None:
        raise NotFound(thing=mark("Akun"))
    return found


def get_grant(grant_id: UUID) -> RoleGrant:
    """A role that somebody holds or held. Raises NotFound."""
    grant = RoleGrant.objects.filter(id=grant_id).select_related("org").first()
    if grant is None:
        raise NotFound(thing=mark("Peran"))
    return grant


def has_sleeping_roles(actor: Actor, at: datetime) -> bool:
    """Whether roles of this person wait for the second factor that the session is without."""
    if actor.second_factor:
        return False
    return live_grants(at).filter(user_id=actor.id, role__in=SECOND_FACTOR_ROLES).exists()


def live_grants(at: datetime) -> QuerySet[RoleGrant]:
    """The roles that are held at this moment."""
    begun = RoleGrant.objects.filter(valid_from__lte=at)
    return begun.filter(Q(valid_until=None) | Q(valid_until__gt=at))


def _looked_after(by: Actor, right: Right, at: datetime) -> QuerySet[User]:
    """Everybody, for the administrator of the whole node; for that of a part, those all of whose
    roles lie in it. Else whoever looks after a village could become the regent.
    """
    rights = rights_of(by)
    rights.require_anywhere(right)
    if is_for_the_node(rights, right):
        return User.objects.all()
    scope = rights.scope(right)
    inside = within(scope) & within(scope, region_field="org__region")
    held = live_grants(at).filter(user=OuterRef("pk"))
    return User.objects.filter(Exists(held.filter(inside)), ~Exists(held.exclude(inside)))


def _as_people(users: Iterable[User], at: datetime) -> list[Person]:
    found = list(users)
    held: dict[UUID, list[RoleGrant]] = defaultdict(list)
    grants = live_grants(at).filter(user__in=found).select_related("org", "area_set")
    for grant in grants.order_by("org__short_name", "role", "id"):
        held[grant.user_id].append(grant)
    waits = accounts.waits_of([user.username for user in found], at)
    return [
        Person(user=user, grants=tuple(held[user.id]), wait_s=waits.get(user.username, 0))
        for user in found
    ]
