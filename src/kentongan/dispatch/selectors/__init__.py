"""Questions about tickets and units: the door of this room for reads."""

from datetime import datetime
from uuid import UUID

from kentongan.dispatch.models import Assignment, Ticket
from kentongan.dispatch.types import AgencyFigures, CrewView, Proposal, ThreeClocks, TicketRow
from kentongan.kernel.actors import Actor
from kentongan.orgs.enums import Right


def proposals(
    by: Actor, incident_id: UUID, *, limit: int = 5, ticket_id: UUID | None = None, at: datetime
) -> Proposal: ...


def list_tickets(
    by: Actor, *, open_only: bool = True, limit: int = 200, org_id: UUID | None = None, at: datetime
) -> list[TicketRow]: ...


def list_tickets_of(by: Actor, incident_id: UUID, *, at: datetime) -> list[TicketRow]: ...


def access_ticket(
    by: Actor, ticket_id: UUID, *, right: Right = Right.SEE_TICKETS, lock: bool = False
) -> Ticket: ...


def access_assignment(
    by: Actor, assignment_id: UUID, *, right: Right = Right.RUN_UNITS, lock: bool = False
) -> Assignment: ...


def crew_view(unit_id: UUID, *, at: datetime) -> CrewView: ...


def agency_performance(*, since: datetime, until: datetime) -> list[AgencyFigures]: ...


def three_clocks(*, since: datetime, until: datetime) -> ThreeClocks: ...
