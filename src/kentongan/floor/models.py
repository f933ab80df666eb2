"""Who has joined whose call and why, notes at a desk, and who is asked how they are.

What was hard, what was said and what came of it are sealed: they are about somebody's health.
"""

from django.db import models
from django.db.models import F, Q

from kentongan.calls.models import Call
from kentongan.exchange.enums import JoinMode
from kentongan.floor.enums import JoinReason, Rung
from kentongan.journal.personal import PersonalText
from kentongan.kernel.ids import new_id


class Listening(models.Model):
    """A supervisor's telephone is or was in a colleague's call."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+")
    region = models.CharField(max_length=10)
    operator_id = models.UUIDField()
    supervisor_id = models.UUIDField()
    mode = models.CharField(max_length=7, choices=JoinMode.choices)
    reason = models.CharField(max_length=12, choices=JoinReason.choices)
    began_at = models.DateTimeField()
    told_from_at = models.DateTimeField()
    """From when the one who is listened to may know while it lasts; afterwards always."""
    ended_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supervisor_id"], condition=Q(ended_at=None), name="one_call_listened_to"
            ),
            models.CheckConstraint(
                condition=~Q(supervisor_id=F("operator_id")), name="nobody_listens_to_themselves"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")),
                name="listening_ends_later",
            ),
        ]
        indexes = [
            models.Index(fields=["operator_id", "-began_at"], name="listening_of_operator"),
            models.Index(fields=["call"], name="listening_open", condition=Q(ended_at=None)),
        ]


class WhisperNote(models.Model):
    """A short word of the supervisor beside a colleague's call. No part of the incident's log."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+")
    region = models.CharField(max_length=10)
    operator_id = models.UUIDField()
    text = PersonalText(retention="duty", default="", blank=True)
    written_by = models.UUIDField()
    written_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(written_by=F("operator_id")), name="nobody_whispers_to_themselves"
            ),
        ]
        indexes = [
            models.Index(fields=["operator_id", "-written_at"], name="note_of_operator"),
            models.Index(fields=["operator_id"], name="note_unread", condition=Q(read_at=None)),
        ]


class FollowUp(models.Model):
    """Somebody has had a hard call: a pause was offered, and somebody asks how they are."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+")
    region = models.CharField(max_length=10)
    operator_id = models.UUIDField()
    cause = PersonalText(retention="duty", default="", blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField()
    offer_answered_at = models.DateTimeField(null=True)
    pause_from = models.DateTimeField(null=True)
    pause_until = models.DateTimeField(null=True)
    talk_number = models.PositiveSmallIntegerField(default=1)
    """Which talk is next: the first within a day, the second after two weeks."""
    talk_due_at = models.DateTimeField(null=True)
    """By when; empty once both have been."""
    rings_at = models.DateTimeField(null=True)
    """When a telephone rings because nobody has asked them; empty once all that can has rung."""
    rings_whom = models.CharField(max_length=10, choices=Rung.choices, default=Rung.SUPERVISOR)
    rung_at = models.DateTimeField(null=True)
    """When somebody was last rung for the talk that is next."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "operator_id"], name="one_follow_up_a_call"),
            models.UniqueConstraint(
                fields=["operator_id"],
                condition=Q(pause_from__isnull=False, pause_until=None),
                name="one_recovery_pause",
            ),
            models.CheckConstraint(
                condition=Q(pause_until=None)
                | Q(pause_from__isnull=False, pause_until__gte=F("pause_from")),
                name="pause_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(rings_at=None) | Q(talk_due_at__isnull=False),
                name="rings_for_a_talk_that_is_due",
            ),
            models.CheckConstraint(
                condition=Q(pause_from=None) | Q(offer_answered_at__isnull=False),
                name="pause_was_taken_by_choice",
            ),
        ]
        indexes = [
            models.Index(
                fields=["talk_due_at", "id"], name="follow_up_open",
                condition=Q(talk_due_at__isnull=False),
            ),
            models.Index(
                fields=["rings_at"], name="follow_up_rings", condition=Q(rings_at__isnull=False)
            ),
            models.Index(fields=["operator_id", "-opened_at"], name="follow_up_of_operator"),
        ]  # fmt: skip


class Talk(models.Model):
    """When somebody was asked, and what came of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="talks")
    number = models.PositiveSmallIntegerField()
    outcome = PersonalText(retention="duty", default="", blank=True)
    note = PersonalText(retention="duty", default="", blank=True)
    talked_by = models.UUIDField()
    talked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["follow_up", "number"], name="talk_noted_once"),
            models.CheckConstraint(condition=Q(number__range=(1, 2)), name="two_talks"),
        ]
