"""What may be done with tickets and units: the door of this room for writes."""

from datetime import datetime
from uuid import UUID

from kentongan.dispatch.enums import DeclineReason, DispatchMode, TicketMethod
from kentongan.dispatch.models import (
    AgencyMode,
    Assignment,
    EscalationStep,
    Promise,
    RoutingRule,
    Ticket,
)
from kentongan.dispatch.types import PromisedTimes
from kentongan.incidents.enums import PartyRole
from kentongan.kernel.actors import Actor


def forward_ticket(
    *,
    by: Actor,
    incident_id: UUID,
    org_id: UUID,
    role: PartyRole = PartyRole.LEAD,
    method: TicketMethod = TicketMethod.SYSTEM,
    at: datetime,
) -> Ticket: ...


def forward_by_routing(*, by: Actor, incident_id: UUID, at: datetime) -> list[Ticket]: ...


def record_telephone(
    *,
    by: Actor,
    ticket_id: UUID,
    name: str,
    their_reference: str = "",
    help_under_way: bool = True,
    at: datetime,
) -> Ticket: ...


def read_ticket(*, by: Actor, ticket_id: UUID, at: datetime) -> Ticket: ...


def accept_ticket(*, by: Actor, ticket_id: UUID, name: str, at: datetime) -> Ticket: ...


def decline_ticket(
    *, by: Actor, ticket_id: UUID, reason: DeclineReason, note: str = "", at: datetime
) -> Ticket: ...


def pass_on_ticket(
    *, by: Actor, ticket_id: UUID, to_org_id: UUID, note: str = "", at: datetime
) -> Ticket:
    """Returns the new ticket of the other agency."""


def schedule_ticket(
    *, by: Actor, ticket_id: UUID, scheduled_for: datetime, name: str = "", at: datetime
) -> Ticket: ...


def report_ticket(*, by: Actor, ticket_id: UUID, text: str, at: datetime) -> Ticket: ...


def close_ticket(*, by: Actor, ticket_id: UUID, at: datetime) -> Ticket: ...


def assign_unit(
    *, by: Actor, ticket_id: UUID, unit_id: UUID, override_reason: str = "", at: datetime
) -> Assignment: ...


def step_assignment(
    *, by: Actor, assignment_id: UUID, step: str, reason: str = "", at: datetime
) -> Assignment:
    """step: acknowledge decline en-route on-scene transport at-hospital clear cancel break-down."""


def set_agency_mode(
    *, by: Actor, org_id: UUID, mode: DispatchMode, legal_basis: str = "", at: datetime
) -> AgencyMode: ...


def add_routing_rule(
    *,
    by: Actor,
    org_id: UUID,
    region: str,
    role: PartyRole,
    category: str = "",
    family: str = "",
    capabilities: list[str] | None = None,
    legal_basis: str = "",
    at: datetime,
) -> RoutingRule: ...


def set_promise(
    *,
    by: Actor,
    priority: str,
    times: PromisedTimes,
    org_id: UUID | None = None,
    legal_basis: str = "",
    at: datetime,
) -> Promise: ...


def set_escalation(
    *,
    by: Actor,
    org_id: UUID,
    steps: list[tuple[str, str, int]],
    legal_basis: str = "",
    at: datetime,
) -> list[EscalationStep]:
    """steps: (title, phone, after_s) in order."""
