"""Rights taken in an emergency and readings of callers' data: what others look at afterwards."""

from django.db import models
from django.db.models import F, Q

from kentongan.accounts.models import User
from kentongan.journal.personal import PersonalText
from kentongan.kernel.ids import new_id


class BreakGlass(models.Model):
    """Rights taken in an emergency, for a reason, for a short time; somebody reviews each one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="break_glasses")
    org = models.ForeignKey("orgs.Organisation", on_delete=models.PROTECT)
    reason = PersonalText(retention="duty", encrypted=False)
    started_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    review_due_at = models.DateTimeField(null=True)
    """When a reviewer's telephone rings; None once somebody has reviewed it."""

    class Meta:
        indexes = [
            models.Index(
                fields=["review_due_at"], name="glass_to_review", condition=~Q(review_due_at=None)
            ),
        ]


class GlassReview(models.Model):
    """What a use was worth, said once: a row is added and none is ever changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    break_glass = models.OneToOneField(BreakGlass, on_delete=models.PROTECT, related_name="review")
    used_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField()
    note = PersonalText(retention="duty", encrypted=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(reviewed_by=F("used_by")), name="glass_not_reviewed_by_oneself"
            ),
        ]


class RevealReview(models.Model):
    """Somebody has looked at what a person revealed in a week (from Monday), once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person_id = models.UUIDField()
    week_on = models.DateField()
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField()
    note = PersonalText(retention="duty", encrypted=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person_id", "week_on"], name="one_review_a_week"),
            models.CheckConstraint(
                condition=~Q(reviewed_by=F("person_id")), name="reveals_not_reviewed_by_oneself"
            ),
        ]
