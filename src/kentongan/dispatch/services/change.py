"""How every act of this room changes a ticket or an assignment: one save, one version more."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from kentongan.dispatch.enums import ACTIVE_ASSIGNMENTS, TicketMethod
from kentongan.dispatch.events import AssignmentEvent, TicketEvent
from kentongan.dispatch.models import Assignment, Ticket
from kentongan.dispatch.rules import TICKETS
from kentongan.journal.services import Act
from kentongan.kernel import clock


class TicketFacts(TypedDict):
    """The facts every event of a ticket carries."""

    ticket_id: UUID
    incident_id: UUID
    state: str
    row: int
    restricted: bool


class AssignmentFacts(TypedDict):
    """The facts every event of an assignment carries."""

    assignment_id: UUID
    ticket_id: UUID
    incident_id: UUID
    unit_id: UUID
    state: str
    row: int
    restricted: bool


def step_ticket(ticket: Ticket, name: str) -> None:
    """Take a step of the lifecycle. Raises IllegalStep."""
    ticket.state = TICKETS.target(name, str(ticket.state))


def save_ticket(ticket: Ticket, *fields: str) -> None:
    """Store the state and the named fields with the next version."""
    ticket.version += 1
    ticket.updated_at = clock.now()
    ticket.save(update_fields=["state", *fields, "version", "updated_at"])


def note_method(ticket: Ticket, step: str, method: str) -> None:
    """By which way a step came: kept where it was not through the system, for the board."""
    if method == TicketMethod.SYSTEM:
        ticket.told_by.pop(step, None)
    else:
        ticket.told_by[step] = str(method)


def record_ticket(act: Act, ticket: Ticket, event: TicketEvent) -> UUID:
    """Write the event, for the region of the incident and the agency of the ticket."""
    return act.record(event, region=ticket.region, org_id=ticket.org_id)


def record_assignment(
    act: Act, ticket: Ticket, event: AssignmentEvent, *, occurred_at: datetime | None = None
) -> UUID:
    """Write the event, for the region of the incident and the agency of the unit."""
    return act.record(event, region=ticket.region, org_id=ticket.org_id, occurred_at=occurred_at)


def ticket_facts(ticket: Ticket) -> TicketFacts:
    """What every event says of the ticket, as it is after the act."""
    return TicketFacts(
        ticket_id=ticket.id,
        incident_id=ticket.incident_id,
        state=str(ticket.state),
        row=ticket.version,
        restricted=ticket.incident.is_restricted,
    )


def assignment_facts(assignment: Assignment) -> AssignmentFacts:
    """What every event says of the assignment, as it is after the act."""
    return AssignmentFacts(
        assignment_id=assignment.id,
        ticket_id=assignment.ticket_id,
        incident_id=assignment.incident_id,
        unit_id=assignment.unit_id,
        state=str(assignment.state),
        row=assignment.version,
        restricted=assignment.ticket.incident.is_restricted,
    )


def count_active(ticket: Ticket) -> int:
    """How many units are out on the ticket."""
    return ticket.assignments.filter(state__in=ACTIVE_ASSIGNMENTS).count()
