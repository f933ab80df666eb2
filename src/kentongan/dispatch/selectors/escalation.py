"""Whose telephone rings, in which order: always a rostered person's (practice.md §1.3)."""

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from kentongan.dispatch.enums import DispatchMode
from kentongan.dispatch.models import Assignment, Ticket
from kentongan.dispatch.rules.deadlines import ESCALATE_EVERY_S
from kentongan.dispatch.selectors.configuration import configuration
from kentongan.journal.watchers import watch
from kentongan.orgs.enums import DutyKind, OrgKind
from kentongan.orgs.models import Organisation
from kentongan.orgs.selectors import duty_phone, on_duty

KEPT = timedelta(seconds=30)
"""Duties begin and end by themselves; a number is looked up again after this."""


@dataclass(frozen=True, slots=True)
class Level:
    """One telephone of a chain. `after_s`: how long after the one before it."""

    title: str
    phone: str
    after_s: int = ESCALATE_EVERY_S


NOBODY = Level(title="—", phone="")

_lock = threading.Lock()
_kept: dict[UUID | None, tuple[datetime, Level]] = {}


def chain_for_ticket(ticket: Ticket, at: datetime) -> list[Level]:
    """The agency's own levels, then the 112 supervisor; the supervisor alone where 112 assigns."""
    if ticket.mode == DispatchMode.DIRECT:
        return [supervisor(at)]
    return [*_agency_levels(ticket.org_id, at), supervisor(at)]


def chain_for_assignment(assignment: Assignment, at: datetime) -> list[Level]:
    """The unit's own telephone first, then its agency's levels, then the 112 supervisor."""
    unit = assignment.unit
    own = [Level(title=unit.call_sign, phone=unit.phone)] if unit.phone else []
    return [*own, *_agency_levels(assignment.ticket.org_id, at), supervisor(at)]


def _agency_levels(org_id: UUID, at: datetime) -> list[Level]:
    steps = configuration().escalation(org_id, at)
    if steps:
        return [Level(step.title, step.phone, step.after_s) for step in steps]
    return [_remembered(org_id, at)]


def supervisor(at: datetime) -> Level:
    """The supervisor on duty at the 112 centre, else the centre's own telephone."""
    return _remembered(None, at)


def _remembered(org_id: UUID | None, at: datetime) -> Level:
    found = _kept.get(org_id)
    if found is None or not timedelta() <= at - found[0] <= KEPT:
        found = (at, _look_up_supervisor(at) if org_id is None else _look_up(org_id, at))
        with _lock:
            _kept[org_id] = found
    return found[1]


def _forget(_: UUID | None = None) -> None:
    with _lock:
        _kept.clear()


watch("orgs.", _forget)


def _look_up(org_id: UUID, at: datetime) -> Level:
    reachable = duty_phone(org_id, at)
    return Level(reachable.title, reachable.phone) if reachable else NOBODY


def _look_up_supervisor(at: datetime) -> Level:
    centre = Organisation.objects.filter(kind=OrgKind.CENTRE).order_by("id").first()
    if centre is None:
        return NOBODY
    for duty in on_duty(centre.id, DutyKind.SUPERVISOR, at):
        if duty.phone:
            return Level(title=f"Pengawas 112 {duty.person_name}", phone=duty.phone)
    return _look_up(centre.id, at)
