"""Lokasi telepon penelepon: circles beside the call, a link to ask for one, a key to use it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from kentongan.calls.types import Call
from kentongan.console import forms
from kentongan.console.gate import act, done, page, show, told
from kentongan.kernel import clock
from kentongan.locating import selectors, services
from kentongan.locating.types import Located
from kentongan.orgs.enums import Right
from kentongan.web import problems
from kentongan.web.requests import actor_of


@page(Right.TAKE_CALLS)
def for_call(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Where the caller in hand is; of a call that is over only a key to open it by name."""
    call, found = selectors.access_located(actor_of(request), call_id, clock.now())
    return _show(request, call, found, is_open=selectors.is_in_hand(call))


@told(Right.TAKE_CALLS)
def opened(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """The places of a call that is over; the journal says who has read them."""
    found = services.open_fixes(by=actor_of(request), call_id=call_id, at=clock.now())
    return _show(request, *found, is_open=True)


@act(Right.TAKE_CALLS)
def send_link(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Send the caller a link, once he has said that a message is safe."""
    services.send_link(
        by=actor_of(request), call_id=call_id, is_agreed=forms.ticked(request, "is_agreed"),
        at=clock.now(),
    )  # fmt: skip
    return done(request)


@act(Right.TAKE_CALLS)
def end_link(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """The link opens nothing any more."""
    services.end_link(by=actor_of(request), call_id=call_id, at=clock.now())
    return done(request)


@act(Right.TAKE_CALLS)
def take(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Make a circle the place of the incident this call belongs to."""
    fix_id = forms.identifier(request, "fix_id")
    services.take_fix(by=actor_of(request), call_id=call_id, fix_id=fix_id, at=clock.now())
    return done(request)


def _show(request: HttpRequest, call: Call, found: Located, *, is_open: bool) -> HttpResponse:
    at = clock.now()
    refusal = selectors.may_send(call)
    link = found.link
    return show(
        request, "_fixes.html", call=call, located=found, is_open=is_open,
        has_any=bool(found.usable or found.unusable),
        open_link=link if link and link.ended_at is None and link.expires_at > at else None,
        why_not=problems.sentences(refusal) if refusal else None,
    )  # fmt: skip
