"""Reports from villages that wait for an officer, and what villages were asked."""

from django.db import models
from django.db.models import Q

from kentongan.incidents.models import Incident
from kentongan.journal.personal import PersonalText
from kentongan.kernel.ids import new_id
from kentongan.orgs.enums import VillageRole
from kentongan.villages.enums import Finding, ReportState


class VillageReport(models.Model):
    """What somebody wrote in a group, sent on by their camat or village."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region = models.CharField(max_length=10)
    author = PersonalText(default="", blank=True)
    text = PersonalText(encrypted=False)
    said_at = models.DateTimeField(null=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    """Of a shared location: no place, until an officer says that it is one."""
    state = models.CharField(
        max_length=10, choices=ReportState.choices, default=ReportState.WAITING
    )
    sent_by = models.UUIDField()
    sent_at = models.DateTimeField()
    rings_at = models.DateTimeField(null=True)
    """When the next telephone of the centre rings for it; empty once it is settled."""
    rung = models.PositiveSmallIntegerField(default=0)
    settled_by = models.UUIDField(null=True)
    settled_at = models.DateTimeField(null=True)
    reason = PersonalText(encrypted=False, default="", blank=True)
    incident = models.ForeignKey(Incident, null=True, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lat=None, lon=None) | Q(lat__isnull=False, lon__isnull=False),
                name="village_report_point_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state=ReportState.CONFIRMED, incident__isnull=False)
                | (~Q(state=ReportState.CONFIRMED) & Q(incident=None)),
                name="confirmed_means_an_incident",
            ),
            models.CheckConstraint(
                condition=Q(state=ReportState.WAITING) | Q(settled_at__isnull=False),
                name="settled_report_has_its_hour",
            ),
            models.CheckConstraint(
                condition=Q(state=ReportState.WAITING) | Q(rings_at=None),
                name="settled_report_rings_nobody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["rings_at"],
                name="village_report_rings",
                condition=Q(rings_at__isnull=False),
            ),
            models.Index(
                fields=["sent_at"], name="village_report_waiting", condition=Q(state="WAITING")
            ),
            models.Index(fields=["sent_by", "-sent_at"], name="village_report_by_sender"),
        ]


class Verification(models.Model):
    """112 asks a village whether it is so; beside everything else, never instead of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT)
    region = models.CharField(max_length=10)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    """When an answer is late. A mark on the screen: nothing waits for it and nobody is rung."""
    unreached_role = models.CharField(
        max_length=16, choices=VillageRole.choices, default="", blank=True
    )
    unreached_at = models.DateTimeField(null=True)
    """Whose telephone has last rung in vain, and when."""
    finding = models.CharField(max_length=10, choices=Finding.choices, default="", blank=True)
    note = PersonalText(encrypted=False, default="", blank=True)
    told_role = models.CharField(max_length=16, choices=VillageRole.choices, default="", blank=True)
    """By what office it was said to 112 on the telephone; empty where the village wrote it."""
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "region"],
                condition=Q(finding=""),
                name="one_open_verification_a_village",
            ),
            models.CheckConstraint(
                condition=Q(finding="", answered_at=None)
                | (~Q(finding="") & Q(answered_at__isnull=False)),
                name="finding_has_its_hour",
            ),
            models.CheckConstraint(
                condition=Q(unreached_role="", unreached_at=None)
                | (~Q(unreached_role="") & Q(unreached_at__isnull=False)),
                name="unreached_has_its_hour",
            ),
        ]
        indexes = [
            models.Index(fields=["region"], name="verification_open", condition=Q(finding="")),
            models.Index(fields=["region", "-answered_at"], name="verification_answered"),
        ]
