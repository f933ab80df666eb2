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
    restricted: bool
    """Whether only the 112 desks and the agencies that were asked may be told (ADR 0011)."""
    endangered: bool
    """Whether camat and village may not be told: the caller must not be contacted (ADR 0011)."""


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


class QuestionsAnswered(IncidentEvent):
    """What was asked and answered, as codes; the newest of what all callers said."""

    kind = "incidents.incident.questions-answered"
    answers: dict[str, str]


class CapabilitiesAsked(IncidentEvent):
    """A person asks for capabilities beside what the answers do; all of them, as codes."""

    kind = "incidents.incident.capabilities-asked"
    capabilities: list[str]


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
    fields: list[str]
    """What differs from before: a form that was opened earlier must not undo it."""
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
    """More is asked for; why is in the log."""

    kind = "incidents.incident.alarm-raised"
    alarm_level: int
    line_id: UUID


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


class RecheckWaived(IncidentEvent):
    """A fire was called done before the hour of its re-check; who answers for it is the actor."""

    kind = "incidents.incident.recheck-waived"
    recheck_at: datetime


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


class ReportWithdrawn(IncidentEvent):
    """A caller had told of something else: the report has gone back to its call."""

    kind = "incidents.report.withdrawn"
    report_id: UUID
    call_id: UUID | None
    report_count: int


class ReportNeedsSet(IncidentEvent):
    kind = "incidents.report.needs-set"
    report_id: UUID
    needs_open: bool


class LogWritten(IncidentEvent):
    kind = "incidents.log.written"
    line_id: UUID
    to_crews: bool = False
    """Whether the crews at the scene read it too."""


class FileAttached(IncidentEvent):
    kind = "incidents.attachment.added"
    attachment_id: UUID
    media_type: str


class OrgInvolved(IncidentEvent):
    """An organisation may see the incident from now on."""

    kind = "incidents.party.involved"
    party_org_id: UUID
    role: str


class PartyTold(IncidentEvent):
    """The same news, once for each organisation that takes part: their streams go by `org_id`."""

    kind = "incidents.party.told"
    about: str


class IncidentRead(IncidentEvent):
    """Somebody has opened a restricted incident (ADR 0011)."""

    kind = "incidents.incident.read"


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
    restricted: bool
    valid_from: datetime


class ServiceAreaSet(Event):
    """Where points are expected from now on: the regency and its neighbours."""

    kind = "incidents.service-area.set"
    subject = "service_area"
    service_area_id: UUID
    min_lat: float
    min_lon: float
    max_lat: float
    max_lon: float
    valid_from: datetime


class PriorityRuleDefined(Event):
    kind = "incidents.priority-rule.defined"
    version = 2
    subject = "rule"
    rule_id: UUID
    category: str
    fact: str
    answer: str
    priority: str
    valid_from: datetime


class PriorityRuleEnded(Event):
    """An answer raises the priority no more."""

    kind = "incidents.priority-rule.ended"
    subject = "rule"
    rule_id: UUID
    category: str
    fact: str
    ends_at: datetime


class QuestionDefined(Event):
    kind = "incidents.question.defined"
    subject = "question"
    question_id: UUID
    category: str
    code: str
    position: int
    valid_from: datetime


class QuestionRetired(Event):
    kind = "incidents.question.retired"
    subject = "question"
    question_id: UUID
    category: str
    code: str
    ends_at: datetime


class FamilyPairDecided(Event):
    """Whether calls of two families may be one incident, within how far and how long."""

    kind = "incidents.family-pair.decided"
    subject = "pair"
    pair_id: UUID
    one: str
    other: str
    proposes: bool
    radius_m: int
    ended_h: int
    valid_from: datetime


class FamilyPairsReset(Event):
    """All of them are what practice says again; what was decided is over."""

    kind = "incidents.family-pair.reset"
    subject = "node"
    node_id: UUID
    pairs: int


class PersonalFieldsEmptied(Event):
    """Retention has emptied the personal fields of rows whose time is over; no row is deleted."""

    kind = "incidents.retention.emptied"
    subject = "node"
    node_id: UUID
    reports: int
    incidents: int
    log_lines: int
    before: datetime
