"""Lantai petugas: what every desk does, joining a call, a note at a desk, a call that was hard."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.accounts.selectors import names_of
from kentongan.console.forms import choice, text
from kentongan.console.gate import act, done, page, show
from kentongan.exchange.enums import JoinMode
from kentongan.floor import selectors, services
from kentongan.floor.enums import JoinReason
from kentongan.floor.types import LONGEST_NOTE
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.orgs.enums import Right
from kentongan.web.requests import actor_of


@page(Right.TAKE_CALLS)
def floor(request: HttpRequest) -> HttpResponse:
    """Every desk, for a supervisor or who is signed on as one."""
    return show(request, "floor.html", live_after=journal.last_seq(), **_context(request))


@page(Right.TAKE_CALLS)
def floor_part(request: HttpRequest) -> HttpResponse:
    """The same, read again after each change."""
    return show(request, "_floor.html", **_context(request))


@act(Right.WATCH_FLOOR)
def listen(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Join a colleague's call: one's own telephone rings."""
    services.begin_listening(
        by=actor_of(request), call_id=call_id, mode=choice(request, "mode", JoinMode),
        reason=choice(request, "reason", JoinReason), at=clock.now(),
    )  # fmt: skip
    return done(request, back=reverse("console:floor"))


@act(Right.WATCH_FLOOR)
def end_listening(request: HttpRequest, listening_id: UUID) -> HttpResponse:
    """Leave it."""
    services.end_listening(by=actor_of(request), listening_id=listening_id, at=clock.now())
    return done(request, back=reverse("console:floor"))


@act(Right.TAKE_CALLS)
def whisper(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """A short note at the desk that has this call."""
    services.write_note(
        by=actor_of(request), call_id=call_id, text=text(request, "text"), at=clock.now()
    )
    return done(request, back=reverse("console:floor"))


@act(Right.TAKE_CALLS)
def mark_hard(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """This call was hard: mine, or a colleague's."""
    services.mark_hard(by=actor_of(request), call_id=call_id, at=clock.now())
    return done(request, back=reverse("console:floor-own"))


def _context(request: HttpRequest) -> dict[str, object]:
    found = selectors.floor_now(actor_of(request), clock.now())
    listening = {row.supervisor_id for tile in found.tiles for row in tile.listeners}
    return {
        "floor": found,
        "me": actor_of(request).id,
        "who": names_of(listening),
        "modes": JoinMode,
        "reasons": JoinReason,
        "longest_note": LONGEST_NOTE,
    }
