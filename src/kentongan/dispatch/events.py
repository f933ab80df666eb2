"""What dispatch writes to the journal: identifiers, codes and moments, never a name or a word."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from kentongan.kernel.events import Event


class TicketEvent(Event):
    """What every entry about a ticket carries. `row` is the version the ticket has after it."""

    subject: ClassVar[str] = "ticket"
    ticket_id: UUID
    incident_id: UUID
    state: str
    row: int


class TicketForwarded(TicketEvent):
    kind = "dispatch.ticket.forwarded"
    number: str
    role: str
    mode: str
    method: str
    ack_due_at: datetime | None


class TicketAnsweredByTelephone(TicketEvent):
    """Somebody at the agency has taken it by telephone; who and their reference are not here."""

    kind = "dispatch.ticket.answered-by-telephone"
    method: str
    help_under_way: bool


class TicketRead(TicketEvent):
    kind = "dispatch.ticket.read"


class TicketAccepted(TicketEvent):
    kind = "dispatch.ticket.accepted"


class TicketDeclined(TicketEvent):
    kind = "dispatch.ticket.declined"
    reason: str


class TicketPassedOn(TicketEvent):
    kind = "dispatch.ticket.passed-on"
    to_org_id: UUID
    to_ticket_id: UUID


class TicketScheduled(TicketEvent):
    kind = "dispatch.ticket.scheduled"
    scheduled_for: datetime


class TicketUnitsLost(TicketEvent):
    """The last unit declined, was recalled or broke down: the agency is asked again."""

    kind = "dispatch.ticket.units-lost"
    ack_due_at: datetime | None


class TicketReported(TicketEvent):
    kind = "dispatch.ticket.reported"


class TicketClosed(TicketEvent):
    kind = "dispatch.ticket.closed"
    with_report: bool


class TicketRetimed(TicketEvent):
    """The incident's priority has changed, and the promised moments with it."""

    kind = "dispatch.ticket.retimed"
    ack_due_at: datetime | None
    arrival_due_at: datetime | None


class CallerAdded(TicketEvent):
    """One more person has called about the incident: agencies and crews are told of every one."""

    kind = "dispatch.ticket.caller-added"
    report_id: UUID
    report_count: int


class TicketEscalated(TicketEvent):
    """A telephone was made to ring. `rung` is false where no number was known at this level."""

    kind = "dispatch.ticket.escalated"
    level: int
    escalation_id: UUID
    rung: bool
    is_last: bool


class ArrivalOverdue(TicketEvent):
    kind = "dispatch.ticket.arrival-overdue"
    arrival_due_at: datetime
    rung: bool


class AssignmentEvent(Event):
    """What every entry about an assignment carries."""

    subject: ClassVar[str] = "assignment"
    assignment_id: UUID
    ticket_id: UUID
    incident_id: UUID
    unit_id: UUID
    state: str
    row: int


class UnitAssigned(AssignmentEvent):
    kind = "dispatch.assignment.made"
    overridden: bool
    unit_state_before: str


class AssignmentMoved(AssignmentEvent):
    """A step: the moment is the entry's `occurred_at`."""

    kind = "dispatch.assignment.moved"
    step: str
    before: str
    arrival: str = ""
    """For `on-scene`: NEAR, FAR or UNKNOWN by the unit's own position (practice.md §6)."""


class AssignmentEscalated(AssignmentEvent):
    kind = "dispatch.assignment.escalated"
    level: int
    escalation_id: UUID
    rung: bool
    is_last: bool


class ForwardOverdue(Event):
    """An urgent incident that nobody has forwarded: the supervisor's alarm."""

    kind = "dispatch.incident.forward-overdue"
    subject = "incident"
    incident_id: UUID
    priority: str
    rung: bool


class ConfigurationChanged(Event):
    """A dated row of modes, routing, promises or escalation; `what` says which table."""

    kind = "dispatch.configuration.changed"
    subject = "scope"
    scope_id: UUID
    """The agency it is for, or the node where it is for all."""
    what: str
