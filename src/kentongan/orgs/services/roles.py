"""Giving roles and ending them."""

from datetime import datetime
from uuid import UUID

from kentongan.accounts.selectors import get_user
from kentongan.journal import services as journal
from kentongan.journal.selectors import node
from kentongan.kernel.actors import Actor
from kentongan.orgs import errors, events, rules
from kentongan.orgs.enums import Right, Role
from kentongan.orgs.models import Organisation, RoleGrant
from kentongan.orgs.selectors import (
    get_grant,
    get_org,
    is_for_the_node,
    live_grants,
    rights_of,
)
from kentongan.regions.selectors import area_set_codes, get_area_set
from kentongan.regions.types import contains


def grant_role(
    *,
    by: Actor,
    user_id: UUID,
    org_id: UUID,
    role: Role,
    at: datetime,
    region: str = "",
    area_set_id: UUID | None = None,
    valid_until: datetime | None = None,
) -> RoleGrant:
    """Give a role from now on, for a subtree or an area set (exactly one of the two).

    Refuses one that is held already, one that ends before it begins, and whoever does not look
    after all of the area that it is for.
    """
    rights_of(by).require_anywhere(Right.MANAGE_ACCOUNTS)
    rules.require_one_area(region, area_set_id)
    user, org = get_user(user_id), get_org(org_id)
    _require_granting(by, org, _areas(region, area_set_id))
    if valid_until is not None and valid_until <= at:
        raise errors.EndsBeforeItBegins
    same = RoleGrant.objects.filter(
        user_id=user_id, org_id=org_id, role=role, region=region, area_set_id=area_set_id,
        valid_until=None,
    )  # fmt: skip
    with journal.act(by=by, at=at) as act:
        if same.exists():
            raise errors.GrantOverlaps
        grant = RoleGrant.objects.create(
            user=user, org=org, role=role, region=region, area_set_id=area_set_id,
            valid_from=at, valid_until=valid_until,
        )  # fmt: skip
        act.record(
            events.RightsChanged(user_id=user_id, role=role, change="GRANTED"),
            region=region,
            org_id=org_id,
        )
    return grant


def end_grant(*, by: Actor, grant_id: UUID, at: datetime) -> RoleGrant:
    """End a role from now on. Open streams of that person close at once; one that has ended stays
    as it ended. Refuses the last administrator's.
    """
    grant = get_grant(grant_id)
    _require_ending(by, grant)
    with journal.act(by=by, at=at) as act:
        others = _lock_administrators(at) - {grant_id}
        grant = RoleGrant.objects.select_for_update(of=("self",)).get(id=grant_id)
        if grant.valid_until is not None and grant.valid_until <= at:
            return grant
        if _administers_the_node(grant) and not others:
            raise errors.LastAdministrator
        grant.valid_until = at
        grant.save(update_fields=["valid_until"])
        act.record(
            events.RightsChanged(user_id=grant.user_id, role=grant.role, change="ENDED"),
            region=grant.region,
            org_id=grant.org_id,
        )
    return grant


def _areas(region: str, area_set_id: UUID | None) -> tuple[str, ...]:
    if area_set_id is None:
        return (region,)
    return area_set_codes(get_area_set(area_set_id).id)


def _require_granting(by: Actor, org: Organisation, areas: tuple[str, ...]) -> None:
    """All of the area; and the organisation, for its tasks come with some roles."""
    rights = rights_of(by)
    for area in areas or (org.region,):
        rights.require(Right.MANAGE_ACCOUNTS, region=area or org.region)
    if not is_for_the_node(rights, Right.MANAGE_ACCOUNTS):
        rights.require(Right.MANAGE_ACCOUNTS, region=org.region)


def _require_ending(by: Actor, grant: RoleGrant) -> None:
    """Who looks after the whole node may end every role on it."""
    rights = rights_of(by)
    if not is_for_the_node(rights, Right.MANAGE_ACCOUNTS):
        _require_granting(by, grant.org, _areas(grant.region, grant.area_set_id))


def _lock_administrators(at: datetime) -> set[UUID]:
    """The roles of those who administer the whole node, without an end. Locked together and first,
    so that two of them do not end each other's at once.
    """
    return {grant.id for grant in _administrators(at)}


def require_another_administrator(user_id: UUID, at: datetime) -> None:
    """Raises LastAdministrator where nobody else administers the whole node. In an act: the roles
    are locked.
    """
    holders = {grant.user_id for grant in _administrators(at)}
    if holders == {user_id}:
        raise errors.LastAdministrator


def _administrators(at: datetime) -> list[RoleGrant]:
    held = live_grants(at).filter(role=Role.ADMIN, valid_until=None, user__is_active=True)
    locked = held.order_by("id").select_for_update(of=("self",))
    return [grant for grant in locked if _administers_the_node(grant)]


def _administers_the_node(grant: RoleGrant) -> bool:
    whole = bool(grant.region) and contains(grant.region, node().region)
    return grant.role == Role.ADMIN and whole
