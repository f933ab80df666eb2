"""Storing and opening attachments. Who calls has accessed the thing that they belong to."""

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path
from typing import IO, BinaryIO
from uuid import UUID

from django.conf import settings

from kentongan.files import errors, events, rules
from kentongan.files.models import Attachment
from kentongan.files.selectors import get_attachment
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.kernel.text import require_storable

_CHUNK = 1024 * 1024


def store_file(
    *,
    by: Actor,
    subject_kind: str,
    subject_id: UUID,
    name: str,
    media_type: str,
    stream: BinaryIO,
    at: datetime,
    region: str = "",
) -> Attachment:
    """Attach a file. Equal content is stored once. Refuses what is empty or too large."""
    require_storable("name", name)
    checked_type = rules.require_media_type(media_type)
    sha256, size_bytes = _store_content(stream)
    with journal.act(by=by, at=at) as act:
        attachment = Attachment.objects.create(
            subject_kind=subject_kind, subject_id=subject_id, name=name, media_type=checked_type,
            sha256=sha256, size_bytes=size_bytes, added_by=by.id, added_at=at,
        )  # fmt: skip
        act.record(
            events.FileStored(
                attachment_id=attachment.id, about_kind=subject_kind, about_id=subject_id,
                sha256=sha256, size_bytes=size_bytes,
            ),
            region=region,
        )  # fmt: skip
    return attachment


def open_file(
    *, by: Actor, attachment_id: UUID, subject_id: UUID, at: datetime, region: str = ""
) -> tuple[Attachment, Path]:
    """Where the bytes lie, for reading; that it was opened is journalled.

    `subject_id` is the thing through which the reader came, and must be the one it belongs to.
    """
    attachment = get_attachment(attachment_id, subject_id=subject_id)
    path = _path(attachment.sha256)
    if not path.is_file():
        raise errors.ContentGone
    with journal.act(by=by, at=at) as act:
        act.record(
            events.FileOpened(
                attachment_id=attachment.id,
                about_kind=attachment.subject_kind,
                about_id=attachment.subject_id,
            ),
            region=region,
        )
    return attachment, path


def _path(sha256: str) -> Path:
    return Path(settings.FILES_DIR) / rules.content_path(sha256)


def _store_content(stream: BinaryIO) -> tuple[str, int]:
    """Write to a temporary file beside its goal, then rename: no reader ever sees half a file."""
    folder = Path(settings.FILES_DIR)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".incoming-", delete=False) as file:
        draft = Path(file.name)
        try:
            sha256, size_bytes = _copy(stream, file)
            file.flush()
            os.fsync(file.fileno())
            goal = _path(sha256)
            goal.parent.mkdir(exist_ok=True, mode=0o700)
            draft.replace(goal)
        finally:
            draft.unlink(missing_ok=True)
    return sha256, size_bytes


def _copy(stream: BinaryIO, file: IO[bytes]) -> tuple[str, int]:
    digest, size_bytes = hashlib.sha256(), 0
    while chunk := stream.read(_CHUNK):
        size_bytes += len(chunk)
        if size_bytes > rules.MAX_BYTES:
            raise errors.TooLarge(limit_mb=rules.MAX_BYTES // (1024 * 1024))
        digest.update(chunk)
        file.write(chunk)
    if not size_bytes:
        raise errors.EmptyFile
    return digest.hexdigest(), size_bytes
