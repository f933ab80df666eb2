"""Whose telephone rings, in which order: always a rostered person's (practice.md §1.3).

A level that nobody can be rung at is passed over, so that no minute is lost on it; where nobody at
all can be, the chain is one empty level, and every round of it says so on the board.
"""

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from kentongan.dispatch.enums import DispatchMode
from kentongan.dispatch.limits import NEXT_LEVEL
from kentongan.dispatch.models import Assignment, Ticket
from kentongan.dispatch.selectors.configuration import configuration
from kentongan.journal.watchers import watch
from kentongan.orgs.selectors import Reachable, duty_phone, neighbour_phones, supervisor_phone

KEPT = timedelta(seconds=30)
"""Duties begin and end by themselves; a number is looked up again after this."""


@dataclass(frozen=True, slots=True)
class Level:
    """One telephone of a chain. `after_s`: how long after the one before it."""

    title: str
    phone: str
    after_s: int


NOBODY = Level(title="—", phone="", after_s=0)

_lock = threading.Lock()
_kept: dict[UUID | None, tuple[datetime, Level]] = {}
_next_door: list[tuple[datetime, list[Level]]] = []


def chain_for_ticket(ticket: Ticket, at: datetime) -> list[Level]:
    """The agency's own levels, then the 112 supervisor, then the neighbours' centres that have
    agreed to it; the supervisor alone where 112 assigns.
    """
    if ticket.mode == DispatchMode.DIRECT:
        return [supervisor(at)]
    return reachable([*agency_levels(ticket.org_id, at), supervisor(at), *neighbours(at)])


def chain_for_assignment(assignment: Assignment, at: datetime) -> list[Level]:
    """The unit's own telephone first, then its agency's levels, then the 112 supervisor."""
    unit = assignment.unit
    own = Level(title=unit.call_sign, phone=unit.phone, after_s=NEXT_LEVEL.at(at))
    return reachable([own, *agency_levels(assignment.ticket.org_id, at), supervisor(at)])


def reachable(levels: list[Level]) -> list[Level]:
    """Of a chain the levels that have a telephone; where none has, that nobody is reached."""
    return [level for level in levels if level.phone] or [NOBODY]


def agency_levels(org_id: UUID, at: datetime) -> list[Level]:
    """The levels that the agency has named, else whoever can be reached there."""
    steps = configuration().escalation(org_id, at)
    if steps:
        return [Level(step.title, step.phone, step.after_s) for step in steps]
    return [_remembered(org_id, at)]


def supervisor(at: datetime) -> Level:
    """The supervisor on duty at the 112 centre, else anybody on duty there, else its own number."""
    return _remembered(None, at)


def neighbours(at: datetime) -> list[Level]:
    """The neighbours' centres that answer for us by agreement (practice.md §1.3)."""
    if not _next_door or not timedelta() <= at - _next_door[0][0] <= KEPT:
        found = [_level(each, at) for each in neighbour_phones()]
        with _lock:
            _next_door[:] = [(at, found)]
        return found
    return _next_door[0][1]


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
        _next_door.clear()


watch("orgs.", _forget)
watch("journal.limit.", _forget)


def _look_up(org_id: UUID, at: datetime) -> Level:
    return _level(duty_phone(org_id, at), at)


def _look_up_supervisor(at: datetime) -> Level:
    return _level(supervisor_phone(at), at)


def _level(reachable: Reachable | None, at: datetime) -> Level:
    if reachable is None:
        return NOBODY
    return Level(reachable.title, reachable.phone, NEXT_LEVEL.at(at))
