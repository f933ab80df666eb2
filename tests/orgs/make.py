"""People with roles and on duty, through the services."""

from datetime import datetime, timedelta
from uuid import UUID

from kentongan.accounts import services as accounts
from kentongan.accounts.models import User
from kentongan.kernel.actors import SETUP, Actor
from kentongan.orgs import services
from kentongan.orgs.enums import DutyKind, OrgKind, Role
from kentongan.orgs.models import BreakGlass, Duty
from tests.cast import KENDAL, PASSWORD, PEOPLE, START, Cast
from tests.conftest import NIGHT

DUTY_PHONE = "0294 000 111"
KIND_OF_ROLE = {
    Role.OPERATOR: DutyKind.OPERATOR, Role.DISPATCHER: DutyKind.DISPATCHER,
    Role.SUPERVISOR: DutyKind.SUPERVISOR, Role.OFFICER: DutyKind.OFFICER,
}  # fmt: skip


def make_person(
    cast: Cast,
    username: str,
    role: Role | None = None,
    *,
    org_id: UUID | None = None,
    region: str = KENDAL,
) -> User:
    """An account, with one role (at the centre, unless told) or none."""
    user = accounts.create_user(
        by=SETUP, username=username, name=username.title(), password=PASSWORD, at=START
    )
    if role is not None:
        services.grant_role(
            by=SETUP, user_id=user.id, org_id=org_id or cast.org_id("centre"), role=role,
            region=region, at=START,
        )  # fmt: skip
    return user


def make_part_admin(cast: Cast, region: str) -> Actor:
    """The administrator of a part of the regency, at an organisation of that part."""
    org = services.open_org(
        by=SETUP, code=f"kec-{region}", name=f"Kecamatan {region}", short_name=f"Kec. {region}",
        kind=OrgKind.GOVERNMENT, region=region, at=START,
    )  # fmt: skip
    user = make_person(cast, f"admin-{region}", Role.ADMIN, org_id=org.id, region=region)
    return Actor(id=user.id, org_id=org.id)


def make_duty(
    cast: Cast,
    name: str,
    *,
    hours: tuple[float, float] = (-7, 1),
    present: bool = True,
    phone: str = DUTY_PHONE,
    at: datetime = NIGHT,
) -> Duty:
    """One of the cast on the roster, from and until so many hours from `at`; there, or not yet."""
    role, org, _ = PEOPLE[name]
    starts, ends = (at + timedelta(hours=each) for each in hours)
    duty = services.plan_duty(
        by=SETUP, org_id=cast.org_id(org), kind=KIND_OF_ROLE[role],
        person_name=name.replace("_", " ").title(), phone=phone, user_id=cast.people[name].id,
        starts_at=starts, ends_at=ends, at=START,
    )  # fmt: skip
    return services.sign_on(by=SETUP, duty_id=duty.id, at=at) if present else duty


def break_one(
    cast: Cast, name: str = "operator", *, reason: str = "Pengawas pingsan", at: datetime = NIGHT
) -> BreakGlass:
    """One of the cast takes a supervisor's rights, by the password."""
    return services.break_glass(by=cast.actor(name), reason=reason, password=PASSWORD, at=at)
