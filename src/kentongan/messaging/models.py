"""Messages and what became of them."""

from django.db import models

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
