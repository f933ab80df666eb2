"""What was asked of whom, and what became of it."""

from django.db import models
from django.db.models import Q

from kentongan.dispatch.enums import (
    ACTIVE_ASSIGNMENTS,
    ENDED_TICKETS,
    OPEN_CONDITIONS,
    ArrivalProof,
    ArrivalReason,
    AssignmentState,
    ConditionState,
    DeclineReason,
    DispatchMode,
    TicketMethod,
    TicketState,
    WayState,
)
from kentongan.dispatch.models.configured import AgencyMode as AgencyMode
from kentongan.dispatch.models.configured import ConditionKind as ConditionKind
from kentongan.dispatch.models.configured import DatedRow as DatedRow
from kentongan.dispatch.models.configured import EscalationStep as EscalationStep
from kentongan.dispatch.models.configured import Promise as Promise
from kentongan.dispatch.models.configured import ReportForm as ReportForm
from kentongan.dispatch.models.configured import RoutingRule as RoutingRule
from kentongan.dispatch.models.configured import StationAlarm as StationAlarm
from kentongan.dispatch.models.cover import CoverMeasure as CoverMeasure
from kentongan.dispatch.models.danger import Danger as Danger
from kentongan.dispatch.models.danger import DangerPress as DangerPress
from kentongan.dispatch.models.plans import PlanLine as PlanLine
from kentongan.dispatch.models.plans import PlanNotice as PlanNotice
from kentongan.dispatch.models.plans import ResponsePlan as ResponsePlan
from kentongan.fleet.models import Unit
from kentongan.incidents.enums import Attendance, PartyRole
from kentongan.incidents.models import Incident
from kentongan.journal.personal import PersonalText
from kentongan.kernel.ids import new_id
from kentongan.orgs.models import Organisation, Post


class Ticket(models.Model):
    """What 112 asks of one agency about one incident."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=32, unique=True)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="tickets")
    org = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="tickets")
    role = models.CharField(max_length=8, choices=PartyRole.choices)
    mode = models.CharField(max_length=10, choices=DispatchMode.choices)
    method = models.CharField(
        max_length=8, choices=TicketMethod.choices, default=TicketMethod.SYSTEM
    )
    state = models.CharField(max_length=16, choices=TicketState.choices)
    region = models.CharField(max_length=10)
    capabilities = models.JSONField(default=list)
    forwarded_at = models.DateTimeField()
    forwarded_by = models.UUIDField()
    read_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by_name = PersonalText(retention="duty", encrypted=False, default="", blank=True)
    decline_reason = models.CharField(
        max_length=20, choices=DeclineReason.choices, default="", blank=True
    )
    decline_note = PersonalText(encrypted=False, default="", blank=True)
    passed_to = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+"
    )
    scheduled_for = models.DateTimeField(null=True)
    first_unit_at = models.DateTimeField(null=True)
    on_scene_at = models.DateTimeField(null=True)
    attendance = models.CharField(max_length=12, choices=Attendance.choices, default="", blank=True)
    """Whether the agency came, or why what was asked of it is over although it did not."""
    arrival_missing = models.BooleanField(default=False)
    """A crew has left with its patient and had never said that it was there: when it came is not
    known, and no later unit's arrival stands for it."""
    help_under_way_at = models.DateTimeField(null=True)
    their_reference = models.CharField(max_length=80, default="", blank=True)
    told_by = models.JSONField(default=dict)
    """By which way each step came (`accept` → `PHONE`), where it was not through the system."""
    reported_at = models.DateTimeField(null=True)
    report = PersonalText(encrypted=False, default="", blank=True)
    answers = models.JSONField(default=dict)
    """What the form of this kind of incident asked: codes and numbers, never words."""
    declared_by = PersonalText(retention="duty", encrypted=False, default="", blank=True)
    """Name of the doctor who has declared a death, and the hour."""
    closed_at = models.DateTimeField(null=True)
    ack_due_at = models.DateTimeField(null=True)
    """What was promised; it stays when it is met, for the figures. `escalate_at` is the timer."""
    arrival_due_at = models.DateTimeField(null=True)
    escalate_at = models.DateTimeField(null=True)
    arrival_alarm_at = models.DateTimeField(null=True)
    escalation_level = models.PositiveSmallIntegerField(default=0)
    updated_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "org"],
                condition=~Q(state__in=ENDED_TICKETS),
                name="one_open_ticket_per_agency",
            ),
            models.CheckConstraint(
                condition=~Q(state=TicketState.DECLINED) | ~Q(decline_reason=""),
                name="declined_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=TicketState.ACCEPTED) | ~Q(accepted_by_name=""),
                name="accepted_by_name",
            ),
        ]
        indexes = [
            models.Index(fields=["forwarded_at"], name="ticket_by_forwarding"),
            models.Index(
                fields=["escalate_at"],
                name="ticket_escalation_due",
                condition=Q(escalate_at__isnull=False),
            ),
            models.Index(
                fields=["arrival_alarm_at"],
                name="ticket_arrival_due",
                condition=Q(arrival_alarm_at__isnull=False),
            ),
            models.Index(
                fields=["org", "id"],
                name="ticket_open_by_org",
                condition=~Q(state__in=ENDED_TICKETS),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class StationRing(models.Model):
    """A post that was rung by itself for a ticket: once, and by which decree is dated."""

    id = models.BigAutoField(primary_key=True)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="station_rings")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    rung_at = models.DateTimeField()
    is_rung = models.BooleanField()
    """False: the post has no telephone, which the log says."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "post"], name="post_rung_once_a_ticket"),
        ]


class ToldStep(models.Model):
    """A step that 112 has written down for an agency: by which way it was told, and who said it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="told_steps")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=16)
    method = models.CharField(max_length=8, choices=TicketMethod.choices)
    name = PersonalText(retention="duty", encrypted=False)
    noted_by = models.UUIDField()
    noted_at = models.DateTimeField()


_UNPROVEN = (ArrivalProof.FAR, ArrivalProof.UNKNOWN)


class Assignment(models.Model):
    """One unit, sent to one incident on one ticket."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="assignments")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="assignments")
    state = models.CharField(max_length=14, choices=AssignmentState.choices)
    assigned_by = models.UUIDField()
    assigned_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    en_route_at = models.DateTimeField(null=True)
    on_scene_at = models.DateTimeField(null=True)
    arrival_claimed_at = models.DateTimeField(null=True)
    """When the crew first said that it was there and was asked why no position shows it: the moment
    of its arrival, once it has answered."""
    arrival_proof = models.CharField(
        max_length=8, choices=ArrivalProof.choices, default="", blank=True
    )
    arrival_reason = models.CharField(
        max_length=12, choices=ArrivalReason.choices, default="", blank=True
    )
    arrival_note = PersonalText(encrypted=False, default="", blank=True)
    arrival_proposed_at = models.DateTimeField(null=True)
    """Since when its unit's position is at the place: proposed until a person confirms it."""
    arrival_dismissed_at = models.DateTimeField(null=True)
    """When a person last said that it is not there: proposed again only after it was away."""
    transport_at = models.DateTimeField(null=True)
    at_hospital_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=200, default="", blank=True)
    override_reason = models.CharField(max_length=200, default="", blank=True)
    help_asked_at = models.DateTimeField(null=True)
    """When its crew last asked for more than was sent."""
    help_wanted = models.JSONField(default=list)
    """What it asked for (codes of Help); its own words stand in the incident's log."""
    way = models.CharField(max_length=8, choices=WayState.choices, default="", blank=True)
    """What closures of roads mean for its way there, as it was looked up last."""
    way_check_at = models.DateTimeField(null=True)
    """The timer: when its way is to be looked up (again). Outside the act that asks for it, since
    a search takes longer than a write transaction may."""
    ack_due_at = models.DateTimeField(null=True)
    escalate_at = models.DateTimeField(null=True)
    escalation_level = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(state__in=ACTIVE_ASSIGNMENTS),
                name="one_active_assignment_per_unit",
            ),
            models.CheckConstraint(
                condition=Q(arrival_reason="") | Q(on_scene_at__isnull=False),
                name="arrival_reason_of_an_arrival",
            ),
            models.CheckConstraint(
                condition=Q(arrival_claimed_at=None) | Q(arrival_proof__in=_UNPROVEN),
                name="arrival_claimed_without_proof",
            ),
        ]
        indexes = [
            models.Index(
                fields=["escalate_at"],
                name="assignment_escalation_due",
                condition=Q(escalate_at__isnull=False),
            ),
            models.Index(
                fields=["way_check_at"],
                name="assignment_way_to_check",
                condition=Q(way_check_at__isnull=False),
            ),
        ]


class Escalation(models.Model):
    """A telephone that was made to ring because nobody had answered, and what came of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="escalations")
    assignment = models.ForeignKey(Assignment, null=True, on_delete=models.CASCADE)
    level = models.PositiveSmallIntegerField()
    title = PersonalText(retention="duty", encrypted=False, default="", blank=True)
    message_id = models.UUIDField(null=True)
    fired_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "level"],
                condition=Q(assignment=None),
                name="ticket_escalated_once_per_level",
            ),
            models.UniqueConstraint(
                fields=["assignment", "level"], name="assignment_escalated_once_per_level"
            ),
        ]


class ForwardClock(models.Model):
    """When an incident that nobody has forwarded yet alarms the supervisor (P1: 90 s).

    A row of this room, beside the incident: a promise is dispatch's word, not the incident's.
    """

    incident = models.OneToOneField(Incident, primary_key=True, on_delete=models.CASCADE)
    due_at = models.DateTimeField(null=True)
    fired_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], name="forward_clock_due", condition=Q(due_at__isnull=False)
            ),
        ]


class Condition(models.Model):
    """What somebody is asked to make safe before a crew works: power off, road closed, train
    stopped (practice.md §1.4). Safe is what is CONFIRMED, by name, and nothing else.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="conditions")
    org = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24)
    where = PersonalText(encrypted=False, default="", blank=True)
    method = models.CharField(max_length=8, choices=TicketMethod.choices)
    state = models.CharField(max_length=12, choices=ConditionState.choices)
    region = models.CharField(max_length=10)
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    asked_name = PersonalText(retention="duty", encrypted=False, default="", blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    answered_name = PersonalText(retention="duty", encrypted=False, default="", blank=True)
    note = PersonalText(encrypted=False, default="", blank=True)
    released_at = models.DateTimeField(null=True)
    released_name = PersonalText(retention="duty", encrypted=False, default="", blank=True)
    due_at = models.DateTimeField(null=True)
    """When it was to be answered; it stays when it is. `escalate_at` is the timer."""
    escalate_at = models.DateTimeField(null=True)
    escalation_level = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "org", "kind", "where"],
                condition=Q(state__in=(ConditionState.ASKED, ConditionState.CONFIRMED)),
                name="condition_asked_once",
            ),
            models.CheckConstraint(
                condition=~Q(state=ConditionState.CONFIRMED) | Q(answered_at__isnull=False),
                name="condition_confirmed_at_a_moment",
            ),
        ]
        indexes = [
            models.Index(
                fields=["escalate_at"],
                name="condition_escalation_due",
                condition=Q(escalate_at__isnull=False),
            ),
            models.Index(
                fields=["asked_at"],
                name="condition_open",
                condition=Q(state__in=OPEN_CONDITIONS),
            ),
        ]


class TrialTicket(models.Model):
    """A ticket marked UJI, to see that an agency can be reached. No incident stands behind it: no
    figure can count it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    org = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="trials")
    sent_at = models.DateTimeField()
    sent_by = models.UUIDField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by_name = PersonalText(retention="duty", encrypted=False, default="", blank=True)
    method = models.CharField(max_length=8, choices=TicketMethod.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["org"], condition=Q(accepted_at=None), name="one_open_trial_per_agency"
            ),
        ]
