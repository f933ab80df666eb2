"""What the national 112 return counts as what, and which days are holidays."""

from django.db import models
from django.db.models import Q

from kentongan.kernel.ids import new_id
from kentongan.levels.enums import HolidayKind


class NationalMapping(models.Model):
    """A class of the national return for each disposition. Dated; the old ones stay. While there is
    none, `rules.national.STARTING` holds.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    classes = models.JSONField()
    """Class by disposition, every disposition once."""
    legal_basis = models.CharField(max_length=200)
    valid_from = models.DateTimeField(db_index=True)
    changed_by = models.UUIDField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(legal_basis=""), name="national_mapping_has_a_basis"
            ),
        ]

    def __str__(self) -> str:
        return self.legal_basis


class Holiday(models.Model):
    """What the regency says of one day. Dated: a later word on the same day ends this one, and both
    stay. What falls on the same date each year is in `rules.holidays.FIXED`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    day = models.DateField()
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=16, choices=HolidayKind.choices)
    legal_basis = models.CharField(max_length=200)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    changed_by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day"], condition=Q(valid_until=None), name="one_word_on_a_holiday"
            ),
            models.CheckConstraint(
                condition=~Q(legal_basis="") & ~Q(name=""), name="holiday_has_name_and_basis"
            ),
        ]
        indexes = [models.Index(fields=["day"], name="holiday_by_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
