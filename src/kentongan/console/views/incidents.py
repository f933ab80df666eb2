"""Kejadian: the list, open ones or those that have ended, page by page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from kentongan.console.gate import my_rights, page, show
from kentongan.incidents import selectors
from kentongan.incidents.enums import ENDED_STATES
from kentongan.incidents.types import PageKey
from kentongan.journal import selectors as journal
from kentongan.orgs.enums import Right
from kentongan.web.paging import decode_cursor, encode_cursor

ROWS = 50


@page(Right.SEE_INCIDENTS)
def incidents(request: HttpRequest) -> HttpResponse:
    """A page of incidents, newest first."""
    return show(request, "incidents.html", live_after=journal.last_seq(), **_listed(request))


@page(Right.SEE_INCIDENTS)
def incidents_part(request: HttpRequest) -> HttpResponse:
    """The rows alone, read again after each change, and how many are open."""
    return show(request, "_incidents.html", is_part=True, **_listed(request))


def _listed(request: HttpRequest) -> dict[str, object]:
    rights = my_rights(request)
    ended = request.GET.get("tampil") == "selesai"
    cursor = request.GET.get("cursor", "")
    found = selectors.list_page(
        rights,
        states=ENDED_STATES if ended else (),
        open_only=not ended,
        after=PageKey(decode_cursor(cursor, UUID)[0]) if cursor else None,
        limit=ROWS,
    )
    return {
        "items": found.items,
        "next": encode_cursor(str(found.next.id)) if found.next else "",
        "cursor": cursor,
        "ended": ended,
        "open_count": selectors.count_open(rights),
    }
