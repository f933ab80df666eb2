"""What dispatch writes to the journal: identifiers, codes and moments, never a name or a word."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from kentongan.dispatch.events.conditions import ConditionAnswered as ConditionAnswered
from kentongan.dispatch.events.conditions import ConditionAsked as ConditionAsked
from kentongan.dispatch.events.conditions import ConditionCancelled as ConditionCancelled
from kentongan.dispatch.events.conditions import ConditionEscalated as ConditionEscalated
from kentongan.dispatch.events.conditions import ConditionEvent as ConditionEvent
from kentongan.dispatch.events.conditions import ConditionFacts as ConditionFacts
from kentongan.dispatch.events.conditions import ConditionReleased as ConditionReleased
from kentongan.dispatch.events.cover import CoverMeasured as CoverMeasured
from kentongan.dispatch.events.dangers import DangerAnswered as DangerAnswered
from kentongan.dispatch.events.dangers import DangerEnded as DangerEnded
from kentongan.dispatch.events.dangers import DangerEscalated as DangerEscalated
from kentongan.dispatch.events.dangers import DangerEvent as DangerEvent
from kentongan.dispatch.events.dangers import DangerFacts as DangerFacts
from kentongan.dispatch.events.dangers import DangerRaised as DangerRaised
from kentongan.dispatch.events.dangers import DangerSaidOver as DangerSaidOver
from kentongan.kernel.events import Event


class TicketEvent(Event):
    """What every entry about a ticket carries. `row` is the version the ticket has after it."""

    subject: ClassVar[str] = "ticket"
    ticket_id: UUID
    incident_id: UUID
    state: str
    row: int
    restricted: bool


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


class TicketDeparted(TicketEvent):
    """Help is under way, as 112 was told: no unit of the agency has a page here."""

    kind = "dispatch.ticket.departed"
    method: str


class TicketArrived(TicketEvent):
    """Help is there, as 112 was told."""

    kind = "dispatch.ticket.arrived"
    method: str


class StationAlarmSounded(TicketEvent):
    """A post of the agency was rung by itself; `reached` is false where it has no telephone."""

    kind = "dispatch.ticket.station-alarm-sounded"
    post_id: UUID
    reached: bool


class TicketRead(TicketEvent):
    kind = "dispatch.ticket.read"


class TicketAccepted(TicketEvent):
    kind = "dispatch.ticket.accepted"


class TicketDeclined(TicketEvent):
    kind = "dispatch.ticket.declined"
    reason: str
    method: str = "SYSTEM"


class TicketPassedOn(TicketEvent):
    kind = "dispatch.ticket.passed-on"
    to_org_id: UUID
    to_ticket_id: UUID
    method: str = "SYSTEM"


class TicketScheduled(TicketEvent):
    kind = "dispatch.ticket.scheduled"
    scheduled_for: datetime
    method: str = "SYSTEM"


class TicketUnitsLost(TicketEvent):
    """The last unit declined, was recalled or broke down: the agency is asked again."""

    kind = "dispatch.ticket.units-lost"
    ack_due_at: datetime | None


class TicketReported(TicketEvent):
    kind = "dispatch.ticket.reported"
    method: str = "SYSTEM"


class TicketClosed(TicketEvent):
    kind = "dispatch.ticket.closed"
    with_report: bool


class TicketRetimed(TicketEvent):
    """The incident's priority has changed, and the promised moments with it."""

    kind = "dispatch.ticket.retimed"
    ack_due_at: datetime | None
    arrival_due_at: datetime | None


class TicketWidened(TicketEvent):
    """The agency is asked for more than before: codes of capabilities."""

    kind = "dispatch.ticket.widened"
    capabilities: list[str]


class CallerAdded(TicketEvent):
    """One more person has called about the incident: agencies and crews are told of every one."""

    kind = "dispatch.ticket.caller-added"
    report_id: UUID
    report_count: int


class CallerWithdrawn(TicketEvent):
    """One who had called was not calling about this: there is one fewer to look for."""

    kind = "dispatch.ticket.caller-withdrawn"
    report_id: UUID
    report_count: int


class TicketEscalated(TicketEvent):
    """A telephone was made to ring. `rung` is false where nobody has a number; `is_last` ends a
    round, and the first of the chain is rung again.
    """

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
    restricted: bool


class UnitAssigned(AssignmentEvent):
    kind = "dispatch.assignment.made"
    overridden: bool
    unit_state_before: str
    method: str = "SYSTEM"


class WayChanged(AssignmentEvent):
    """A closure of a road has come or gone on the way of a unit that has not arrived: DETOUR,
    CUT_OFF, or empty where it is free again."""

    kind = "dispatch.assignment.way-changed"
    way: str


class AssignmentMoved(AssignmentEvent):
    """A step: the moment is the entry's `occurred_at`."""

    kind = "dispatch.assignment.moved"
    step: str
    before: str
    arrival: str = ""
    """For `on-scene`: NEAR, FAR or UNKNOWN by the unit's own position (practice.md §6)."""
    arrival_reason: str = ""
    """The code of the reason where it is not NEAR."""
    proposed: bool = False
    """Whether the moment is that of a position, which a person has confirmed."""
    method: str = "SYSTEM"


class SizedUp(AssignmentEvent):
    """A crew has said what it sees; its words are a line of the incident's log."""

    kind = "dispatch.assignment.sized-up"
    line_id: UUID


class HelpAsked(AssignmentEvent):
    """A crew needs more than was sent."""

    kind = "dispatch.assignment.help-asked"
    wanted: list[str]
    line_id: UUID
    rung: bool
    """Whether a telephone was made to ring; false: only the screens say it."""


class ArrivalClaimed(AssignmentEvent):
    """A crew says that it is there and is asked why its position does not show it."""

    kind = "dispatch.assignment.arrival-claimed"
    arrival: str


class ArrivalWithdrawn(AssignmentEvent):
    """It was pressed too early."""

    kind = "dispatch.assignment.arrival-withdrawn"


class ArrivalProposed(AssignmentEvent):
    """The unit's position is at the place: since when, is the entry's `occurred_at`. A person
    confirms it, or says that it is not so.
    """

    kind = "dispatch.assignment.arrival-proposed"
    distance_m: int
    within_m: int
    source: str = "POSITION"


class ArrivalDismissed(AssignmentEvent):
    """A person has said that the unit is not there yet, whatever its position says."""

    kind = "dispatch.assignment.arrival-dismissed"


class TracksRead(Event):
    """Somebody has opened where an incident's units were."""

    kind: ClassVar[str] = "dispatch.tracks.read"
    subject: ClassVar[str] = "incident"
    incident_id: UUID
    restricted: bool


class AssignmentEscalated(AssignmentEvent):
    kind = "dispatch.assignment.escalated"
    level: int
    escalation_id: UUID
    rung: bool
    is_last: bool


class TicketConditionChanged(TicketEvent):
    """Told to every agency that works there."""

    kind = "dispatch.ticket.condition-changed"
    condition_id: UUID
    condition_state: str


class CrewConditionChanged(AssignmentEvent):
    """Told to every crew that is out for the incident."""

    kind = "dispatch.assignment.condition-changed"
    condition_id: UUID
    condition_state: str


class CrewDangerChanged(AssignmentEvent):
    """Told to every other crew that is out for the incident: one of them is in danger, or was."""

    kind = "dispatch.assignment.danger-changed"
    danger_id: UUID
    danger_state: str


class TrialEvent(Event):
    """A ticket marked UJI: counted nowhere."""

    subject: ClassVar[str] = "trial"
    trial_id: UUID
    method: str


class TrialSent(TrialEvent):
    kind = "dispatch.trial.sent"
    rung: bool


class TrialAccepted(TrialEvent):
    kind = "dispatch.trial.accepted"


class ForwardOverdue(Event):
    """An urgent incident that nobody has forwarded: the supervisor's alarm."""

    kind = "dispatch.incident.forward-overdue"
    subject = "incident"
    incident_id: UUID
    priority: str
    rung: bool


class NoUnit(Event):
    """An agency has nobody to send: the supervisor's alarm, at once."""

    kind = "dispatch.incident.no-unit"
    subject = "incident"
    incident_id: UUID
    org_id_asked: UUID
    priority: str
    rung: bool


class RecheckCalled(Event):
    """A fire was to be looked at again: the agency that leads was rung, or the supervisor."""

    kind = "dispatch.incident.recheck-called"
    subject = "incident"
    incident_id: UUID
    rung: bool


class PlanTold(Event):
    """An organisation was told of an incident because its response plan says so: once per alarm."""

    kind = "dispatch.incident.plan-told"
    subject = "incident"
    incident_id: UUID
    plan_id: int
    level: int
    org_id_told: UUID
    reached: bool
    restricted: bool


class ConfigurationChanged(Event):
    """A dated row of modes, routing, plans, promises or escalation; `what` says which table."""

    kind = "dispatch.configuration.changed"
    subject = "scope"
    scope_id: UUID
    """The agency it is for, or the node where it is for all."""
    what: str
