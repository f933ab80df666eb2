"""What an actor may do now: a snapshot per process, dropped when the journal says so."""

import threading
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from kentongan.journal.selectors import cookie_name
from kentongan.journal.watchers import watch
from kentongan.kernel import clock
from kentongan.kernel.actors import GUEST, Actor, ActorKind
from kentongan.kernel.ids import hash_token
from kentongan.orgs.enums import OrgKind, Role
from kentongan.orgs.models import BreakGlass, DeviceToken, RoleGrant
from kentongan.orgs.rules import BREAK_GLASS_HOLDERS, BREAK_GLASS_ROLE, SECOND_FACTOR_ROLES
from kentongan.orgs.types import Grant, Rights, Scope
from kentongan.regions.models import AreaSet

RIGHTS_KEPT = timedelta(seconds=30)
"""Grants begin and end by themselves; a snapshot is looked up again after this."""

_lock = threading.Lock()

_kept: dict[tuple[UUID, bool], tuple[datetime, Rights]] = {}

_forgotten = 0
"""How often rights were dropped: what was read before a drop is not put in after it."""


def rights_of(actor: Actor) -> Rights:
    """What an actor may do now. A snapshot per process, dropped when the journal says so."""
    if actor.kind is ActorKind.SYSTEM:
        return Rights(actor_id=actor.id, everything=actor.id != GUEST.id)
    if actor.kind is ActorKind.VEHICLE:
        return _rights_of_vehicle(actor)
    at = clock.now()
    key = (actor.id, actor.second_factor)
    found = _kept.get(key)
    if found is None or at - found[0] > RIGHTS_KEPT or at < found[0]:
        before = _forgotten
        rights = _rights_of_device(actor) if actor.kind is ActorKind.DEVICE else _of_user(actor, at)
        found = (at, rights)
        with _lock:
            if _forgotten == before:
                _kept[key] = found
    return found[1]


def forget_rights(user_id: UUID | None = None) -> None:
    """Drop one actor's snapshot, or all."""
    global _forgotten  # noqa: PLW0603 - one number for the process, under its lock
    with _lock:
        _forgotten += 1
        if user_id is None:
            _kept.clear()
        else:
            _kept.pop((user_id, True), None)
            _kept.pop((user_id, False), None)


watch("orgs.rights.changed", forget_rights)
watch("orgs.device.", forget_rights)


def _of_user(actor: Actor, at: datetime) -> Rights:
    held = RoleGrant.objects.filter(user_id=actor.id, valid_from__lte=at)
    held = held.filter(Q(valid_until=None) | Q(valid_until__gt=at))
    rows = held.select_related("area_set")
    grants = [
        Grant(role=Role(row.role), org_id=row.org_id, areas=_areas(row.region, row.area_set))
        for row in rows
        if actor.second_factor or row.role not in SECOND_FACTOR_ROLES
    ]
    broken = _glass_of(actor, held, at)
    if broken is not None:
        grants.append(Grant(BREAK_GLASS_ROLE, broken.org_id, (broken.org.region,)))
    return Rights(actor_id=actor.id, grants=tuple(grants), break_glass=broken is not None)


def _glass_of(actor: Actor, held: QuerySet[RoleGrant], at: datetime) -> BreakGlass | None:
    """A broken glass gives nothing to anybody who is not of the 112 centre now, whatever the row
    says: not after a role ended, not to those who could break it before.
    """
    at_centre = held.filter(
        role__in=BREAK_GLASS_HOLDERS, org_id=OuterRef("org_id"), org__kind=OrgKind.CENTRE
    )
    rows = BreakGlass.objects.filter(user_id=actor.id, started_at__lte=at, expires_at__gt=at)
    return rows.filter(Exists(at_centre)).select_related("org").first()


def _areas(region: str, area_set: AreaSet | None) -> tuple[str, ...]:
    if area_set is None:
        return (region,)
    return tuple(area_set.members.order_by("region_id").values_list("region_id", flat=True))


def _rights_of_vehicle(actor: Actor) -> Rights:
    if actor.org_id is None:
        return Rights(actor_id=actor.id)
    return Rights(actor_id=actor.id, grants=(Grant(Role.CREW, actor.org_id, ()),))


def _rights_of_device(actor: Actor) -> Rights:
    device = DeviceToken.objects.filter(id=actor.id, revoked_at=None).first()
    if device is None:
        return Rights(actor_id=actor.id)
    return Rights(actor_id=actor.id, grants=(Grant(Role.LEADER, device.org_id, (device.region,)),))


def find_device(token: str) -> Actor | None:
    """The wall screen behind a device token, or None."""
    device = DeviceToken.objects.filter(token_hash=hash_token(token), revoked_at=None).first()
    if device is None:
        return None
    return Actor(id=device.id, kind=ActorKind.DEVICE, org_id=device.org_id)


def device_cookie() -> str:
    """The name of the cookie that holds a wall screen's token."""
    return cookie_name("device")


def home_org_of(rights: Rights) -> UUID | None:
    """The organisation in whose name a person acts: that of the first grant."""
    return rights.grants[0].org_id if rights.grants else None


def within(scope: Scope, *, region_field: str = "region", org_lookup: str | None = None) -> Q:
    """The rows a scope allows, as a condition; none at all for an empty scope."""
    if scope.everything:
        return Q()
    allowed = [
        Q(**{f"{region_field}__gte": start, f"{region_field}__lt": until})
        for start, until in scope.ranges
    ]
    if org_lookup and scope.org_ids:
        allowed.append(Q(**{f"{org_lookup}__in": scope.org_ids}))
    return reduce(or_, allowed, Q(pk__in=[]))
