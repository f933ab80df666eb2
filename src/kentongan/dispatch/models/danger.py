"""A crew that is threatened, and where it was each time it said so."""

from django.db import models
from django.db.models import Q

from kentongan.dispatch.enums import OPEN_DANGERS, DangerPlace, DangerState
from kentongan.fleet.models import Unit
from kentongan.incidents.models import Incident
from kentongan.journal.personal import PersonalText
from kentongan.kernel.ids import new_id
from kentongan.orgs.models import Organisation


class Danger(models.Model):
    """One unit's crew in danger: open until a person at a desk has written what came of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="dangers")
    incident = models.ForeignKey(Incident, null=True, on_delete=models.PROTECT, related_name="+")
    """Where it works, if it was out for something when it pressed first."""
    state = models.CharField(max_length=10, choices=DangerState.choices)
    raised_at = models.DateTimeField()
    """When it was pressed first, as a phone without a line says; `received_at` is ours."""
    received_at = models.DateTimeField()
    pressed_at = models.DateTimeField()
    """When it was pressed last."""
    press_count = models.PositiveIntegerField(default=1)
    said_over_at = models.DateTimeField(null=True)
    """When the crew last said that it is safe. A word under threat is a word: it ends nothing."""
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    answered_role = models.CharField(max_length=16, default="", blank=True)
    answered_org = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    outcome = PersonalText(encrypted=False, default="", blank=True)
    escalate_at = models.DateTimeField(null=True)
    escalation_level = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(state__in=OPEN_DANGERS),
                name="one_open_danger_per_unit",
            ),
            models.CheckConstraint(
                condition=Q(state=DangerState.ENDED) | Q(ended_at=None),
                name="danger_open_until_it_is_ended",
            ),
            models.CheckConstraint(
                condition=~Q(state=DangerState.ANSWERED) | Q(answered_by__isnull=False),
                name="danger_answered_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["escalate_at"],
                name="danger_escalation_due",
                condition=Q(escalate_at__isnull=False),
            ),
            models.Index(
                fields=["raised_at"], name="danger_open", condition=Q(state__in=OPEN_DANGERS)
            ),
        ]


class DangerPress(models.Model):
    """One press: when, and where the unit was as far as anything knew. Deleted with its tracks."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    danger = models.ForeignKey(Danger, on_delete=models.CASCADE, related_name="presses")
    pressed_at = models.DateTimeField()
    place = models.CharField(max_length=8, choices=DangerPlace.choices)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    accuracy_m = models.FloatField(null=True)
    place_at = models.DateTimeField(null=True)
    """How old the place is: a phone's is of the press, a unit's of its last report."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(place=DangerPlace.UNKNOWN, lat=None, lon=None, place_at=None)
                | (
                    ~Q(place=DangerPlace.UNKNOWN)
                    & Q(lat__isnull=False, lon__isnull=False, place_at__isnull=False)
                ),
                name="danger_place_is_whole",
            ),
        ]
