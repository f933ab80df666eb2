"""Pesan tidak terkirim: what was given up, until somebody has done by hand what it was to do."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.accounts.selectors import names_of
from kentongan.console import forms
from kentongan.console.gate import act, done, page, show
from kentongan.kernel import clock
from kentongan.messaging import selectors, services
from kentongan.orgs.enums import Right
from kentongan.web.paging import decode_cursor, encode_cursor
from kentongan.web.requests import actor_of

ROWS = 50


@page(Right.FORWARD_TICKETS)
def undelivered(request: HttpRequest) -> HttpResponse:
    """What waits for a person, and what others have lately seen to, by name."""
    selectors.require_desk(actor_of(request))
    cursor = request.GET.get("cursor", "")
    before = decode_cursor(cursor, UUID)[0] if cursor else None
    found = selectors.list_unhandled(before=before, limit=ROWS + 1)
    handled = selectors.list_handled()
    return show(
        request,
        "undelivered.html",
        rows=found[:ROWS],
        next=encode_cursor(found[ROWS - 1].id) if len(found) > ROWS else "",
        handled=handled,
        who=names_of({row.handled_by for row in handled if row.handled_by}),
    )


@act(Right.FORWARD_TICKETS)
def note_handled(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Ditangani: who has seen to it, when, and how."""
    services.note_handled(
        by=actor_of(request),
        message_id=message_id,
        note=forms.text(request, "note"),
        at=clock.now(),
    )
    return done(request, to=reverse("console:undelivered"))
