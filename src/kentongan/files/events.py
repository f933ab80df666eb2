from typing import ClassVar
from uuid import UUID

from kentongan.kernel.events import Event


class FileStored(Event):
    kind: ClassVar[str] = "files.attachment.stored"
    subject: ClassVar[str] = "attachment"
    attachment_id: UUID
    about_kind: str
    about_id: UUID
    sha256: str
    size_bytes: int


class FileOpened(Event):
    """Somebody has read it: reading what people have sent is an act."""

    kind: ClassVar[str] = "files.attachment.opened"
    subject: ClassVar[str] = "attachment"
    attachment_id: UUID
    about_kind: str
    about_id: UUID
