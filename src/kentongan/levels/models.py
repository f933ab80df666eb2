"""What the national 112 return counts as what."""

from django.db import models
from django.db.models import Q

from kentongan.kernel.ids import new_id


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
