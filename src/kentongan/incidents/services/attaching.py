"""Photos and papers of an incident: added by whoever works on it, opened as an act."""

from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from kentongan.files import services as files
from kentongan.files.types import Attachment
from kentongan.incidents import events, selectors
from kentongan.incidents.services.change import FIELD, facts_of, record_and_tell
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor

SUBJECT = "incident"


def attach_file(
    *,
    by: Actor,
    incident_id: UUID,
    name: str,
    media_type: str,
    stream: BinaryIO,
    own_id: UUID | None = None,
    at: datetime,
) -> Attachment:
    """A photo or a paper about the incident. The same file under the same id is the same.

    Refuses one who does not work on the incident, and what is empty, too large or no file.
    """
    selectors.access_incident(by, incident_id, right=FIELD)
    content = files.keep_content(stream)
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, incident_id, right=FIELD)
        attached = files.attach(
            by=by, subject_kind=SUBJECT, subject_id=incident_id, name=name, media_type=media_type,
            content=content, own_id=own_id, region=incident.region, at=at,
        )  # fmt: skip
        event = events.FileAttached(
            **facts_of(incident), attachment_id=attached.id, media_type=attached.media_type
        )
        record_and_tell(act, incident, event)
    return attached


def open_attachment(
    *, by: Actor, incident_id: UUID, attachment_id: UUID, at: datetime
) -> tuple[Attachment, Path]:
    """Where the bytes lie, for one who works on the incident; that they were read is journalled."""
    incident = selectors.access_incident(by, incident_id, right=FIELD)
    return files.open_file(
        by=by, attachment_id=attachment_id, subject_id=incident_id, region=incident.region, at=at
    )
