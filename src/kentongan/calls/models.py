"""One row a call, from its first ring."""

from django.db import models
from django.db.models import Q

from kentongan.calls.enums import CallState, Channel, Disposition
from kentongan.incidents.enums import ContactSafety
from kentongan.incidents.models import Incident
from kentongan.journal.personal import PersonalText
from kentongan.kernel.ids import new_id


class Call(models.Model):
    """A person who tried to reach 112, whether or not anybody answered."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=32, unique=True)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    line = models.CharField(max_length=40, default="", blank=True)
    region = models.CharField(max_length=10)
    caller_phone = PersonalText(default="", blank=True)
    caller_phone_index = models.BinaryField(max_length=16, null=True, db_index=True)
    caller_name = PersonalText(default="", blank=True)
    note = PersonalText(encrypted=False, default="", blank=True)
    state = models.CharField(max_length=14, choices=CallState.choices)
    disposition = models.CharField(
        max_length=14, choices=Disposition.choices, default="", blank=True
    )
    contact_safety = models.CharField(
        max_length=14, choices=ContactSafety.choices, default=ContactSafety.UNKNOWN
    )
    incident = models.ForeignKey(Incident, null=True, on_delete=models.PROTECT)
    callback_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT)
    arrived_at = models.DateTimeField()
    queued_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    classified_at = models.DateTimeField(null=True)
    classified_by = models.UUIDField(null=True)
    neighbour_org_id = models.UUIDField(null=True)
    neighbour_name = PersonalText(default="", blank=True)
    neighbour_due_at = models.DateTimeField(null=True)
    neighbour_confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=CallState.LINKED) | Q(incident__isnull=False),
                name="linked_means_an_incident",
            ),
            models.CheckConstraint(
                condition=~Q(state=CallState.CLASSIFIED) | ~Q(disposition=""),
                name="classified_means_a_disposition",
            ),
        ]
        indexes = [
            models.Index(fields=["arrived_at", "id"], name="call_by_arrival"),
            models.Index(
                fields=["arrived_at"],
                name="call_open",
                condition=Q(state__in=["INCOMING", "QUEUED", "ANSWERED", "CALLBACK", "CLASSIFIED"]),
            ),
            models.Index(
                fields=["neighbour_due_at"],
                name="call_neighbour_due",
                condition=Q(neighbour_due_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number
