"""Who is responsible for what, and what was asked of whom."""

from django.db import models
from django.db.models import Q

from kentongan.dispatch.enums import (
    ACTIVE_ASSIGNMENTS,
    ENDED_TICKETS,
    AssignmentState,
    DeclineReason,
    DispatchMode,
    TicketMethod,
    TicketState,
)
from kentongan.fleet.models import Unit
from kentongan.incidents.enums import PartyRole, Priority
from kentongan.incidents.models import Incident
from kentongan.journal.personal import PersonalText
from kentongan.kernel.ids import new_id
from kentongan.orgs.models import Organisation


class DatedRow(models.Model):
    """A row of the regency's configuration: valid for a time, on a legal basis."""

    id = models.BigAutoField(primary_key=True)
    legal_basis = models.CharField(max_length=200, default="", blank=True)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    changed_by = models.UUIDField(null=True)

    class Meta:
        abstract = True


class AgencyMode(DatedRow):
    """How an agency is sent to. DIRECT needs its legal basis (practice.md §1.1)."""

    org = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="modes")
    mode = models.CharField(max_length=10, choices=DispatchMode.choices)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(mode=DispatchMode.DIRECT) | ~Q(legal_basis=""),
                name="direct_mode_has_a_legal_basis",
            ),
        ]


class RoutingRule(DatedRow):
    """For this category (or family) in this area, this agency leads or supports."""

    category = models.CharField(max_length=40, default="", blank=True)
    family = models.CharField(max_length=24, default="", blank=True)
    region = models.CharField(max_length=10)
    org = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="routing")
    role = models.CharField(max_length=8, choices=PartyRole.choices)
    capabilities = models.JSONField(default=list)


class Promise(DatedRow):
    """The times promised per priority, by one agency or (org empty) by all. Seconds."""

    org = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE)
    priority = models.CharField(max_length=2, choices=Priority.choices)
    forward_s = models.PositiveIntegerField()
    forward_alarm_s = models.PositiveIntegerField()
    accept_s = models.PositiveIntegerField()
    acknowledge_s = models.PositiveIntegerField()
    arrival_s = models.PositiveIntegerField()


class EscalationStep(DatedRow):
    """Who is rung when nobody answers: the step's order, and how long after the last one."""

    org = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="escalation")
    position = models.PositiveSmallIntegerField()
    after_s = models.PositiveIntegerField(default=60)
    title = models.CharField(max_length=80)
    phone = PersonalText(retention="duty", default="", blank=True)


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
    help_under_way_at = models.DateTimeField(null=True)
    their_reference = models.CharField(max_length=80, default="", blank=True)
    reported_at = models.DateTimeField(null=True)
    report = PersonalText(encrypted=False, default="", blank=True)
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
    transport_at = models.DateTimeField(null=True)
    at_hospital_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=200, default="", blank=True)
    override_reason = models.CharField(max_length=200, default="", blank=True)
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
        ]
        indexes = [
            models.Index(
                fields=["escalate_at"],
                name="assignment_escalation_due",
                condition=Q(escalate_at__isnull=False),
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
