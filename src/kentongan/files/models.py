"""What was attached, to what, by whom; the bytes lie in the data folder."""

from django.db import models

from kentongan.journal.personal import PersonalText
from kentongan.kernel.ids import new_id


class Attachment(models.Model):
    """A file that belongs to one subject (an incident, a ticket), told by kind and id."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject_kind = models.CharField(max_length=32)
    subject_id = models.UUIDField(db_index=True)
    name = PersonalText(encrypted=False)
    media_type = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveBigIntegerField()
    added_by = models.UUIDField()
    added_at = models.DateTimeField()
