"""Units and what is known of them right now."""

from django.db import models

from kentongan.fleet.enums import UnitKind, UnitState
from kentongan.journal.personal import PersonalText
from kentongan.kernel.ids import new_id
from kentongan.orgs.models import Organisation, Post


class Unit(models.Model):
    """A vehicle with crew, or a team, that can be sent."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    org = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="units")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="units")
    call_sign = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=16, choices=UnitKind.choices)
    capabilities = models.JSONField(default=list)
    state = models.CharField(max_length=16, choices=UnitState.choices, default=UnitState.OFF)
    state_since = models.DateTimeField()
    state_note = models.CharField(max_length=200, default="", blank=True)
    phone = models.CharField(max_length=32, default="", blank=True)
    region = models.CharField(max_length=10)
    ready_confirmed_at = models.DateTimeField(null=True)
    ready_until = models.DateTimeField(null=True)
    crew_count = models.PositiveSmallIntegerField(null=True)
    is_invented = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["org", "post"], name="unit_by_post")]

    def __str__(self) -> str:
        return self.call_sign


class Readiness(models.Model):
    """What a post said about a unit at the start of a shift: crew, fuel, water, oxygen, defects."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="readiness")
    confirmed_at = models.DateTimeField()
    confirmed_by = models.UUIDField()
    valid_until = models.DateTimeField()
    crew_count = models.PositiveSmallIntegerField()
    fuel_percent = models.PositiveSmallIntegerField(null=True)
    water_l = models.PositiveIntegerField(null=True)
    oxygen_percent = models.PositiveSmallIntegerField(null=True)
    defects = models.TextField(default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "confirmed_at"], name="readiness_by_unit")]


class UnitPosition(models.Model):
    """Where a unit last said it was. Not an act: written often, journalled never."""

    unit = models.OneToOneField(Unit, primary_key=True, on_delete=models.CASCADE)
    lat = models.FloatField()
    lon = models.FloatField()
    accuracy_m = models.FloatField(null=True)
    heading_deg = models.FloatField(null=True)
    speed_kmh = models.FloatField(null=True)
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    stored_at = models.DateTimeField()
    """When it was written: by it the node's other processes find what is new to them."""

    class Meta:
        indexes = [models.Index(fields=["stored_at"], name="position_by_storing")]


class TrackPoint(models.Model):
    """Where a unit was: what its phone has told, once each, for the replay of an incident.

    A crew's movements are personal data (UU PDP 27/2022): kept for the class `track`, then deleted.
    """

    id = models.BigAutoField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, db_index=False, related_name="+")
    lat = models.FloatField()
    lon = models.FloatField()
    accuracy_m = models.FloatField(null=True)
    heading_deg = models.FloatField(null=True)
    speed_kmh = models.FloatField(null=True)
    at = models.DateTimeField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            # a phone that got no answer sends again: the same moment is the same point
            models.UniqueConstraint(fields=["unit", "at"], name="one_track_point_a_moment"),
        ]


class VehicleToken(models.Model):
    """The QR code in the cab."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="tokens")
    token_hash = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)


class CrewSeat(models.Model):
    """Who sits in a unit this shift, picked from the roster."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="crew")
    person_name = PersonalText(retention="duty", encrypted=False)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
