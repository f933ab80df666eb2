"""Regions, their boundaries, sets of them, and landmarks."""

from django.db import models
from django.db.models import F, Q

from kentongan.kernel.ids import new_id
from kentongan.regions.enums import LandmarkKind, RegionKind
from kentongan.regions.types import dotted


class Region(models.Model):
    """An administrative area. `code` is Kemendagri's digits, or our own outside its list (9901)."""

    code = models.CharField(primary_key=True, max_length=10)
    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=120, db_index=True)
    level = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=RegionKind.choices)
    postal_code = models.CharField(max_length=5, default="")
    population = models.PositiveIntegerField(null=True)
    area_km2 = models.FloatField(null=True)
    figures_source = models.CharField(max_length=200, default="")
    """Whose figures population and area are, and of which year."""
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    successor = models.CharField(max_length=10, null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(level__range=(1, 4)), name="region_level"),
            models.CheckConstraint(
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_until__gte=F("valid_from")),
                name="region_valid_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.dotted})"

    @property
    def dotted(self) -> str:
        return dotted(self.code)


class Boundary(models.Model):
    """The polygon of a region. One with a `problem` is kept to be shown, and used for nothing."""

    region = models.OneToOneField(Region, on_delete=models.CASCADE, primary_key=True)
    wkb = models.BinaryField()
    min_lat = models.FloatField()
    min_lon = models.FloatField()
    max_lat = models.FloatField()
    max_lon = models.FloatField()
    source = models.CharField(max_length=120)
    is_valid = models.BooleanField()
    problem = models.CharField(max_length=200, default="")
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_valid=True, problem="") | (Q(is_valid=False) & ~Q(problem="")),
                name="boundary_faulty_with_reason",
            ),
        ]


class AreaSet(models.Model):
    """Areas that belong together without being a subtree, such as a special authority's."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120, unique=True)
    basis = models.CharField(max_length=200, default="")
    """The legal basis (SK or law), as it is to be quoted."""
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.name


class AreaSetRegion(models.Model):
    """A region, with all below it, that belongs to an area set."""

    area_set = models.ForeignKey(AreaSet, on_delete=models.CASCADE, related_name="members")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area_set", "region"], name="once_in_area_set"),
        ]


class Landmark(models.Model):
    """What callers name when they know no address (patokan). Its position is the thing's own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=160)
    name_key = models.CharField(max_length=160, db_index=True)
    aliases = models.JSONField(default=list)
    kind = models.CharField(max_length=12, choices=LandmarkKind.choices)
    lat = models.FloatField()
    lon = models.FloatField()
    cell = models.BigIntegerField(db_index=True)
    region_code = models.CharField(max_length=10, db_index=True)
    """Whom it is filed under; a region that is not loaded here is allowed."""
    invented = models.BooleanField(default=False)
    """Made up for demonstration or training, and shown so."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name_key", "region_code", "lat", "lon"], name="landmark_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
