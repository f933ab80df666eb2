"""A file as the API writes it and hands it out, whatever it belongs to."""

from pathlib import Path
from uuid import UUID

import msgspec
from django.http import HttpResponse

from kentongan.files.models import Attachment
from kentongan.web.wire import Line, Stamp, copied

ANY = "application/octet-stream"


class WireAttachment(msgspec.Struct, kw_only=True):
    """A file that was attached to something."""

    id: UUID
    name: str
    media_type: str
    size_bytes: int
    sha256: str
    added_by: UUID
    added_at: Stamp


class FileQuery(msgspec.Struct, kw_only=True):
    """What the file is called, and the id its sender has given it."""

    name: Line = ""
    id: UUID | None = None


def wire_attachment(attached: Attachment) -> WireAttachment:
    """What is told of a file; its bytes are opened apart."""
    return copied(WireAttachment, attached)


def bytes_of(attached: Attachment, path: Path) -> HttpResponse:
    """The bytes, never shown as a page of ours, whatever they claim to be."""
    response = HttpResponse(path.read_bytes(), content_type=attached.media_type)
    response.headers["Content-Disposition"] = "attachment"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
