"""Closures of roads, as they were told."""

from django.db import models
from django.db.models import F, Q

from kentongan.geo.shapes import Shape
from kentongan.incidents.models import Incident
from kentongan.journal.personal import PersonalText
from kentongan.kernel.ids import new_id
from kentongan.roads.enums import Cause, ClosureSource, ClosureState


class Closure(models.Model):
    """A piece of ground on which nobody drives, reported by somebody."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    geojson = models.TextField()
    width_m = models.FloatField()
    """How far around a point, and beside a line, it still holds."""
    lat = models.FloatField()
    lon = models.FloatField()
    """A point of it, for lists and labels."""
    region = models.CharField(max_length=10)
    road = models.CharField(max_length=120, default="", blank=True)
    """The road as people call it."""
    cause = models.CharField(max_length=12, choices=Cause.choices)
    note = PersonalText(encrypted=False, default="", blank=True)
    source = models.CharField(max_length=8, choices=ClosureSource.choices)
    incident = models.ForeignKey(Incident, null=True, on_delete=models.PROTECT, related_name="+")
    reported_by = models.UUIDField()
    reported_at = models.DateTimeField()
    told_by = PersonalText(default="", blank=True)
    """Who has told it, where that is not who has written it down."""
    starts_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    """Until when it was said to last; it stands beyond that until somebody says otherwise."""
    begins_at = models.DateTimeField(null=True)
    """The timer of one that was announced; empty once it has begun, or is over."""
    ask_at = models.DateTimeField(null=True)
    """The timer; empty once somebody is asked, or it is over."""
    asked_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.UUIDField(null=True)
    said_at = models.DateTimeField(db_index=True)
    """When anybody last said anything of it."""
    state = models.CharField(
        max_length=10, choices=ClosureState.choices, default=ClosureState.CLOSED
    )
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ClosureState.CLOSED, ended_at=None)
                | (~Q(state=ClosureState.CLOSED) & Q(ended_at__isnull=False)),
                name="closure_ends_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state=ClosureState.CLOSED) | Q(ask_at=None, begins_at=None),
                name="ended_closure_asks_nobody",
            ),
            models.CheckConstraint(
                condition=Q(until_at=None) | Q(until_at__gt=F("starts_at")),
                name="closure_lasts",
            ),
        ]
        indexes = [
            models.Index(
                fields=["ask_at"], name="closure_to_ask", condition=Q(ask_at__isnull=False)
            ),
            models.Index(
                fields=["begins_at"],
                name="closure_to_begin",
                condition=Q(begins_at__isnull=False),
            ),
            models.Index(fields=["-said_at"], name="closure_standing", condition=Q(state="CLOSED")),
        ]

    @property
    def shape(self) -> Shape:
        """Where it is closed."""
        return Shape(self.geojson, self.width_m)

    @property
    def is_over(self) -> bool:
        return self.state != ClosureState.CLOSED

    @property
    def is_asked(self) -> bool:
        """Whether its time is over and nobody has confirmed it."""
        return self.asked_at is not None and not self.is_over
