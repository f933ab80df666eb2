"""Kejadian: the list, open ones or those that have ended, page by page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from kentongan.console.gate import my_rights, page, show
from kentongan.incidents import selectors
from kentongan.incidents.enums import ENDED_STATES
from kentongan.incidents.types import Incident, PageKey, UrgencyKey
from kentongan.journal import selectors as journal
from kentongan.orgs.enums import Right
from kentongan.orgs.types import Rights
from kentongan.web.paging import decode_cursor, encode_cursor

ROWS = 50


@page(Right.SEE_INCIDENTS)
def incidents(request: HttpRequest) -> HttpResponse:
    """A page of incidents: open ones by urgency, those that have ended newest first."""
    return show(request, "incidents.html", live_after=journal.last_seq(), **_listed(request))


@page(Right.SEE_INCIDENTS)
def incidents_part(request: HttpRequest) -> HttpResponse:
    """The rows alone, read again after each change, and how many are open."""
    return show(request, "_incidents.html", is_part=True, **_listed(request))


def _listed(request: HttpRequest) -> dict[str, object]:
    rights = my_rights(request)
    ended = request.GET.get("tampil") == "selesai"
    cursor = request.GET.get("cursor", "")
    items, following = (_ended if ended else _open)(rights, cursor)
    return {
        "items": items,
        "next": following,
        "cursor": cursor,
        "ended": ended,
        "open_count": selectors.count_open(rights),
    }


def _open(rights: Rights, cursor: str) -> tuple[list[Incident], str]:
    after = UrgencyKey(*decode_cursor(cursor, str, UUID)) if cursor else None
    found = selectors.list_open_page(rights, after=after, limit=ROWS)
    key = found.next
    return found.items, encode_cursor(key.priority, str(key.id)) if key else ""


def _ended(rights: Rights, cursor: str) -> tuple[list[Incident], str]:
    after = PageKey(decode_cursor(cursor, UUID)[0]) if cursor else None
    found = selectors.list_page(rights, states=ENDED_STATES, after=after, limit=ROWS)
    return found.items, encode_cursor(str(found.next.id)) if found.next else ""
