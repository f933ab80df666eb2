"""What is attached to what."""

from uuid import UUID

from kentongan.files.models import Attachment
from kentongan.kernel.errors import NotFound


def list_attachments(subject_id: UUID) -> list[Attachment]:
    """What is attached to a thing, oldest first. Whoever asks has accessed the thing before."""
    return list(Attachment.objects.filter(subject_id=subject_id).order_by("added_at", "id"))


def count_attachments(subject_id: UUID) -> int:
    """How many things are attached."""
    return Attachment.objects.filter(subject_id=subject_id).count()


def get_attachment(attachment_id: UUID, *, subject_id: UUID) -> Attachment:
    """The attachment, through the thing that it belongs to. Raises NotFound through another."""
    found = Attachment.objects.filter(id=attachment_id, subject_id=subject_id).first()
    if found is None:
        raise NotFound(thing="Lampiran")
    return found
