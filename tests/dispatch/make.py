"""Tickets and assignments for tests, through the services."""

from datetime import datetime, timedelta
from typing import Any

from kentongan.dispatch import services
from kentongan.dispatch.enums import DispatchMode
from kentongan.dispatch.models import Assignment, Ticket
from kentongan.fleet.models import Unit
from kentongan.incidents.enums import Priority
from kentongan.incidents.models import Incident
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP, Actor
from tests.cast import Cast
from tests.conftest import NIGHT
from tests.incidents.make import make_incident

EARLIER = datetime.fromisoformat("2026-01-01T00:00:00+00:00")
WITHOUT_POSITION = {"reason": "NO_POSITION"}
"""What a crew whose phone tells no position answers when it says that it is there."""
NAME = "TANDA-NAMA Serka Budi"


def later(seconds: float) -> datetime:
    return NIGHT + timedelta(seconds=seconds)


def make_fire(**overrides: Any) -> Incident:
    """A structure fire: P1."""
    return make_incident(**({"category": "FIRE_STRUCTURE"} | overrides))


def make_ticket(
    cast: Cast, incident: Incident | None = None, *, org: str = "fire", at: datetime = NIGHT
) -> Ticket:
    incident = incident or make_fire(at=at)
    return services.forward_ticket(
        by=cast.dispatcher, incident_id=incident.id, org_id=cast.org_id(org), at=at
    )


def make_accepted(cast: Cast, incident: Incident | None = None, **values: Any) -> Ticket:
    ticket = make_ticket(cast, incident, **values)
    return services.accept_ticket(by=cast.fire_officer, ticket_id=ticket.id, name=NAME, at=NIGHT)


def make_assignment(cast: Cast, unit: Unit, ticket: Ticket | None = None) -> Assignment:
    ticket = ticket or make_accepted(cast)
    return services.assign_unit(
        by=cast.fire_officer, ticket_id=ticket.id, unit_id=unit.id, at=NIGHT
    )


def make_mode(cast: Cast, mode: DispatchMode, org: str = "fire") -> None:
    services.set_agency_mode(
        by=SETUP, org_id=cast.org_id(org), mode=mode, legal_basis="SK Bupati 1/2026", at=EARLIER
    )


def step(by: Actor, assignment: Assignment, name: str, *, at: datetime = NIGHT, **values: Any):
    return services.step_assignment(by=by, assignment_id=assignment.id, step=name, at=at, **values)


def kinds_about(subject_id: Any) -> list[str]:
    entries = Entry.objects.filter(subject_id=subject_id).order_by("seq")
    return list(entries.values_list("kind", flat=True))


P1 = Priority.P1
