"""What did not leave the house, and what was done instead."""

from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse

from kentongan.kernel import clock
from kentongan.messaging import selectors, services
from kentongan.messaging.models import Message
from kentongan.web.endpoints import Api, answer
from kentongan.web.paging import decode_cursor, encode_cursor, page_size
from kentongan.web.requests import actor_of
from kentongan.web.wire import Cursor, Limit, Listed, Stamp, Text, stamp, stamp_or_none

api = Api(tag="Messages")


class WireUndelivered(msgspec.Struct, kw_only=True):
    """A message that was given up. Its text and number stay in the house."""

    id: UUID
    medium: str
    purpose: str
    about_kind: str
    about_id: UUID
    created_at: Stamp
    failed_at: Stamp | None
    handled_at: Stamp | None
    handled_by: UUID | None


class HandledBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What was done instead."""

    note: Text


class UndeliveredQuery(msgspec.Struct, kw_only=True):
    """Which page."""

    limit: Limit | None = None
    cursor: Cursor | None = None


HERE = "/messages"


@api.get(f"{HERE}/undelivered", answer=Listed[WireUndelivered])
def list_undelivered(request: HttpRequest, *, query: UndeliveredQuery) -> HttpResponse:
    """What was given up and nobody has seen to, the newest first."""
    selectors.require_desk(actor_of(request))
    limit = page_size(query.limit)
    before = decode_cursor(query.cursor, UUID)[0] if query.cursor is not None else None
    found = selectors.list_unhandled(before=before, limit=limit + 1)
    following = encode_cursor(found[limit - 1].id) if len(found) > limit else None
    return answer(Listed(items=[_row(each) for each in found[:limit]], next=following))


@api.post(
    f"{HERE}/<uuid:message_id>/handled", answer=WireUndelivered,
    example={"note": "Piket ditelepon sendiri, dijawab."},
)  # fmt: skip
def note_handled(request: HttpRequest, *, message_id: UUID, body: HandledBody) -> HttpResponse:
    """Somebody has done by hand what the message was to do, and says how (Ditangani)."""
    by, at = actor_of(request), clock.now()
    return answer(_row(services.note_handled(by=by, message_id=message_id, note=body.note, at=at)))


def _row(message: Message) -> WireUndelivered:
    return WireUndelivered(
        id=message.id, medium=message.medium, purpose=message.purpose,
        about_kind=message.subject_kind, about_id=message.subject_id,
        created_at=stamp(message.created_at), failed_at=stamp_or_none(message.failed_at),
        handled_at=stamp_or_none(message.handled_at), handled_by=message.handled_by,
    )  # fmt: skip
