"""The journal over HTTP, page by page, and the words about its stream."""

from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from msgspec import Meta

from kentongan.journal import selectors as journal
from kentongan.journal.models import Entry
from kentongan.kernel.errors import NotFound
from kentongan.live.selectors import list_entries_for
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of
from kentongan.regions.types import dotted
from kentongan.web.endpoints import Api, answer
from kentongan.web.paging import page_size
from kentongan.web.requests import actor_of
from kentongan.web.wire import Limit, RegionCode, Seq, Stamp, stamp

api = Api(tag="Journal and stream")

STREAM = "text/event-stream"


class WireEntry(msgspec.Struct, kw_only=True):
    """One act as it was recorded: identifiers and non-personal values only."""

    seq: int
    id: UUID
    node: UUID
    kind: str
    version: int
    occurred_at: Stamp
    recorded_at: Stamp
    by_id: UUID
    on_behalf_of: UUID | None
    org_id: UUID | None
    region: RegionCode
    subject_kind: str
    subject_id: UUID
    cause: UUID | None
    data: Annotated[
        msgspec.Raw,
        Meta(description="By `kind` and `version`.", extra_json_schema={"type": "object"}),
    ]


class JournalPage(msgspec.Struct, kw_only=True):
    """Entries in order. Ask again with `after` = `last_seq`: nothing is ever skipped."""

    items: list[WireEntry]
    next: str | None
    last_seq: int


class JournalQuery(msgspec.Struct, kw_only=True):
    """From where on."""

    after: Annotated[Seq, Meta(description="The last `seq` that you have; 0 from the start.")] = 0
    subject_id: Annotated[UUID, Meta(description="Only what happened to this thing.")] | None = None
    limit: Limit | None = None


class LiveQuery(msgspec.Struct, kw_only=True):
    """From where on; a browser sends Last-Event-ID instead."""

    after: Annotated[Seq, Meta(description="The last `id` received.")] | None = None


@api.get("/journal", answer=JournalPage)
def read_journal(request: HttpRequest, *, query: JournalQuery) -> HttpResponse:
    """Entries after a `seq`, oldest first, of the regions where you may read the journal.

    `last_seq` is how far was read, also past what you may not see.
    """
    rights = rights_of(actor_of(request))
    rights.require_anywhere(Right.READ_JOURNAL)
    limit = page_size(query.limit)
    read = list_entries_for(query.after, limit, query.subject_id)
    items = [_entry(e) for e in read if rights.has(Right.READ_JOURNAL, region=e.region or _home())]
    last = read[-1].seq if read else query.after
    following = str(last) if len(read) == limit else None
    return answer(JournalPage(items=items, next=following, last_seq=last))


def _home() -> str:
    """Entries without a region are the node's own."""
    return journal.node().region


@api.get("/live", answer=bytes, media_type=STREAM)
def stream_events(request: HttpRequest, *, query: LiveQuery) -> HttpResponse:
    """What happens, as server-sent events: `id` is the journal's seq, `event` its kind.

    A comment or `beat` every 15 seconds is the sign of life; `reset` means that too much was
    missed and the page is to be read again; `bye` ends the stream. Rights are those of the token.
    """
    # The web process answers this path before Django is asked (config.asgi); here only without it.
    raise NotFound(thing="/live")


def _entry(entry: Entry) -> WireEntry:
    return WireEntry(
        seq=entry.seq,
        id=entry.id,
        node=entry.node,
        kind=entry.kind,
        version=entry.version,
        occurred_at=stamp(entry.occurred_at),
        recorded_at=stamp(entry.recorded_at),
        by_id=entry.by_id,
        on_behalf_of=entry.on_behalf_of,
        org_id=entry.org_id,
        region=dotted(entry.region),
        subject_kind=entry.subject_kind,
        subject_id=entry.subject_id,
        cause=entry.cause,
        data=msgspec.Raw(entry.data.encode()),
    )
