"""The only ways to a ticket and to an assignment: fetched, allowed and locked in one call.

Lock order: the incident's row, then the ticket's, then the unit's. Whoever changes a ticket or an
assignment holds its incident first, so two desks never wait for each other in a circle.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from kentongan.dispatch.enums import ACTIVE_ASSIGNMENTS, DispatchMode
from kentongan.dispatch.models import Assignment, Ticket
from kentongan.dispatch.rules import FormField, answered
from kentongan.dispatch.selectors.configuration import configuration
from kentongan.incidents.models import Incident
from kentongan.incidents.selectors import area_of
from kentongan.kernel.actors import Actor, ActorKind
from kentongan.kernel.errors import NotAllowed, NotFound
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of


def access_ticket(
    by: Actor, ticket_id: UUID, *, right: Right = Right.SEE_TICKETS, lock: bool = False
) -> Ticket:
    """The ticket with incident and agency, for one who may do this. Raises NotFound or NotAllowed.

    An agency's officer has the tickets of the own agency; 112 those of its region.
    """
    tickets = Ticket.objects.select_related("incident", "org")
    if lock:
        _lock_incident(Ticket.objects.filter(id=ticket_id).values_list("incident_id", flat=True))
        tickets = tickets.select_for_update(of=("self",), no_key=True)
    ticket = next(iter(tickets.filter(id=ticket_id)), None)
    if ticket is None or not _may(by, Right.SEE_TICKETS, ticket):
        raise NotFound(thing="Tiket")
    if not _may(by, right, ticket):
        raise NotAllowed(right=right.value)
    return ticket


def _may(by: Actor, right: Right, ticket: Ticket) -> bool:
    rights = rights_of(by)
    return rights.has(right, region=area_of(rights, ticket.incident), org_ids=(ticket.org_id,))


def access_assignment(
    by: Actor, assignment_id: UUID, *, is_told: bool = False, lock: bool = False
) -> Assignment:
    """The assignment with ticket, incident and unit, for one who may take its steps.

    The unit's own crew, its agency, or 112 where the ticket's mode is DIRECT. What an agency has
    told (`is_told`) is 112's to write down, in any mode.
    """
    rows = Assignment.objects.select_related("ticket__org", "ticket__incident", "unit")
    if lock:
        held = Assignment.objects.filter(id=assignment_id)
        _lock_incident(held.values_list("incident_id", flat=True))
        rows = rows.select_for_update(of=("self", "ticket", "unit"), no_key=True)
    assignment = next(iter(rows.filter(id=assignment_id)), None)
    if assignment is None or not (may_step(by, assignment) or _may_see(by, assignment)):
        raise NotFound(thing="Penugasan")
    if is_told:
        access_ticket(by, assignment.ticket_id, right=Right.FORWARD_TICKETS)
    elif not may_step(by, assignment):
        raise NotAllowed(right=Right.RUN_UNITS.value)
    return assignment


def may_step(by: Actor, assignment: Assignment) -> bool:
    """Whether an actor may take the steps of an assignment."""
    if by.kind is ActorKind.VEHICLE:
        return by.id == assignment.unit_id
    ticket, rights = assignment.ticket, rights_of(by)
    if rights.has(Right.RUN_UNITS, region=ticket.region, org_ids=(ticket.org_id,)):
        return True
    is_direct = ticket.mode == DispatchMode.DIRECT
    return is_direct and rights.has(Right.ASSIGN_UNITS, region=ticket.region)


def _may_see(by: Actor, assignment: Assignment) -> bool:
    return by.kind is not ActorKind.VEHICLE and _may(by, Right.SEE_TICKETS, assignment.ticket)


def form_of(ticket: Ticket) -> tuple[FormField, ...]:
    """What a report on this ticket is asked, as it stood when the ticket was forwarded."""
    incident = ticket.incident
    return configuration().report_form(incident.category, incident.family, ticket.forwarded_at)


def answers_of(ticket: Ticket) -> list[tuple[str, str]]:
    """(question, answer) of its report, in the words of its form."""
    return answered(form_of(ticket), ticket.answers)


def find_active_assignment(unit_id: UUID) -> Assignment | None:
    """What a unit is out on, if it is."""
    active = Assignment.objects.filter(unit_id=unit_id, state__in=ACTIVE_ASSIGNMENTS)
    return active.select_related("ticket__org", "incident").first()


def _lock_incident(incident_ids: Iterable[UUID]) -> None:
    """Hold the incident's row. On SQLite the writer's turn holds everything already."""
    if connection.features.has_select_for_update:
        held = Incident.objects.select_for_update(no_key=True).filter(id__in=incident_ids)
        list(held.values_list("id"))
