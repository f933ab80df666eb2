"""What was measured once a day, so that a proposal does not have to."""

from django.db import models

from kentongan.kernel.ids import new_id


class CoverMeasure(models.Model):
    """Which places each post reaches in time, and where calls have come from. One row, the newest:
    measured anew from incidents and roads, it holds nobody's data and can be thrown away.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    measured_at = models.DateTimeField()
    within_s = models.PositiveIntegerField()
    posts = models.CharField(max_length=64)
    """What the posts were, in a few letters: when they differ it is measured again."""
    reach = models.JSONField()
    """By post the numbers of the places it reaches."""
    calls = models.JSONField()
    """By what was needed, by place, how many calls."""
    post_places = models.JSONField()
