"""The form as the regency decides it, the days that were drawn, and the reviews."""

from django.db import models
from django.db.models import Q

from kentongan.calls.models import Call
from kentongan.journal.personal import PersonalText
from kentongan.kernel.ids import new_id
from kentongan.quality.enums import AppealOutcome, Cause


class FormVersion(models.Model):
    """Questions with their weights, dated; the old ones stay with the reviews made by them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.PositiveIntegerField()
    questions = models.JSONField()
    legal_basis = models.CharField(max_length=200)
    valid_from = models.DateTimeField(db_index=True)
    changed_by = models.UUIDField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(legal_basis=""), name="quality_form_has_a_basis"),
        ]


class DrawnDay(models.Model):
    """A morning on which the days before were drawn: once."""

    day = models.DateField(primary_key=True)
    drawn_at = models.DateTimeField()


class Review(models.Model):
    """One call is listened to and marked by a colleague, once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    call = models.OneToOneField(Call, on_delete=models.PROTECT, related_name="quality_review")
    region = models.CharField(max_length=10)
    operator_id = models.UUIDField()
    cause = models.CharField(max_length=10, choices=Cause.choices)
    drawn_at = models.DateTimeField()
    due_at = models.DateTimeField()
    reviewer_id = models.UUIDField(null=True)
    taken_at = models.DateTimeField(null=True)
    questions = models.JSONField(default=list, blank=True)
    """The form that it was marked by, word for word."""
    marks = models.JSONField(default=dict, blank=True)
    score = models.PositiveSmallIntegerField(null=True)
    has_critical = models.BooleanField(default=False)
    coach_note = PersonalText(retention="duty", default="", blank=True)
    reviewed_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    appeal_until = models.DateTimeField(null=True)
    appeal = PersonalText(retention="duty", default="", blank=True)
    appealed_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    decision = PersonalText(retention="duty", default="", blank=True)
    outcome = models.CharField(max_length=7, choices=AppealOutcome.choices, default="", blank=True)
    first_marks = models.JSONField(null=True)
    """What it was before an appeal changed it; it stays."""
    first_score = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewer_id=None, taken_at=None)
                | Q(reviewer_id__isnull=False, taken_at__isnull=False),
                name="taken_review_has_a_name",
            ),
            models.CheckConstraint(
                condition=~Q(reviewer_id=models.F("operator_id")), name="nobody_reviews_themselves"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at=None)
                | Q(reviewer_id__isnull=False, appeal_until__isnull=False),
                name="review_has_its_reviewer",
            ),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__lte=100), name="quality_score_upto_100"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, outcome="")
                | Q(decided_by__isnull=False, decided_at__isnull=False, appealed_at__isnull=False)
                & ~Q(outcome="")
                & ~Q(decided_by=models.F("reviewer_id"))
                & ~Q(decided_by=models.F("operator_id")),
                name="appeal_decided_by_another",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"], name="review_open", condition=Q(reviewed_at=None)
            ),
            models.Index(fields=["operator_id", "-reviewed_at"], name="review_of_operator"),
            models.Index(
                fields=["appealed_at"], name="review_appealed",
                condition=Q(appealed_at__isnull=False, decided_at=None),
            ),
            models.Index(fields=["reviewed_at"], name="review_by_day"),
        ]  # fmt: skip
