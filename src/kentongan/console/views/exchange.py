"""The telephone at the desk: who sits where, the call that shows itself, an absent exchange."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.console import forms
from kentongan.console.gate import act, done, page, show
from kentongan.exchange import selectors, services
from kentongan.kernel import clock
from kentongan.orgs.enums import Right
from kentongan.web.requests import actor_of


@page(Right.SEE_CALLS)
def away(request: HttpRequest) -> HttpResponse:
    """The banner of every desk while the exchange does not answer."""
    return show(request, "_exchange_away.html", links=selectors.lost_links())


@page(Right.TAKE_CALLS)
def pop(request: HttpRequest) -> HttpResponse:
    """The call at this person's telephone, for a page that shows another."""
    found = selectors.find_pop(actor_of(request))
    is_here = found is not None and str(found.call_id) == request.GET.get("panggilan")
    return show(request, "_pop.html", pop=None if is_here else found)


@act(Right.TAKE_CALLS)
def take_seat(request: HttpRequest) -> HttpResponse:
    """Say at which telephone one sits; empty: at none."""
    by, extension = actor_of(request), forms.text(request, "extension").strip()
    if extension:
        services.take_seat(by=by, extension=extension, at=clock.now())
    else:
        services.leave_seat(by=by, at=clock.now())
    return done(request, back=reverse("console:calls"))


@act(Right.TAKE_CALLS)
def ring_back(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Keep the promise: the own telephone rings, then the caller's."""
    services.ring_back(by=actor_of(request), call_id=call_id, at=clock.now())
    return done(request, reverse("console:call", args=[call_id]))
