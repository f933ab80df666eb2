"""Where each recording lies, who has opened it, and why some are kept longer. Never the sound."""

from django.db import models
from django.db.models import Q

from kentongan.calls.models import Call
from kentongan.journal.personal import PersonalText
from kentongan.kernel.ids import new_id
from kentongan.recordings.enums import FlagKind


class Recording(models.Model):
    """One file of one call. Deleted means: no place, no key; the row stays for the journal."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    call = models.ForeignKey(
        Call, on_delete=models.PROTECT, related_name="recordings", db_index=False
    )
    region = models.CharField(max_length=10)
    place = PersonalText(default="", blank=True)
    """As the exchange told it: file names hold the caller's number."""
    place_index = models.BinaryField(max_length=16)
    heard_at = models.DateTimeField()
    store_at = models.DateTimeField(null=True)
    """When a copy is to be taken; empty where none is wanted, and once it was."""
    store_tries = models.PositiveSmallIntegerField(default=0)
    file_key = PersonalText(default="", blank=True)
    """The key of the sealed copy, in hexadecimal. Without it the copy is noise."""
    copy_name = models.CharField(max_length=80, default="", blank=True)
    size_bytes = models.PositiveBigIntegerField(null=True)
    media_type = models.CharField(max_length=40, default="", blank=True)
    stored_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "place_index"], name="recording_noted_once"),
            models.CheckConstraint(
                condition=Q(deleted_at=None) | Q(place="", file_key="", store_at=None),
                name="deleted_recording_has_no_key",
            ),
            models.CheckConstraint(
                condition=Q(stored_at=None, file_key="", size_bytes=None)
                | Q(stored_at__isnull=False, size_bytes__isnull=False),
                name="stored_recording_has_its_size",
            ),
        ]
        indexes = [
            models.Index(
                fields=["store_at"],
                name="recording_to_store",
                condition=Q(store_at__isnull=False),
            ),
            models.Index(
                fields=["heard_at"], name="recording_kept", condition=Q(deleted_at=None)
            ),
            models.Index(
                fields=["deleted_at"], name="recording_copy_left",
                condition=Q(deleted_at__isnull=False) & ~Q(copy_name=""),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.id)


class Flag(models.Model):
    """A recording is kept beyond its days, by name and with a reason, until somebody lifts it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    recording = models.ForeignKey(Recording, on_delete=models.PROTECT, related_name="flags")
    kind = models.CharField(max_length=10, choices=FlagKind.choices)
    reason = PersonalText(retention="duty", encrypted=False, default="", blank=True)
    letter_number = models.CharField(max_length=80, default="", blank=True)
    flagged_by = models.UUIDField()
    flagged_at = models.DateTimeField()
    lifted_by = models.UUIDField(null=True)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=FlagKind.POLICE) | ~Q(letter_number=""),
                name="police_flag_has_its_letter",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="lifted_flag_has_a_name",
            ),
        ]


class Opening(models.Model):
    """Somebody has opened a recording and may play it until then."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    recording = models.ForeignKey(
        Recording, on_delete=models.PROTECT, related_name="openings", db_index=False
    )
    opened_by = models.UUIDField()
    opened_at = models.DateTimeField(db_index=True)
    until_at = models.DateTimeField()
    reason = PersonalText(retention="duty", encrypted=False, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_at__gt=models.F("opened_at")), name="opening_ends_later"
            ),
        ]
        indexes = [
            models.Index(fields=["recording", "opened_by", "until_at"], name="opening_in_force"),
        ]
