"""Response plans (run cards): what is to go to a kind of incident, alarm by alarm. Dated rows."""

from django.db import models
from django.db.models import F, Q

from kentongan.dispatch.enums import PlanPart
from kentongan.dispatch.models.configured import DatedRow
from kentongan.fleet.enums import Capability
from kentongan.incidents.enums import Priority
from kentongan.incidents.models import Incident
from kentongan.kernel.ids import new_id
from kentongan.orgs.models import Organisation

_ANY_HOUR = Q(hours_from="", hours_until="")
_A_WINDOW = ~Q(hours_from="") & ~Q(hours_until="") & ~Q(hours_from=F("hours_until"))


class ResponsePlan(DatedRow):
    """For this category (or family, or all), priority (or any), area and hours: what is to go.

    Its subject is what it is known by: a new version of the same subject ends the older one.
    """

    category = models.CharField(max_length=40, default="", blank=True)
    family = models.CharField(max_length=24, default="", blank=True)
    priority = models.CharField(max_length=2, choices=Priority.choices, default="", blank=True)
    region = models.CharField(max_length=10)
    hours_from = models.CharField(max_length=5, default="", blank=True)
    """`22:00`, in the node's own time; later than `hours_until` it runs over midnight."""
    hours_until = models.CharField(max_length=5, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(category="") | Q(family=""), name="plan_by_category_or_family"
            ),
            models.CheckConstraint(
                condition=_ANY_HOUR | _A_WINDOW, name="plan_hours_are_any_or_a_window"
            ),
            # One that was replaced before it began (it ends as it begins) is in nobody's way.
            models.UniqueConstraint(
                fields=[
                    "category", "family", "priority", "region", "hours_from", "hours_until",
                    "valid_from",
                ],
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="plan_dated_once",
            ),
        ]  # fmt: skip


class PlanLine(models.Model):
    """One line of one alarm level: so many units that can do this, or an organisation.

    A level adds to those below it, so a higher alarm never asks for less.
    """

    id = models.BigAutoField(primary_key=True)
    plan = models.ForeignKey(ResponsePlan, on_delete=models.CASCADE, related_name="lines")
    level = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=6, choices=PlanPart.choices)
    capability = models.CharField(max_length=20, choices=Capability.choices, default="", blank=True)
    count = models.PositiveSmallIntegerField(default=0)
    org = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=3), name="plan_line_of_a_level"
            ),
            models.CheckConstraint(
                condition=Q(part=PlanPart.UNITS, count__gte=1, org=None) & ~Q(capability="")
                | (~Q(part=PlanPart.UNITS) & Q(capability="", count=0, org__isnull=False)),
                name="plan_line_of_units_or_an_org",
            ),
            models.UniqueConstraint(
                fields=["plan", "level", "capability"],
                condition=Q(part=PlanPart.UNITS),
                name="plan_line_per_capability",
            ),
            models.UniqueConstraint(
                fields=["plan", "level", "part", "org"],
                condition=~Q(part=PlanPart.UNITS),
                name="plan_line_per_org",
            ),
        ]


class PlanNotice(models.Model):
    """An organisation that was told of an incident because its plan says so: once per alarm."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="+")
    plan = models.ForeignKey(ResponsePlan, on_delete=models.PROTECT, related_name="+")
    org = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField()
    message_id = models.UUIDField(null=True)
    """None where nobody there has a telephone: the desk reads that, and rings by itself."""
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "org", "level"], name="plan_told_once_per_alarm"
            ),
        ]
