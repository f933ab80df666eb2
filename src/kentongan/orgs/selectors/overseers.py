"""Who is rung about people of the 112 centre: only those who may look after them."""

from datetime import datetime
from uuid import UUID

from kentongan.kernel.actors import Actor
from kentongan.orgs.enums import DutyKind, OrgKind, Right, Role
from kentongan.orgs.models import Duty, Organisation, RoleGrant
from kentongan.orgs.selectors.people import live_grants
from kentongan.orgs.selectors.rights import rights_of
from kentongan.orgs.selectors.roster import Reachable, on_duty


def overseer_phone(region: str, at: datetime, *, without: UUID) -> Reachable | None:
    """A supervisor on duty who may see the floor of this region, and is somebody else than
    `without`. No operator in their place and not the centre's own telephone: colleagues answer it.
    """
    centre = Organisation.objects.filter(kind=OrgKind.CENTRE).order_by("id").first()
    if centre is None:
        return None
    for duty in on_duty(centre.id, DutyKind.SUPERVISOR, at):
        if duty.phone and duty.user_id != without and _looks_after(duty, region):
            return Reachable(title=duty.person_name, phone=duty.phone)
    return None


def leader_phone(region: str, at: datetime, *, without: UUID) -> Reachable | None:
    """A leader of this region other than `without`: on a duty of their own, else at their
    organisation.
    """
    grants = live_grants(at).filter(role=Role.LEADER).exclude(user_id=without)
    for grant in grants.exclude(region="").select_related("org").order_by("id"):
        found = phone_of(grant, at)
        if region.startswith(grant.region) and found.phone:
            return found
    return None


def phone_of(grant: RoleGrant, at: datetime) -> Reachable:
    """The telephone of a role's holder: that of their duty now, else that of the organisation."""
    on_now = Duty.objects.filter(
        user_id=grant.user_id, starts_at__lte=at, ends_at__gt=at, signed_off_at=None
    ).exclude(phone="")
    duty = on_now.order_by("starts_at").first()
    if duty is not None:
        return Reachable(title=duty.person_name, phone=duty.phone)
    return Reachable(title=grant.org.short_name, phone=grant.org.phone)


def _looks_after(duty: Duty, region: str) -> bool:
    """A shift leader without that right sees no follow-up; one known by name only is the roster's
    word.
    """
    if duty.user_id is None:
        return True
    return rights_of(Actor(id=duty.user_id)).has(Right.WATCH_FLOOR, region=region)
