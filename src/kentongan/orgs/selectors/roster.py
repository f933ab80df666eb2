"""Who is on duty, by which telephone, and where nobody is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from kentongan.accounts.selectors import SignedIn
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound, mark
from kentongan.orgs.enums import DutyKind, OrgKind, Right, SwapState
from kentongan.orgs.limits import SIGN_ON_EARLY
from kentongan.orgs.models import (
    Duty,
    DutySwap,
    Organisation,
    Post,
    RosterPattern,
    RosterSeat,
    Shift,
)
from kentongan.orgs.selectors.organisations import get_org
from kentongan.orgs.selectors.rights import rights_of, within
from kentongan.orgs.types import Rights

MOST_OF_A_MONTH = 1_000


def on_duty(org_id: UUID, kind: DutyKind | None, at: datetime) -> list[Duty]:
    """Who is on duty at an organisation now, those who have signed on first."""
    duties = Duty.objects.filter(
        org_id=org_id, starts_at__lte=at, ends_at__gt=at, signed_off_at=None
    )
    if kind is not None:
        duties = duties.filter(kind=kind)
    return sorted(duties, key=lambda d: (d.signed_on_at is None, d.starts_at))


def access_own_duty(by: Actor, duty_id: UUID, *, lock: bool = False) -> Duty:
    """A person's own duty, or one of a roster that they keep. Raises NotFound or NotAllowed."""
    rows = Duty.objects.select_related("org")
    if lock:
        rows = rows.select_for_update(of=("self",))
    duty = rows.filter(id=duty_id).first()
    if duty is None:
        raise NotFound(thing=mark("Piket"))
    if duty.user_id != by.id:
        rights_of(by).require(Right.EDIT_ROSTER, region=duty.org.region, org_ids=(duty.org_id,))
    return duty


def count_on_duty(kinds: Iterable[DutyKind], at: datetime) -> int:
    """How many people of these kinds are on duty now, in the whole node."""
    return Duty.objects.filter(
        kind__in=list(kinds), starts_at__lte=at, ends_at__gt=at, signed_off_at=None
    ).count()


def count_present(kinds: Iterable[DutyKind], at: datetime) -> int:
    """How many people of these kinds are there: signed on, each counted once whatever the number
    of posts that they hold. A plan answers no telephone.
    """
    there = Duty.objects.filter(
        kind__in=list(kinds), starts_at__lte=at + SIGN_ON_EARLY.lasts(at), ends_at__gt=at,
        signed_on_at__lte=at, signed_off_at=None,
    )  # fmt: skip
    return len({user or name for user, name in there.values_list("user_id", "person_name")})


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


def is_present_as(user_id: UUID, kind: DutyKind, at: datetime) -> bool:
    """Whether a person has signed on for a duty of this kind and has not left it."""
    return Duty.objects.filter(
        user_id=user_id, kind=kind, starts_at__lte=at + SIGN_ON_EARLY.lasts(at), ends_at__gt=at,
        signed_on_at__lte=at, signed_off_at=None,
    ).exists()  # fmt: skip


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


def supervisor_phone(at: datetime) -> Reachable | None:
    """The supervisor on duty at the 112 centre, else anybody on duty there, else its own number."""
    return next(iter(centre_phones(at)), None)


def centre_phones(at: datetime) -> list[Reachable]:
    """Whom to ring at the 112 centre, one after the other: the supervisors on duty, everybody else
    on duty there, its own number. Each telephone once.
    """
    centre = Organisation.objects.filter(kind=OrgKind.CENTRE).order_by("id").first()
    if centre is None:
        return []
    there = sorted(on_duty(centre.id, None, at), key=lambda d: d.kind != DutyKind.SUPERVISOR)
    found = [_reachable_at_112(duty) for duty in there if duty.phone]
    last = duty_phone(centre.id, at)
    by_phone = {each.phone: each for each in reversed([*found, *([last] if last else [])])}
    return list(reversed(by_phone.values()))


def neighbour_phones() -> list[Reachable]:
    """The neighbours' centres that answer for us by agreement, the last to ring."""
    rows = Organisation.objects.filter(kind=OrgKind.NEIGHBOUR).exclude(answers_by="")
    named = rows.exclude(phone="").order_by("code")
    return [Reachable(title=org.short_name, phone=org.phone) for org in named]


def _reachable_at_112(duty: Duty) -> Reachable:
    title = "Pengawas 112" if duty.kind == DutyKind.SUPERVISOR else "112"
    return Reachable(title=f"{title} {duty.person_name}", phone=duty.phone)


def list_month(org_id: UUID, start: datetime, until: datetime) -> list[Duty]:
    """The duties of an organisation that begin in a stretch of time, by their beginning."""
    duties = Duty.objects.filter(org_id=org_id, starts_at__gte=start, starts_at__lt=until)
    return list(duties.select_related("post").order_by("starts_at", "kind", "id")[:MOST_OF_A_MONTH])


def list_shifts(org_id: UUID) -> list[Shift]:
    """The shifts of an organisation, by the hour at which they begin."""
    return list(Shift.objects.filter(org_id=org_id).order_by("starts", "id"))


def list_patterns(org_id: UUID, at: datetime) -> list[RosterPattern]:
    """The patterns in force, each with the people in it."""
    rows = RosterPattern.objects.filter(org_id=org_id, valid_from__lte=at)
    in_force = rows.filter(Q(valid_until=None) | Q(valid_until__gt=at))
    seats = RosterSeat.objects.filter(left_at=None).order_by("offset", "team", "id")
    return list(
        in_force.select_related("post").prefetch_related(Prefetch("seats", seats)).order_by("name")
    )


def list_swaps(org_id: UUID) -> list[DutySwap]:
    """The swaps that wait to be agreed to, the next duty first."""
    rows = DutySwap.objects.filter(duty__org_id=org_id, state=SwapState.ASKED)
    return list(rows.select_related("duty", "in_return", "asked_of").order_by("duty__starts_at"))


def has_duty_between(
    user_id: UUID, kind: str, start: datetime, until: datetime, *, without: Iterable[UUID] = ()
) -> bool:
    """Whether a person is on duty, in this kind, at some moment of a stretch of time."""
    rows = Duty.objects.filter(
        user_id=user_id, kind=kind, starts_at__lt=until, ends_at__gt=start, signed_off_at=None
    )
    return rows.exclude(id__in=list(without)).exists()
