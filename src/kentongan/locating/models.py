"""What telephones said of their place, word for word, and the links that asked them to."""

from django.db import models
from django.db.models import Q

from kentongan.calls.models import Call
from kentongan.journal.personal import PersonalText
from kentongan.kernel.ids import new_id
from kentongan.locating.enums import Method, Problem, Source


class LocationLink(models.Model):
    """A link that was sent to the caller of a call. The token itself is only in the message."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+")
    token_hash = models.BinaryField(max_length=32, unique=True)
    sent_by = models.UUIDField()
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    browser_hash = models.BinaryField(max_length=32, null=True)
    """Of the first telephone that answered; no other one may."""
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    landmark = PersonalText(retention="track", default="", blank=True)
    heard = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call"], condition=Q(ended_at=None), name="one_open_link_a_call"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(browser_hash__isnull=False),
                name="answered_link_has_its_telephone",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Fix(models.Model):
    """One word of a telephone about where it is. With a `problem` it is kept and not used."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.CharField(max_length=9, choices=Source.choices)
    link = models.ForeignKey(LocationLink, null=True, on_delete=models.PROTECT, related_name="+")
    phone = PersonalText(retention="track", default="", blank=True)
    phone_index = models.BinaryField(max_length=16, null=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    radius_m = models.FloatField(null=True)
    confidence_percent = models.PositiveSmallIntegerField(null=True)
    method = models.CharField(max_length=7, choices=Method.choices, default=Method.UNKNOWN)
    measured_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    problem = models.CharField(max_length=11, choices=Problem.choices, default="", blank=True)
    raw = PersonalText(retention="track", default="", blank=True)
    """As it came: such messages name the telephone and its card (IMEI, IMSI)."""
    digest = models.BinaryField(max_length=32, unique=True)
    """Of number and words: a gateway that sends a message again tells nothing new."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(problem="") | Q(
                    lat__range=(-90, 90), lon__range=(-180, 180), radius_m__gt=0,
                ),
                name="usable_fix_has_its_circle",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["phone_index", "received_at"], name="fix_by_number"),
            models.Index(fields=["link"], name="fix_by_link"),
            models.Index(fields=["received_at"], name="fix_by_age"),
        ]

    def __str__(self) -> str:
        return str(self.id)
