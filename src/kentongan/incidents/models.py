"""Incidents and what is known about them."""

from django.db import models
from django.db.models import F, Q

from kentongan.geo.places import PlaceQuality, PlaceSource
from kentongan.incidents.enums import (
    ClosingCode,
    ContactSafety,
    Feedback,
    IncidentState,
    PartyRole,
    Priority,
    ReportSource,
)
from kentongan.journal.personal import PersonalText
from kentongan.kernel.ids import new_id
from kentongan.orgs.models import Organisation

_POSITIONED = (PlaceQuality.EXACT, PlaceQuality.AREA_ESTIMATE)


class Category(models.Model):
    """A kind of incident as the regency has decided it: a dated row with its legal basis."""

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    family = models.CharField(max_length=24)
    hazard_code = models.CharField(max_length=8, default="", blank=True)
    priority = models.CharField(max_length=2, choices=Priority.choices)
    contact_safety = models.CharField(
        max_length=14, choices=ContactSafety.choices, default=ContactSafety.UNKNOWN
    )
    duplicate_radius_m = models.PositiveIntegerField(default=300)
    passes_cooling = models.BooleanField(default=False)
    legal_basis = models.CharField(max_length=200, default="", blank=True)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    changed_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="category_dated_once"),
        ]

    def __str__(self) -> str:
        return self.name


class PriorityRule(models.Model):
    """A stated fact that sets the priority of a category: `TRAPPED` makes any of them P1."""

    id = models.BigAutoField(primary_key=True)
    category = models.CharField(max_length=40, default="", blank=True)
    fact = models.CharField(max_length=40)
    priority = models.CharField(max_length=2, choices=Priority.choices)
    legal_basis = models.CharField(max_length=200, default="", blank=True)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    changed_by = models.UUIDField(null=True)


class NumberSeries(models.Model):
    """The last human number given for a region and day, per kind (INS, TLP, TKT)."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=4)
    region = models.CharField(max_length=10)
    day = models.DateField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "region", "day"], name="one_series_a_day"),
        ]


class Placed(models.Model):
    """A place on the ladder of practice.md §2: coordinates only where somebody knows a position."""

    region = models.CharField(max_length=10)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    accuracy_m = models.FloatField(null=True)
    cell = models.BigIntegerField(null=True)
    place_source = models.CharField(max_length=12, choices=PlaceSource.choices)
    place_quality = models.CharField(max_length=16, choices=PlaceQuality.choices)
    address = PersonalText(encrypted=False, default="", blank=True)

    class Meta:
        abstract = True


def honest_place(name: str) -> models.CheckConstraint:
    """A position exists exactly where the quality says that one is known."""
    return models.CheckConstraint(
        condition=Q(place_quality__in=_POSITIONED, lat__isnull=False, lon__isnull=False)
        | (~Q(place_quality__in=_POSITIONED) & Q(lat=None, lon=None, cell=None)),
        name=name,
    )


class Incident(Placed):
    """One thing that has happened, however many have called about it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=32, unique=True)
    category = models.CharField(max_length=40)
    family = models.CharField(max_length=24)
    hazard_code = models.CharField(max_length=8, default="", blank=True)
    priority = models.CharField(max_length=2, choices=Priority.choices)
    state = models.CharField(max_length=20, choices=IncidentState.choices)
    narrative = PersonalText(encrypted=False, default="", blank=True)
    contact_safety = models.CharField(max_length=14, choices=ContactSafety.choices)
    alarm_level = models.PositiveSmallIntegerField(default=1)
    units_committed = models.PositiveIntegerField(default=0)
    report_count = models.PositiveIntegerField(default=0)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT)
    state_before = models.CharField(max_length=20, default="", blank=True)
    started_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    forwarded_at = models.DateTimeField(null=True)
    scheduled_for = models.DateTimeField(null=True)
    dispatched_at = models.DateTimeField(null=True)
    on_scene_at = models.DateTimeField(null=True)
    controlled_at = models.DateTimeField(null=True)
    recheck_at = models.DateTimeField(null=True)
    wake_at = models.DateTimeField(null=True)
    """When the timekeeper is to look: an appointment or a re-check; cleared once it has."""
    field_done_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closing_code = models.CharField(
        max_length=24, choices=ClosingCode.choices, default="", blank=True
    )
    closing_note = PersonalText(encrypted=False, default="", blank=True)
    feedback = models.CharField(max_length=12, choices=Feedback.choices, default="", blank=True)
    opened_by = models.UUIDField()
    own_id_print = models.BinaryField(max_length=16, null=True)
    """Keyed fingerprint of what a create with an id of its own said: the same again is the same."""
    updated_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            honest_place("incident_place_is_honest"),
            models.CheckConstraint(
                condition=~Q(state=IncidentState.CLOSED) | Q(units_committed=0),
                name="not_closed_while_units_are_out",
            ),
            models.CheckConstraint(
                condition=Q(state=IncidentState.MERGED, merged_into__isnull=False)
                | (~Q(state=IncidentState.MERGED) & Q(merged_into=None)),
                name="merged_means_a_pointer",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="not_merged_into_itself",
            ),
            models.CheckConstraint(
                condition=~Q(state=IncidentState.CLOSED)
                | (~Q(closing_code="") & ~Q(feedback="") & Q(closed_at__isnull=False)),
                name="closed_with_code_and_feedback",
            ),
        ]
        indexes = [
            models.Index(fields=["updated_at", "id"], name="incident_by_update"),
            models.Index(fields=["region", "id"], name="incident_by_region"),
            models.Index(fields=["cell"], name="incident_by_cell"),
            models.Index(
                fields=["wake_at"], name="incident_wake", condition=Q(wake_at__isnull=False)
            ),
            models.Index(
                fields=["priority", "id"],
                name="incident_open",
                condition=~Q(state__in=["CLOSED", "CANCELLED", "MERGED", "HANDED_OVER"]),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Report(Placed):
    """What one caller has told. Merging incidents never merges reports."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="reports")
    source = models.CharField(max_length=8, choices=ReportSource.choices)
    call_id = models.UUIDField(null=True, unique=True)
    reporter_name = PersonalText(default="", blank=True)
    reporter_phone = PersonalText(default="", blank=True)
    reporter_phone_index = models.BinaryField(max_length=16, null=True, db_index=True)
    narrative = PersonalText(encrypted=False, default="", blank=True)
    contact_safety = models.CharField(max_length=14, choices=ContactSafety.choices)
    needs_open = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    received_by = models.UUIDField()

    class Meta:
        constraints = [honest_place("report_place_is_honest")]


class Party(models.Model):
    """An organisation that was brought in, which lets it see the incident."""

    id = models.BigAutoField(primary_key=True)
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="parties")
    org = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    role = models.CharField(max_length=8, choices=PartyRole.choices)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "org"], name="party_once"),
        ]


class LogLine(models.Model):
    """What somebody wrote down about an incident, in their words."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="log")
    text = PersonalText(encrypted=False)
    written_by = models.UUIDField()
    written_at = models.DateTimeField()
