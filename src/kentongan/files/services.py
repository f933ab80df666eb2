"""Storing and opening attachments. Who calls has accessed the thing that they belong to."""

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path
from typing import IO, BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError

from kentongan.files import errors, events, rules
from kentongan.files.models import Attachment
from kentongan.files.selectors import get_attachment
from kentongan.files.types import Content
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.kernel.ids import new_id
from kentongan.kernel.text import require_storable

_CHUNK = 1024 * 1024


def keep_content(stream: BinaryIO) -> Content:
    """Keep bytes in the data folder, once for equal content; nothing refers to them yet.

    Before the act, for no transaction may wait for a disk or a slow line. Refuses what is empty or
    too large.
    """
    sha256, size_bytes = _store_content(stream)
    return Content(sha256=sha256, size_bytes=size_bytes)


def attach(
    *,
    by: Actor,
    subject_kind: str,
    subject_id: UUID,
    name: str,
    media_type: str,
    content: Content,
    at: datetime,
    own_id: UUID | None = None,
    region: str = "",
) -> Attachment:
    """Let kept content belong to a thing. With an id of its own the same again is the same.

    Refuses an id that something else has (IdTaken).
    """
    attachment = Attachment(
        id=own_id or new_id(), subject_kind=subject_kind, subject_id=subject_id,
        name=require_storable("name", name), media_type=rules.require_media_type(media_type),
        sha256=content.sha256, size_bytes=content.size_bytes, added_by=by.id, added_at=at,
    )  # fmt: skip
    try:
        with journal.act(by=by, at=at) as act:
            if own_id is not None and (same := _attached_before(own_id, subject_id, content)):
                return same
            attachment.save(force_insert=True)
            act.record(_stored(attachment), region=region)
    except IntegrityError:
        # the same file was sent twice at once: the second finds what the first has committed
        same = None if own_id is None else _attached_before(own_id, subject_id, content)
        if same is None or journal.is_open():
            raise
        return same
    return attachment


def _stored(attachment: Attachment) -> events.FileStored:
    return events.FileStored(
        attachment_id=attachment.id,
        about_kind=attachment.subject_kind,
        about_id=attachment.subject_id,
        sha256=attachment.sha256,
        size_bytes=attachment.size_bytes,
    )


def _attached_before(own_id: UUID, subject_id: UUID, content: Content) -> Attachment | None:
    found = Attachment.objects.filter(id=own_id).first()
    if found is not None and (found.subject_id, found.sha256) != (subject_id, content.sha256):
        raise errors.IdTaken
    return found


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
