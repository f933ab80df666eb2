"""Messages and what became of them."""

from django.db import models
from django.db.models import Q

from kentongan.journal.personal import PersonalText
from kentongan.kernel.ids import new_id
from kentongan.messaging.enums import DeliveryState, Medium, Purpose


class Message(models.Model):
    """One text to one person by one medium. Its outbox item says when it is tried."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    medium = models.CharField(max_length=10, choices=Medium.choices)
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    recipient = PersonalText(retention="call")
    text = PersonalText(retention="call")
    subject_kind = models.CharField(max_length=32)
    subject_id = models.UUIDField(db_index=True)
    state = models.CharField(
        max_length=8, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    adapter = models.CharField(max_length=40, default="", blank=True)
    receipt = models.CharField(max_length=120, default="", blank=True)
    failed_at = models.DateTimeField(null=True)
    """When it was given up: a person must telephone."""
    handled_at = models.DateTimeField(null=True)
    handled_by = models.UUIDField(null=True)
    handled_note = PersonalText(retention="call", encrypted=False, default="", blank=True)
    """What that person did instead."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(handled_at=None, handled_by=None)
                | Q(handled_at__isnull=False, handled_by__isnull=False, failed_at__isnull=False),
                name="handled_by_somebody_after_it_failed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                name="message_unhandled",
                condition=Q(failed_at__isnull=False, handled_at=None),
            ),
            models.Index(
                fields=["handled_at"], name="message_handled", condition=~Q(handled_at=None)
            ),
        ]
