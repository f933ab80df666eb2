"""Versions of cards, who was guided by which, and what was said when."""

from django.db import models
from django.db.models import F, Q

from kentongan.guidance.enums import CardState, LeftHow, SaidKind, WhyRetired
from kentongan.incidents.models import Incident
from kentongan.kernel.ids import new_id
from kentongan.orgs.models import Organisation


class CardVersion(models.Model):
    """One text of one card. The text never changes; an agency's own has its `org`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    org = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=80)
    text = models.TextField()
    fingerprint = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=CardState.choices, default=CardState.DRAFT)
    imported_by = models.UUIDField()
    imported_at = models.DateTimeField()
    doctor_name = models.CharField(max_length=120, default="", blank=True)
    """Who answers for it, as on the licence: an office that is public, like a signature."""
    licence_number = models.CharField(max_length=60, default="", blank=True)
    approved_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    """Its last day."""
    approved_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)
    retired_by = models.UUIDField(null=True)
    why_retired = models.CharField(
        max_length=10, choices=WhyRetired.choices, default="", blank=True
    )
    reason = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(state=CardState.APPROVED, org=None),
                name="one_approved_card_a_key",
            ),
            models.UniqueConstraint(
                fields=["org", "key"],
                condition=Q(state=CardState.APPROVED, org__isnull=False),
                name="one_approved_card_an_agency",
            ),
            models.UniqueConstraint(
                fields=["key", "number"], condition=Q(org=None), name="card_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["org", "key", "number"],
                condition=Q(org__isnull=False),
                name="agencys_card_numbered_once",
            ),
            models.CheckConstraint(
                condition=~Q(state=CardState.APPROVED)
                | (
                    ~Q(doctor_name="")
                    & ~Q(licence_number="")
                    & Q(approved_by__isnull=False, approved_at__isnull=False)
                    & Q(approved_on__isnull=False, expires_on__gt=F("approved_on"))
                ),
                name="approved_card_has_its_doctor",
            ),
            models.CheckConstraint(
                condition=~Q(state=CardState.DRAFT)
                | Q(doctor_name="", licence_number="", approved_on=None, approved_by=None),
                name="draft_card_has_no_doctor",
            ),
            models.CheckConstraint(
                condition=Q(state=CardState.RETIRED, retired_at__isnull=False) & ~Q(why_retired="")
                | ~Q(state=CardState.RETIRED) & Q(retired_at=None, why_retired=""),
                name="retired_card_says_when_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.number}"


class GuidedSession(models.Model):
    """Somebody is guided by one version of a card. About a call, which may have no incident yet,
    or about an incident; nothing personal is kept here.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    card = models.ForeignKey(CardVersion, on_delete=models.PROTECT, related_name="sessions")
    call_id = models.UUIDField(null=True)
    incident = models.ForeignKey(
        Incident, null=True, on_delete=models.PROTECT, related_name="guided", db_index=False
    )
    region = models.CharField(max_length=10)
    started_by = models.UUIDField()
    org_id = models.UUIDField(null=True)
    started_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    left_how = models.CharField(max_length=8, choices=LeftHow.choices, default="", blank=True)
    left_step = models.CharField(max_length=40, default="", blank=True)
    """The question or step at which it was left; empty after the last."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(call_id__isnull=False) | Q(incident__isnull=False),
                name="guided_about_something",
            ),
            models.CheckConstraint(
                condition=Q(left_at=None, left_how="") | Q(left_at__isnull=False) & ~Q(left_how=""),
                name="left_session_says_how",
            ),
        ]
        indexes = [
            models.Index(
                fields=["call_id"], name="guided_by_call", condition=Q(call_id__isnull=False)
            ),
            models.Index(
                fields=["incident"], name="guided_by_incident", condition=Q(incident__isnull=False)
            ),
        ]


class SaidLine(models.Model):
    """One answer or step, in its order. Only ever added."""

    id = models.BigAutoField(primary_key=True)
    session = models.ForeignKey(
        GuidedSession, on_delete=models.CASCADE, related_name="said", db_index=False
    )
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=SaidKind.choices)
    code = models.CharField(max_length=40, default="", blank=True)
    choice = models.CharField(max_length=40, default="", blank=True)
    said_at = models.DateTimeField()
    said_by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="said_in_order"),
        ]
