"""Numbers whose calls wait a little, what was recorded of them, and each call that waited."""

from django.db import models
from django.db.models import F, Q

from kentongan.calls.models import Call
from kentongan.demotions.enums import AppealOutcome, EndCause, Ground, Release, Verdict
from kentongan.demotions.rules import MOST_WAIT_S
from kentongan.journal.personal import PersonalText
from kentongan.kernel.ids import new_id


class Demotion(models.Model):
    """A supervisor's word that the calls of a number may wait a little, from a moment to another.

    The number itself is not kept: its blind index is compared with that of calls.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    phone_index = models.BinaryField(max_length=16)
    region = models.CharField(max_length=10)
    granted_by = models.UUIDField()
    granted_at = models.DateTimeField()
    reason = PersonalText(encrypted=False, default="", blank=True)
    until_at = models.DateTimeField()
    """Its end to the second: the time for a review, then its whole time."""
    due_at = models.DateTimeField(null=True)
    """The same as long as it is open, for the timekeeper."""
    reviewed_by = models.UUIDField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_cause = models.CharField(max_length=13, choices=EndCause.choices, default="", blank=True)
    ended_by = models.UUIDField(null=True)
    appeal = PersonalText(encrypted=False, default="", blank=True)
    appealed_at = models.DateTimeField(null=True)
    appeal_noted_by = models.UUIDField(null=True)
    appeal_outcome = models.CharField(
        max_length=6, choices=AppealOutcome.choices, default="", blank=True
    )
    appeal_decided_by = models.UUIDField(null=True)
    appeal_decided_at = models.DateTimeField(null=True)
    block_decree = models.CharField(max_length=200, default="", blank=True)
    blocked_by = models.UUIDField(null=True)
    blocked_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["phone_index"], condition=Q(ended_at=None), name="one_demotion_a_number"
            ),
            models.CheckConstraint(
                condition=Q(until_at__gt=F("granted_at")), name="demotion_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, end_cause="", due_at=F("until_at"))
                | Q(ended_at__isnull=False, due_at=None) & ~Q(end_cause=""),
                name="ended_demotion_says_why",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None, reviewed_at=None)
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False)
                & ~Q(reviewed_by=F("granted_by")),
                name="demotion_reviewed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(appeal_decided_at=None, appeal_decided_by=None, appeal_outcome="")
                | Q(
                    appeal_decided_at__isnull=False, appeal_decided_by__isnull=False,
                    appealed_at__isnull=False,
                ) & ~Q(appeal_outcome="") & ~Q(appeal_decided_by=F("granted_by")),
                name="demotion_appeal_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(blocked_until=None, blocked_by=None, block_decree="")
                | Q(
                    blocked_until__isnull=False, blocked_by__isnull=False,
                    reviewed_at__isnull=False, blocked_until__lte=F("until_at"),
                ) & ~Q(block_decree=""),
                name="block_has_a_decree_and_two_names",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["due_at"], name="demotion_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=["-granted_at"], name="demotion_newest"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Delay(models.Model):
    """One call of a demoted number: how long it was made to wait, or why it was not."""

    call = models.OneToOneField(
        Call, primary_key=True, on_delete=models.PROTECT, related_name="+"
    )  # fmt: skip
    demotion = models.ForeignKey(Demotion, on_delete=models.PROTECT, related_name="delays")
    region = models.CharField(max_length=10)
    noted_at = models.DateTimeField()
    wait_s = models.PositiveSmallIntegerField()
    until_at = models.DateTimeField()
    rings_at = models.DateTimeField(null=True)
    """When a supervisor's telephone rings for it, should nobody have answered by then."""
    release = models.CharField(max_length=13, choices=Release.choices, default="", blank=True)
    released_at = models.DateTimeField(null=True)
    is_refused = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(wait_s__lte=MOST_WAIT_S), name="nobody_waits_longer_than_practice"
            ),
            models.CheckConstraint(
                condition=Q(release="", released_at=None)
                | ~Q(release="") & Q(released_at__isnull=False, rings_at=None),
                name="released_call_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["rings_at"], name="delay_rings", condition=Q(rings_at__isnull=False)
            ),
            models.Index(fields=["demotion", "-noted_at"], name="delay_of_demotion"),
        ]

    def __str__(self) -> str:
        return str(self.call_id)


class Listening(models.Model):
    """A call of a demoted number, heard again by somebody who did not say what it was."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    demotion = models.ForeignKey(Demotion, on_delete=models.PROTECT, related_name="listenings")
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=7, choices=Ground.choices)
    recorded_by = models.UUIDField()
    drawn_at = models.DateTimeField()
    verdict = models.CharField(max_length=12, choices=Verdict.choices, default="", blank=True)
    heard_by = models.UUIDField(null=True)
    heard_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["demotion", "call"], name="call_is_heard_again_once"),
            models.CheckConstraint(
                condition=Q(verdict="", heard_by=None, heard_at=None)
                | ~Q(verdict="") & Q(heard_by__isnull=False, heard_at__isnull=False)
                & ~Q(heard_by=F("recorded_by")),
                name="heard_again_by_another",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["drawn_at", "id"], name="demoted_unheard", condition=Q(verdict=""))
        ]

    def __str__(self) -> str:
        return str(self.id)
