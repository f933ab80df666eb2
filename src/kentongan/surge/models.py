"""Surges and what proposed them, who is asked to help, and what callers hear meanwhile."""

from django.db import models
from django.db.models import F, Q

from kentongan.journal.personal import PersonalText
from kentongan.kernel.ids import new_id
from kentongan.messaging.enums import Medium
from kentongan.surge.enums import RequestState


class Measured(models.Model):
    """What was measured at the moment: calls that came in the window, what is usual, who waits."""

    region = models.CharField(max_length=10)
    window_s = models.PositiveIntegerField()
    arrivals = models.PositiveIntegerField()
    usual = models.FloatField(null=True)
    """In such a window at this hour; None of a node too young to know."""
    threshold = models.PositiveIntegerField()
    waiting = models.PositiveIntegerField()
    operators = models.PositiveIntegerField()

    class Meta:
        abstract = True


class Surge(Measured):
    """From when to when calls came faster than the desk is made for, and who said so."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    declared_at = models.DateTimeField()
    declared_by = models.UUIDField()
    is_automatic = models.BooleanField(default=False)
    reason = PersonalText(retention="duty", encrypted=False, default="", blank=True)
    end_proposed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    end_reason = PersonalText(retention="duty", encrypted=False, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region"], condition=Q(ended_at=None), name="one_open_surge"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="surge_ended_means_a_name",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("declared_at")),
                name="surge_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["-declared_at"], name="surge_newest")]

    def __str__(self) -> str:
        return str(self.declared_at)


class Proposal(Measured):
    """The machine's word that it may be a surge: it stands until calls grow fewer, or one is
    declared. A dismissed one stands unseen, so that nobody is asked twice about the same wave.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    proposed_at = models.DateTimeField()
    calm_since = models.DateTimeField(null=True)
    """Since when it would not be proposed any more. It stands for a window longer: calls that go up
    and down ring nobody twice.
    """
    dismissed_at = models.DateTimeField(null=True)
    dismissed_by = models.UUIDField(null=True)
    over_at = models.DateTimeField(null=True)
    surge = models.OneToOneField(
        Surge, null=True, on_delete=models.PROTECT, related_name="proposal"
    )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region"], condition=Q(over_at=None), name="one_standing_proposal"
            ),
            models.CheckConstraint(
                condition=Q(dismissed_at=None, dismissed_by=None)
                | Q(dismissed_at__isnull=False, dismissed_by__isnull=False),
                name="dismissed_means_a_name",
            ),
            models.CheckConstraint(
                condition=Q(surge=None) | Q(over_at__isnull=False),
                name="what_was_declared_is_proposed_no_more",
            ),
        ]

    def __str__(self) -> str:
        return str(self.proposed_at)


class OverflowOperator(models.Model):
    """One of those whom the supervisor has chosen beforehand, and how he is reached."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user_id = models.UUIDField()
    phone = PersonalText(retention="duty", default="", blank=True)
    extension = models.CharField(max_length=20, default="", blank=True)
    medium = models.CharField(max_length=10, choices=Medium.choices, default=Medium.CHAT)
    added_at = models.DateTimeField()
    added_by = models.UUIDField()
    removed_at = models.DateTimeField(null=True)
    removed_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user_id"], condition=Q(removed_at=None), name="once_in_the_overflow_group"
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="removed_means_a_name",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user_id)


class OverflowRequest(models.Model):
    """One was asked to help in one surge, and what came of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    surge = models.ForeignKey(Surge, on_delete=models.PROTECT, related_name="requests")
    operator = models.ForeignKey(OverflowOperator, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=8, choices=RequestState.choices, default=RequestState.ASKED
    )  # fmt: skip
    message_id = models.UUIDField()
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    ready_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["surge", "operator"], name="asked_once_a_surge"),
            models.CheckConstraint(
                condition=~Q(state=RequestState.READY) | Q(ready_at__isnull=False),
                name="ready_since_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.RELEASED) | Q(released_at__isnull=False),
                name="released_since_when",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Announcement(models.Model):
    """What the exchange plays to callers in a surge. Dated; the old ones stay to be read."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    text = models.CharField(max_length=600)
    file_name = models.CharField(max_length=80, default="", blank=True)
    valid_from = models.DateTimeField(db_index=True)
    valid_until = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    changed_by = models.UUIDField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="announcement_says_something"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="announcement_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return str(self.valid_from)
