"""Who is responsible for what, as the regency has decided it: dated rows."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from kentongan.dispatch.enums import DispatchMode
from kentongan.incidents.enums import PartyRole, Priority
from kentongan.journal.dated import is_in_force
from kentongan.journal.personal import PersonalText
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

    def is_valid(self, at: datetime) -> bool:
        """Whether it is in force at a moment."""
        return is_in_force(self, at)


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


class StationAlarm(DatedRow):
    """Up to which priority an agency's posts are rung by themselves: only by decree."""

    org = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="station_alarms")
    up_to = models.CharField(max_length=2, choices=Priority.choices)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(legal_basis=""), name="station_alarm_has_a_decree"),
        ]


class RoutingRule(DatedRow):
    """For this category (or family) in this area, this agency leads or supports. With a `fact` (the
    code of a question): only where it is answered so that help is needed, in support.
    """

    category = models.CharField(max_length=40, default="", blank=True)
    family = models.CharField(max_length=24, default="", blank=True)
    fact = models.CharField(max_length=40, default="", blank=True)
    region = models.CharField(max_length=10)
    org = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="routing")
    role = models.CharField(max_length=8, choices=PartyRole.choices)
    capabilities = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(category="") | Q(family=""), name="routing_by_category_or_family"
            ),
            models.CheckConstraint(
                condition=~Q(category="") | ~Q(family="") | ~Q(fact=""),
                name="routing_of_all_by_a_fact_alone",
            ),
            models.CheckConstraint(
                condition=Q(fact="") | Q(role=PartyRole.SUPPORT),
                name="routing_by_a_fact_supports",
            ),
        ]


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


class ConditionKind(DatedRow):
    """A kind of condition as the regency words it, and in how many seconds it is to be answered."""

    code = models.CharField(max_length=24)
    name = models.CharField(max_length=80)
    met = models.CharField(max_length=80)
    unmet = models.CharField(max_length=80)
    released = models.CharField(max_length=80)
    confirm_s = models.PositiveIntegerField()
    is_offered = models.BooleanField(default=True)
    """False: nobody can ask for it any more; what was asked keeps its words."""


class ReportForm(DatedRow):
    """What is asked of a report on a category, or a family: `fields` as FormField, in order."""

    category = models.CharField(max_length=40, default="", blank=True)
    family = models.CharField(max_length=24, default="", blank=True)
    fields = models.JSONField(default=list)
