"""Incidents and what is known about them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from kentongan.geo.addresses import (
    FARTHEST_M,
    AddressParts,
    Bank,
    Carriageway,
    Road,
    parts_of,
    told,
)
from kentongan.geo.places import PlaceQuality, PlaceSource
from kentongan.incidents.enums import (
    HANDLED_CODES,
    Answer,
    Attendance,
    ClosingCode,
    ContactSafety,
    Feedback,
    IncidentState,
    PartyRole,
    Priority,
    ReportSource,
)
from kentongan.incidents.models.asking import FamilyPair as FamilyPair
from kentongan.incidents.models.asking import Question as Question
from kentongan.journal.personal import PersonalText
from kentongan.kernel.ids import new_id
from kentongan.orgs.models import Organisation

_POSITIONED = (PlaceQuality.EXACT, PlaceQuality.AREA_ESTIMATE)


class Category(models.Model):
    """A kind of incident as the regency has decided it: a dated row with its legal basis."""

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, default="", blank=True)
    family = models.CharField(max_length=24)
    hazard_code = models.CharField(max_length=8, default="", blank=True)
    priority = models.CharField(max_length=2, choices=Priority.choices)
    contact_safety = models.CharField(
        max_length=14, choices=ContactSafety.choices, default=ContactSafety.UNKNOWN
    )
    duplicate_radius_m = models.PositiveIntegerField(default=300)
    passes_cooling = models.BooleanField(default=False)
    is_restricted = models.BooleanField(default=False)
    """Seen by the 112 desks and the agencies that were asked; elsewhere a figure (ADR 0011)."""
    legal_basis = models.CharField(max_length=200, default="", blank=True)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    changed_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            # A plan that was replaced before it began (it ends as it begins) is in nobody's way.
            models.UniqueConstraint(
                fields=["code", "valid_from"],
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="category_dated_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """Its name in the reader's language, as far as the regency has given one."""
        return self.name_en if self.name_en and get_language() == "en" else self.name


class PriorityRule(models.Model):
    """An answer that sets the priority of a category: `TRAPPED` makes any of them P1."""

    id = models.BigAutoField(primary_key=True)
    category = models.CharField(max_length=40, default="", blank=True)
    fact = models.CharField(max_length=40)
    answer = models.CharField(max_length=8, choices=Answer.choices, default=Answer.YES)
    """YES or NO; what is not known counts as this one."""
    priority = models.CharField(max_length=2, choices=Priority.choices)
    legal_basis = models.CharField(max_length=200, default="", blank=True)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    changed_by = models.UUIDField(null=True)


class ServiceArea(models.Model):
    """Where points are expected: a box around the regency and its neighbours, dated."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    min_lat = models.FloatField()
    min_lon = models.FloatField()
    max_lat = models.FloatField()
    max_lon = models.FloatField()
    legal_basis = models.CharField(max_length=200, default="", blank=True)
    valid_from = models.DateTimeField()
    changed_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(min_lat__lt=F("max_lat"), min_lon__lt=F("max_lon")),
                name="service_area_is_a_box",
            ),
        ]


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
    hamlet = PersonalText(encrypted=False, default="", blank=True)
    rt = PersonalText(encrypted=False, default="", blank=True)
    rw = PersonalText(encrypted=False, default="", blank=True)
    landmark = PersonalText(encrypted=False, default="", blank=True)
    road = models.CharField(max_length=8, choices=Road.choices, default="", blank=True)
    road_m = models.PositiveIntegerField(null=True)
    carriageway = models.CharField(
        max_length=1, choices=Carriageway.choices, default="", blank=True
    )
    crossing = PersonalText(encrypted=False, default="", blank=True)
    river = PersonalText(encrypted=False, default="", blank=True)
    bank = models.CharField(max_length=5, choices=Bank.choices, default="", blank=True)
    trail_post = PersonalText(encrypted=False, default="", blank=True)
    postal_code = models.CharField(max_length=5, default="", blank=True)

    class Meta:
        abstract = True

    @property
    def parts(self) -> AddressParts:
        """The address part by part."""
        return parts_of(self)

    @property
    def whole_address(self) -> str:
        """The address in one line: what ticket, crew, print and radio say."""
        return told(self.parts, self.address)

    @property
    def listed_address(self) -> str:
        """The same as one of many: whose house it is stands on no list (ADR 0011)."""
        return "" if getattr(self, "is_restricted", False) else self.whole_address


def honest_place(name: str) -> models.CheckConstraint:
    """A position exists exactly where the quality says that one is known."""
    return models.CheckConstraint(
        condition=Q(place_quality__in=_POSITIONED, lat__isnull=False, lon__isnull=False)
        | (~Q(place_quality__in=_POSITIONED) & Q(lat=None, lon=None, cell=None)),
        name=name,
    )


def readable_address(name: str) -> models.CheckConstraint:
    """Codes are codes, and a kilometre or a carriageway is some road's."""
    return models.CheckConstraint(
        condition=Q(road__in=["", *Road.values])
        & Q(carriageway__in=["", *Carriageway.values])
        & Q(bank__in=["", *Bank.values])
        & (Q(road_m=None) | Q(road_m__lte=FARTHEST_M))
        & (~Q(road="") | Q(road_m=None, carriageway="")),
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
    answers = models.JSONField(default=dict)
    """What was asked and answered (`TRAPPED` → `YES`): codes, never words."""
    asked_for = models.JSONField(default=list)
    """Capabilities that a person asks for beside what the answers do: a guidance card's."""
    is_restricted = models.BooleanField(default=False)
    """By its category, or by that of one merged into it."""
    alarm_level = models.PositiveSmallIntegerField(default=1)
    units_committed = models.PositiveIntegerField(default=0)
    report_count = models.PositiveIntegerField(default=0)
    merged_into = models.ForeignKey("self", null=True, db_index=False, on_delete=models.PROTECT)
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
    recheck_waived_by = models.UUIDField(null=True)
    """Who has answered for its end before that hour; why is in the log."""
    wake_at = models.DateTimeField(null=True)
    """When the timekeeper is to look: an appointment or a re-check; cleared once it has."""
    field_done_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closing_code = models.CharField(
        max_length=24, choices=ClosingCode.choices, default="", blank=True
    )
    closing_note = PersonalText(encrypted=False, default="", blank=True)
    feedback = models.CharField(max_length=12, choices=Feedback.choices, default="", blank=True)
    attendance = models.CharField(max_length=12, choices=Attendance.choices, default="", blank=True)
    """Empty while nobody has come: nothing is done there until somebody has, or says why not."""
    opened_by = models.UUIDField()
    own_id_print = models.BinaryField(max_length=16, null=True)
    """Keyed fingerprint of what a create with an id of its own said: the same again is the same."""
    updated_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            honest_place("incident_place_is_honest"),
            readable_address("incident_address_is_readable"),
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
            models.CheckConstraint(
                condition=~Q(attendance="")
                | ~(
                    Q(state__in=(IncidentState.FIELD_DONE, IncidentState.REVIEW))
                    | Q(state=IncidentState.CLOSED, closing_code__in=HANDLED_CODES)
                ),
                name="done_where_somebody_came",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(IncidentState.FIELD_DONE, IncidentState.REVIEW))
                | Q(recheck_at=None)
                | Q(field_done_at=None)
                | Q(recheck_at__lte=F("field_done_at"))
                | Q(recheck_waived_by__isnull=False),
                name="done_after_its_recheck",
            ),
        ]
        indexes = [
            models.Index(fields=["updated_at", "id"], name="incident_by_update"),
            models.Index(fields=["region", "id"], name="incident_by_region"),
            models.Index(fields=["cell"], name="incident_by_cell"),
            models.Index(
                fields=["road", "road_m"],
                name="incident_by_stone",
                condition=Q(road_m__isnull=False),
            ),
            models.Index(
                fields=["wake_at"], name="incident_wake", condition=Q(wake_at__isnull=False)
            ),
            models.Index(
                fields=["merged_into"],
                name="incident_by_master",
                condition=Q(merged_into__isnull=False),
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
    call_id = models.UUIDField(null=True)
    reporter_name = PersonalText(default="", blank=True)
    reporter_phone = PersonalText(default="", blank=True)
    reporter_phone_index = models.BinaryField(max_length=16, null=True)
    narrative = PersonalText(encrypted=False, default="", blank=True)
    contact_safety = models.CharField(max_length=14, choices=ContactSafety.choices)
    needs_open = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    received_by = models.UUIDField()

    class Meta:
        constraints = [
            honest_place("report_place_is_honest"),
            readable_address("report_address_is_readable"),
            models.UniqueConstraint(
                fields=["call_id"],
                name="one_report_per_call",
                condition=Q(call_id__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["reporter_phone_index"],
                name="report_by_phone",
                condition=Q(reporter_phone_index__isnull=False),
            ),
        ]


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
    to_crews = models.BooleanField(default=False)
    """Whether the crews at the scene read it too. A crew's own line is to crews and desks."""
    written_by = models.UUIDField()
    org = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    """In whose name: a crew is told which desk speaks, not which person."""
    written_at = models.DateTimeField()
    """When it was written, as a phone without a line says; `received_at` is the record's own."""
    received_at = models.DateTimeField()
