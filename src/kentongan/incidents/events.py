"""What incidents write to the journal: identifiers, codes, numbers; never a word of a caller."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from kentongan.kernel.events import Event


class IncidentEvent(Event):
    """The facts every entry about an incident carries, enough to redraw its row's state.

    `row` is the version the incident has after the act.
    """

    subject: ClassVar[str] = "incident"
    incident_id: UUID
    state: str
    priority: str
    row: int


class IncidentDrafted(IncidentEvent):
    kind = "incidents.incident.drafted"
    number: str
    category: str


class IncidentOpened(IncidentEvent):
    kind = "incidents.incident.opened"
    number: str
    category: str
    family: str
    place_quality: str
    contact_safety: str
    report_id: UUID
    source: str
    call_id: UUID | None


class IncidentMoved(IncidentEvent):
    """A step of the lifecycle that carries no other fact."""

    kind = "incidents.incident.moved"
    step: str
    before: str


class IncidentEdited(IncidentEvent):
    kind = "incidents.incident.edited"
    fields: list[str]


class IncidentPlaced(IncidentEvent):
    kind = "incidents.incident.placed"
    region_before: str
    place_quality: str
    place_source: str


class PrioritySet(IncidentEvent):
    kind = "incidents.incident.priority-set"
    before: str
    from_scene: bool


class ContactSafetySet(IncidentEvent):
    kind = "incidents.incident.contact-safety-set"
    before: str
    contact_safety: str


class AlarmRaised(IncidentEvent):
    kind = "incidents.incident.alarm-raised"
    alarm_level: int


class IncidentForwarded(IncidentEvent):
    """The first ticket has gone out: the 112 clock stops here."""

    kind = "incidents.incident.forwarded"


class IncidentScheduled(IncidentEvent):
    kind = "incidents.incident.scheduled"
    scheduled_for: datetime


class AppointmentDue(IncidentEvent):
    """A scheduled incident's hour has come."""

    kind = "incidents.incident.appointment-due"


class UnitCommitted(IncidentEvent):
    kind = "incidents.incident.unit-committed"
    units_committed: int


class UnitReleased(IncidentEvent):
    kind = "incidents.incident.unit-released"
    units_committed: int
    done: bool


class CoolingStarted(IncidentEvent):
    kind = "incidents.incident.cooling-started"
    recheck_at: datetime


class RecheckDue(IncidentEvent):
    """The hour at which a cooled fire was to be looked at again."""

    kind = "incidents.incident.recheck-due"


class IncidentClosed(IncidentEvent):
    kind = "incidents.incident.closed"
    closing_code: str
    feedback: str


class IncidentCancelled(IncidentEvent):
    kind = "incidents.incident.cancelled"


class IncidentHandedOver(IncidentEvent):
    kind = "incidents.incident.handed-over"
    to_org_id: UUID | None


class IncidentReopened(IncidentEvent):
    kind = "incidents.incident.reopened"
    before: str


class IncidentMerged(IncidentEvent):
    kind = "incidents.incident.merged"
    into_id: UUID


class IncidentUnmerged(IncidentEvent):
    kind = "incidents.incident.unmerged"
    from_id: UUID


class ReportAdded(IncidentEvent):
    """One more caller. Crews are told of every one (practice.md §3.4)."""

    kind = "incidents.report.added"
    report_id: UUID
    source: str
    call_id: UUID | None
    report_count: int


class ReportNeedsSet(IncidentEvent):
    kind = "incidents.report.needs-set"
    report_id: UUID
    needs_open: bool


class LogWritten(IncidentEvent):
    kind = "incidents.log.written"
    line_id: UUID


class OrgInvolved(IncidentEvent):
    """An organisation may see the incident from now on."""

    kind = "incidents.party.involved"
    party_org_id: UUID
    role: str


class PartyTold(IncidentEvent):
    """The same news, once for each organisation that takes part: their streams go by `org_id`."""

    kind = "incidents.party.told"
    about: str


class ReporterRevealed(IncidentEvent):
    """Somebody has read a caller's name and number."""

    kind = "incidents.report.revealed"
    report_id: UUID


class CategoryDefined(Event):
    kind = "incidents.category.defined"
    subject = "category"
    category_id: UUID
    code: str
    family: str
    priority: str
    contact_safety: str
    valid_from: datetime


class PriorityRuleDefined(Event):
    kind = "incidents.priority-rule.defined"
    subject = "rule"
    rule_id: UUID
    category: str
    fact: str
    priority: str
    valid_from: datetime


class PersonalFieldsEmptied(Event):
    """Retention has emptied the personal fields of rows whose time is over; no row is deleted."""

    kind = "incidents.retention.emptied"
    subject = "node"
    node_id: UUID
    reports: int
    incidents: int
    log_lines: int
    before: datetime
