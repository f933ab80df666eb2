"""Opening organisations and posts, giving and ending roles, the roster, break-glass."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from uuid import UUID

from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound
from kentongan.kernel.ids import hash_token, secret_token
from kentongan.orgs import errors, events
from kentongan.orgs.enums import DutyKind, OrgKind, PostKind, Right, Role
from kentongan.orgs.models import (
    BreakGlass,
    DeviceToken,
    Duty,
    Organisation,
    Post,
    PostCoverage,
    RoleGrant,
    Shift,
)
from kentongan.orgs.rules import BREAK_GLASS_FOR
from kentongan.orgs.selectors import get_org, home_org_of, rights_of

SIGN_ON_EARLY = timedelta(hours=1)


def open_org(
    *,
    by: Actor,
    code: str,
    name: str,
    short_name: str,
    kind: OrgKind,
    region: str,
    at: datetime,
    phone: str = "",
    is_joined: bool = True,
    is_invented: bool = False,
) -> Organisation:
    """Bring an organisation in."""
    rights_of(by).require(Right.CONFIGURE, region=region)
    with journal.act(by=by, at=at) as act:
        org = Organisation.objects.create(
            code=code, name=name, short_name=short_name, kind=kind, region=region,
            phone=phone, is_joined=is_joined, is_invented=is_invented,
        )  # fmt: skip
        act.record(
            events.OrganisationOpened(organisation_id=org.id, code=code, org_kind=kind),
            region=region,
            org_id=org.id,
        )
    return org


def open_post(
    *,
    by: Actor,
    org_id: UUID,
    name: str,
    kind: PostKind,
    region: str,
    at: datetime,
    lat: float | None = None,
    lon: float | None = None,
    phone: str = "",
    covers: Sequence[str] = (),
    is_invented: bool = False,
) -> Post:
    """Open a post; `covers` are region codes in the order in which it answers for them."""
    rights_of(by).require(Right.CONFIGURE, region=region)
    with journal.act(by=by, at=at) as act:
        post = Post.objects.create(
            org_id=org_id, name=name, kind=kind, region=region, lat=lat, lon=lon,
            phone=phone, is_invented=is_invented,
        )  # fmt: skip
        PostCoverage.objects.bulk_create(
            PostCoverage(post=post, region=code, rank=rank)
            for rank, code in enumerate(covers, start=1)
        )
        act.record(
            events.PostOpened(post_id=post.id, covers=list(covers)), region=region, org_id=org_id
        )
    return post


def add_shift(
    *, by: Actor, org_id: UUID, name: str, starts: time, ends: time, at: datetime
) -> Shift:
    """A pattern of the day of an organisation, in the node's zone; one past midnight is allowed."""
    org = get_org(org_id)
    rights_of(by).require(Right.EDIT_ROSTER, region=org.region, org_ids=(org_id,))
    with journal.act(by=by, at=at) as act:
        shift = Shift.objects.create(org_id=org_id, name=name, starts=starts, ends=ends)
        act.record(events.ShiftAdded(shift_id=shift.id), region=org.region, org_id=org_id)
    return shift


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
    """Give a role from now on, for a subtree or an area set (exactly one of the two)."""
    rights_of(by).require(Right.MANAGE_ACCOUNTS, region=region or get_org(org_id).region)
    same = RoleGrant.objects.filter(
        user_id=user_id, org_id=org_id, role=role, region=region, area_set_id=area_set_id,
        valid_until=None,
    )  # fmt: skip
    with journal.act(by=by, at=at) as act:
        if same.exists():
            raise errors.GrantOverlaps
        grant = RoleGrant.objects.create(
            user_id=user_id, org_id=org_id, role=role, region=region, area_set_id=area_set_id,
            valid_from=at, valid_until=valid_until,
        )  # fmt: skip
        act.record(
            events.RightsChanged(user_id=user_id, role=role, change="GRANTED"),
            region=region,
            org_id=org_id,
        )
    return grant


def end_grant(*, by: Actor, grant_id: UUID, at: datetime) -> None:
    """End a role from now on. Open streams of that person close at once."""
    grant = RoleGrant.objects.filter(id=grant_id).select_related("org").first()
    if grant is None:
        raise NotFound(thing="Peran")
    rights_of(by).require(Right.MANAGE_ACCOUNTS, region=grant.region or grant.org.region)
    with journal.act(by=by, at=at) as act:
        RoleGrant.objects.filter(id=grant_id).update(valid_until=at)
        act.record(
            events.RightsChanged(user_id=grant.user_id, role=grant.role, change="ENDED"),
            region=grant.region,
            org_id=grant.org_id,
        )


def plan_duty(
    *,
    by: Actor,
    org_id: UUID,
    kind: DutyKind,
    person_name: str,
    phone: str,
    starts_at: datetime,
    ends_at: datetime,
    at: datetime,
    post_id: UUID | None = None,
    user_id: UUID | None = None,
) -> Duty:
    """Put a named person on the roster."""
    org = get_org(org_id)
    rights_of(by).require(Right.EDIT_ROSTER, region=org.region, org_ids=(org_id,))
    with journal.act(by=by, at=at) as act:
        duty = Duty.objects.create(
            org_id=org_id, post_id=post_id, user_id=user_id, kind=kind, person_name=person_name,
            phone=phone, starts_at=starts_at, ends_at=ends_at,
        )  # fmt: skip
        act.record(
            events.DutyPlanned(
                duty_id=duty.id, duty_kind=kind, starts_at=starts_at, ends_at=ends_at
            ),
            region=org.region,
            org_id=org_id,
        )
    return duty


def sign_on(*, by: Actor, duty_id: UUID, at: datetime) -> Duty:
    """Begin a duty: from one hour before it starts until it ends."""
    with journal.act(by=by, at=at) as act:
        duty = _own_duty(by, duty_id)
        if not duty.starts_at - SIGN_ON_EARLY <= at < duty.ends_at:
            raise errors.DutyOver
        duty.signed_on_at = duty.signed_on_at or at
        duty.signed_off_at = None
        duty.version += 1
        duty.save(update_fields=["signed_on_at", "signed_off_at", "version"])
        act.record(events.DutySignedOn(duty_id=duty.id), region=duty.org.region, org_id=duty.org_id)
    return duty


def sign_off(*, by: Actor, duty_id: UUID, at: datetime) -> Duty:
    """End a duty. (Taking over what is open by name comes with the handover page.)"""
    with journal.act(by=by, at=at) as act:
        duty = _own_duty(by, duty_id)
        duty.signed_off_at = at
        duty.version += 1
        duty.save(update_fields=["signed_off_at", "version"])
        act.record(
            events.DutySignedOff(duty_id=duty.id), region=duty.org.region, org_id=duty.org_id
        )
    return duty


def _own_duty(by: Actor, duty_id: UUID) -> Duty:
    """A person's own duty, or one of a roster that they keep."""
    duty = (
        Duty.objects.select_related("org")
        .select_for_update(of=("self",))
        .filter(id=duty_id)
        .first()
    )
    if duty is None:
        raise NotFound(thing="Piket")
    if duty.user_id != by.id:
        rights_of(by).require(Right.EDIT_ROSTER, region=duty.org.region, org_ids=(duty.org_id,))
    return duty


def issue_device_token(*, by: Actor, label: str, org_id: UUID, region: str, at: datetime) -> str:
    """A token for a wall screen. Shown once; only its hash is kept."""
    rights_of(by).require(Right.MANAGE_ACCOUNTS, region=region)
    token = secret_token()
    with journal.act(by=by, at=at) as act:
        device = DeviceToken.objects.create(
            token_hash=hash_token(token), label=label, org_id=org_id, region=region, created_at=at
        )
        act.record(events.DeviceTokenIssued(device_id=device.id), region=region, org_id=org_id)
    return token


def revoke_device_token(*, by: Actor, device_id: UUID, at: datetime) -> None:
    """End a wall screen's token."""
    device = DeviceToken.objects.filter(id=device_id).first()
    if device is None:
        raise NotFound(thing="Layar")
    rights_of(by).require(Right.MANAGE_ACCOUNTS, region=device.region)
    with journal.act(by=by, at=at) as act:
        DeviceToken.objects.filter(id=device_id, revoked_at=None).update(revoked_at=at)
        act.record(events.DeviceTokenRevoked(device_id=device_id), region=device.region)


def break_glass(*, by: Actor, reason: str, at: datetime) -> BreakGlass:
    """Take a supervisor's rights for an hour, for a reason that somebody will review.

    Refuses those who hold no role at all: the glass is for staff, not for strangers.
    """
    if not reason.strip():
        raise errors.ReasonNeeded
    rights = rights_of(by)
    org_id = home_org_of(rights)
    if org_id is None:
        rights.require_anywhere(Right.SEE_INCIDENTS)
        raise NotFound(thing="Instansi")
    org = get_org(org_id)
    with journal.act(by=by, at=at) as act:
        broken = BreakGlass.objects.create(
            user_id=by.id, org=org, reason=reason, started_at=at, expires_at=at + BREAK_GLASS_FOR
        )
        act.record(
            events.GlassBroken(break_glass_id=broken.id, user_id=by.id),
            region=org.region,
            org_id=org.id,
        )
        act.record(
            events.RightsChanged(user_id=by.id, role=Role.SUPERVISOR, change="BREAK_GLASS"),
            region=org.region,
            org_id=org.id,
        )
    return broken


def review_break_glass(*, by: Actor, break_glass_id: UUID, note: str, at: datetime) -> BreakGlass:
    """Say what the use was worth. Refuses the one who used it."""
    with journal.act(by=by, at=at) as act:
        broken = BreakGlass.objects.select_related("org").filter(id=break_glass_id).first()
        if broken is None:
            raise NotFound(thing="Akses darurat")
        rights_of(by).require(Right.READ_JOURNAL, region=broken.org.region)
        if broken.user_id == by.id:
            raise errors.OwnReview
        broken.reviewed_by_id = by.id
        broken.reviewed_at = at
        broken.review_note = note
        broken.save(update_fields=["reviewed_by", "reviewed_at", "review_note"])
        act.record(
            events.GlassReviewed(break_glass_id=broken.id),
            region=broken.org.region,
            org_id=broken.org_id,
        )
    return broken
