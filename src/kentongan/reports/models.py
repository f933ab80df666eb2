"""At which hour a paper is made, and the papers that were."""

from django.db import models
from django.db.models import Q

from kentongan.files.models import Attachment
from kentongan.journal.personal import PersonalText
from kentongan.kernel.ids import new_id
from kentongan.reports.enums import PaperKind


class PaperHour(models.Model):
    """When a paper is made each day, as the regency has decided: dated, with its legal basis."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=12, choices=PaperKind.choices)
    hour = models.TimeField()
    """By the clock of the node's zone."""
    told_phone = PersonalText(retention="duty", default="", blank=True)
    """Who is told that it is there; empty: nobody."""
    legal_basis = models.CharField(max_length=200)
    next_at = models.DateTimeField(null=True)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    changed_by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=Q(valid_until=None), name="one_hour_a_paper"
            ),
            models.CheckConstraint(condition=~Q(legal_basis=""), name="paper_hour_has_a_basis"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(next_at=None), name="ended_hour_makes_no_paper"
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], name="paper_due", condition=Q(next_at__isnull=False)),
        ]


class Paper(models.Model):
    """One paper: its bytes are a file that never changes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=12, choices=PaperKind.choices)
    made_at = models.DateTimeField()
    file = models.ForeignKey(Attachment, on_delete=models.PROTECT)

    class Meta:
        indexes = [models.Index(fields=["kind", "-made_at"], name="paper_by_kind")]
