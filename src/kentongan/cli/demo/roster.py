"""Who is on duty and which units are ready: true for the moment at which the demonstration starts.

Every start fills what is missing and leaves what is there, so that the desks are never empty and
nothing is planned twice.
"""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from kentongan.accounts.selectors import get_user_by_name
from kentongan.cli.demo.agencies import CENTRE, ON_ROSTER, invented_phone
from kentongan.cli.demo.people import LOGINS, Login, roster_person
from kentongan.cli.demo.shifts import ROSTER_DAYS, Turn, running_turn, turns_around
from kentongan.cli.demo.units import UNITS
from kentongan.fleet import selectors as fleet_selectors
from kentongan.fleet import services as fleet
from kentongan.fleet.enums import UnitState
from kentongan.journal import selectors as journal_selectors
from kentongan.journal import services as journal
from kentongan.kernel.actors import SETUP
from kentongan.orgs import selectors as orgs_selectors
from kentongan.orgs import services as orgs
from kentongan.orgs.enums import DutyKind
from kentongan.orgs.models import Duty

PLANNED: tuple[tuple[str, DutyKind], ...] = (
    (CENTRE, DutyKind.OPERATOR),
    (CENTRE, DutyKind.DISPATCHER),
    (CENTRE, DutyKind.SUPERVISOR),
    *((code, DutyKind.OFFICER) for code in ON_ROSTER),
)
"""Which posts each shift fills. The people with a login come on top, in the running shift."""


def refresh_duty(at: datetime, *, with_logins: bool = True) -> None:
    """Put people on duty from now until the end of the day after tomorrow; sign the present ones
    on; let the posts confirm their units for the running shift. Without the logins for an hour
    that lies back: they are on duty in the shift in which somebody may sit down as them.
    """
    zone = ZoneInfo(journal_selectors.node().zone)
    with journal.act(by=SETUP, at=at):
        _plan(at, zone)
        if with_logins:
            _plan_logins(at, running_turn(at, zone))
        _sign_on(at)
        _confirm_units(at)


def _plan(at: datetime, zone: ZoneInfo) -> None:
    turns = [turn for turn in turns_around(at, zone) if turn.ends_at > at]
    known = {
        (duty.org.code, duty.kind, duty.starts_at)
        for duty in _duties(at, ahead=timedelta(days=ROSTER_DAYS + 1))
        if duty.user_id is None
    }
    org_ids = {org.code: org.id for org in orgs_selectors.list_orgs()}
    for seat, (code, kind) in enumerate(PLANNED):
        for turn in turns:
            if (code, kind, turn.starts_at) not in known:
                _plan_one(org_ids[code], kind, seat, turn, at)


def _plan_one(org_id: UUID, kind: DutyKind, seat: int, turn: Turn, at: datetime) -> None:
    name, phone = roster_person(seat, turn.number)
    orgs.plan_duty(
        by=SETUP,
        org_id=org_id,
        kind=kind,
        person_name=name,
        phone=invented_phone(phone),
        starts_at=turn.starts_at,
        ends_at=turn.ends_at,
        at=at,
    )


def _plan_logins(at: datetime, turn: Turn) -> None:
    """The people who can sign in are on duty in the shift in which the demonstration runs."""
    for number, login in enumerate(LOGINS):
        if login.duty is None:
            continue
        user = get_user_by_name(login.username)
        if not orgs_selectors.is_on_duty(user.id, at):
            _plan_login(login, login.duty, user.id, turn, number, at)


def _plan_login(
    login: Login, kind: DutyKind, user_id: UUID, turn: Turn, number: int, at: datetime
) -> None:
    orgs.plan_duty(
        by=SETUP,
        org_id=orgs_selectors.get_org_by_code(login.org).id,
        kind=kind,
        person_name=login.name,
        phone=invented_phone(900 + number),
        user_id=user_id,
        starts_at=turn.starts_at,
        ends_at=turn.ends_at,
        at=at,
    )


def _sign_on(at: datetime) -> None:
    for duty in _duties(at):
        if _waits(duty, at):
            orgs.sign_on(by=SETUP, duty_id=duty.id, at=at)


def _duties(at: datetime, ahead: timedelta = timedelta()) -> list[Duty]:
    return orgs_selectors.list_duties(orgs_selectors.rights_of(SETUP), at, ahead=ahead)


def _waits(duty: Duty, at: datetime) -> bool:
    return duty.signed_on_at is None and duty.starts_at <= at < duty.ends_at


def _confirm_units(at: datetime) -> None:
    """Most posts have confirmed their units this shift; those that have not stay so on purpose."""
    known = {unit.call_sign: unit for unit in fleet_selectors.list_units(SETUP)}
    for wanted in UNITS:
        unit = known[wanted.call_sign]
        ready = unit.ready_until is not None and unit.ready_until > at
        if wanted.confirmed and not ready and unit.state != UnitState.BROKEN:
            fleet.confirm_readiness(
                by=SETUP,
                unit_id=unit.id,
                crew_count=wanted.crew,
                fuel_percent=wanted.fuel_percent,
                water_l=wanted.water_l,
                oxygen_percent=wanted.oxygen_percent,
                at=at,
            )
