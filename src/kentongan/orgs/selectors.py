"""Rights, organisations, posts, and who is on duty."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kentongan.accounts.selectors import SignedIn
from kentongan.journal.watchers import watch
from kentongan.kernel import clock
from kentongan.kernel.actors import GUEST, Actor, ActorKind
from kentongan.kernel.errors import NotFound
from kentongan.kernel.ids import hash_token
from kentongan.orgs.enums import DutyKind, OrgKind, Right, Role
from kentongan.orgs.models import (
    BreakGlass,
    DeviceToken,
    Duty,
    Organisation,
    Post,
    RoleGrant,
)
from kentongan.orgs.rules import (
    BREAK_GLASS_FOR,
    BREAK_GLASS_ROLE,
    SECOND_FACTOR_ROLES,
    gaps_between,
)
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
    rows = (
        RoleGrant.objects.filter(user_id=actor.id, valid_from__lte=at)
        .filter(Q(valid_until=None) | Q(valid_until__gt=at))
        .select_related("area_set")
    )
    grants = [
        Grant(role=Role(row.role), org_id=row.org_id, areas=_areas(row.region, row.area_set))
        for row in rows
        if actor.second_factor or row.role not in SECOND_FACTOR_ROLES
    ]
    broken = (
        BreakGlass.objects.filter(user_id=actor.id, started_at__lte=at, expires_at__gt=at)
        .select_related("org")
        .first()
    )
    if broken is not None:
        grants.append(Grant(BREAK_GLASS_ROLE, broken.org_id, (broken.org.region,)))
    return Rights(actor_id=actor.id, grants=tuple(grants), break_glass=broken is not None)


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


def get_org(org_id: UUID) -> Organisation:
    """The organisation. Raises NotFound."""
    return _found(Organisation.objects.filter(id=org_id))


def get_org_by_code(code: str) -> Organisation:
    """The organisation with this code. Raises NotFound."""
    return _found(Organisation.objects.filter(code=code))


def _found(rows: QuerySet[Organisation]) -> Organisation:
    org = rows.first()
    if org is None:
        raise NotFound(thing="Instansi")
    return org


def list_orgs() -> list[Organisation]:
    """All organisations by name."""
    return list(Organisation.objects.order_by("name"))


def list_posts(org_id: UUID | None = None) -> list[Post]:
    """Posts, of one organisation or all, with what they cover."""
    posts = Post.objects.order_by("name").prefetch_related("coverage")
    return list(posts.filter(org_id=org_id) if org_id else posts)


def on_duty(org_id: UUID, kind: DutyKind | None, at: datetime) -> list[Duty]:
    """Who is on duty at an organisation now, those who have signed on first."""
    duties = Duty.objects.filter(
        org_id=org_id, starts_at__lte=at, ends_at__gt=at, signed_off_at=None
    )
    if kind is not None:
        duties = duties.filter(kind=kind)
    return sorted(duties, key=lambda d: (d.signed_on_at is None, d.starts_at))


def count_on_duty(kinds: Iterable[DutyKind], at: datetime) -> int:
    """How many people of these kinds are on duty now, in the whole node."""
    return Duty.objects.filter(
        kind__in=list(kinds), starts_at__lte=at, ends_at__gt=at, signed_off_at=None
    ).count()


def still_opens(entered: SignedIn, at: datetime) -> bool:
    """Whether what somebody has entered with still opens: it has not expired, or it is the session
    of a person on duty. A program's token ends with its day.
    """
    if not entered.is_expired(at):
        return True
    return entered.session_id is not None and is_on_duty(entered.user_id, at)


def is_on_duty(user_id: UUID, at: datetime) -> bool:
    """Whether a person has a duty right now: their session does not end meanwhile."""
    return Duty.objects.filter(
        user_id=user_id, starts_at__lte=at, ends_at__gt=at, signed_off_at=None
    ).exists()


def list_duties(rights: Rights, at: datetime, *, ahead: timedelta = timedelta()) -> list[Duty]:
    """The duties of this moment (and of the time `ahead`) an actor may see, agency by agency."""
    mine = within(rights.scope(Right.SEE_ROSTER), region_field="org__region", org_lookup="org_id")
    duties = Duty.objects.filter(
        mine, starts_at__lte=at + ahead, ends_at__gt=at, signed_off_at=None
    )
    order = ("org__kind", "org__short_name", "org_id", "kind", "starts_at", "id")
    return list(duties.select_related("org", "post").order_by(*order))


def orgs_without_duty(rights: Rights, at: datetime) -> list[Organisation]:
    """Agencies that have joined and that nobody is on duty for now, of those an actor may see."""
    mine = within(rights.scope(Right.SEE_ROSTER), org_lookup="id")
    kinds = (OrgKind.CENTRE, OrgKind.AGENCY)
    now = Duty.objects.filter(starts_at__lte=at, ends_at__gt=at, signed_off_at=None)
    joined = Organisation.objects.filter(mine, is_joined=True, kind__in=kinds)
    return list(joined.exclude(id__in=now.values("org_id")).order_by("short_name"))


def break_glass_lasts() -> timedelta:
    """How long rights taken in an emergency last."""
    return BREAK_GLASS_FOR


@dataclass(frozen=True, slots=True)
class Reachable:
    """A telephone that somebody answers, and who that is."""

    title: str
    phone: str


def duty_phone(org_id: UUID, at: datetime) -> Reachable | None:
    """The number to ring at an organisation now: the officer on duty, a post, its own number."""
    for duty in on_duty(org_id, DutyKind.OFFICER, at):
        if duty.phone:
            title = _("Petugas piket {name}").format(name=duty.person_name)
            return Reachable(title=title, phone=duty.phone)
    for post in Post.objects.filter(org_id=org_id).exclude(phone="").order_by("name"):
        return Reachable(title=post.name, phone=post.phone)
    org = get_org(org_id)
    return Reachable(title=org.short_name, phone=org.phone) if org.phone else None


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch in which nobody of an organisation is on duty to answer."""

    org: Organisation
    starts_at: datetime
    ends_at: datetime


def uncovered_posts(start: datetime, until: datetime) -> list[Gap]:
    """Where organisations that have joined have no officer on duty, by organisation and time."""
    joined = list(Organisation.objects.filter(is_joined=True, kind="AGENCY").order_by("name"))
    planned: dict[UUID, list[tuple[datetime, datetime]]] = {org.id: [] for org in joined}
    duties = Duty.objects.filter(
        kind=DutyKind.OFFICER, ends_at__gt=start, starts_at__lt=until, signed_off_at=None
    ).order_by("starts_at")
    for org_id, starts_at, ends_at in duties.values_list("org_id", "starts_at", "ends_at"):
        if org_id in planned:
            planned[org_id].append((starts_at, ends_at))
    return [
        Gap(org=org, starts_at=gap[0], ends_at=gap[1])
        for org in joined
        for gap in gaps_between(planned[org.id], start, until)
    ]


def open_break_glasses() -> list[BreakGlass]:
    """Break-glass uses nobody has reviewed yet."""
    return list(
        BreakGlass.objects.filter(reviewed_at=None).select_related("user").order_by("started_at")
    )
