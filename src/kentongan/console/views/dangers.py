"""Crews in danger, above every page of every desk that answers for them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.accounts import selectors as accounts
from kentongan.console import forms
from kentongan.console.gate import act, done, page, show
from kentongan.console.sounds import DANGER_EVERY_S
from kentongan.dispatch import selectors, services
from kentongan.kernel import clock
from kentongan.orgs.enums import Right
from kentongan.web.requests import actor_of

ANSWERING = (Right.FORWARD_TICKETS, Right.ANSWER_TICKETS)


@page(*ANSWERING)
def dangers(request: HttpRequest) -> HttpResponse:
    """Those that are open: what nobody has taken sounds, what somebody has taken stays in sight."""
    rows = selectors.list_open_dangers(actor_of(request))
    names = accounts.names_of({row.answered_by for row in rows if row.answered_by})
    return show(request, "_dangers.html", dangers=rows, names=names, every_s=DANGER_EVERY_S)


@act(Right.RUN_UNITS, Right.FORWARD_TICKETS)
def hear(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    """The crew says by radio that it is threatened: the same rings as when it presses."""
    services.hear_danger(by=actor_of(request), assignment_id=assignment_id, at=clock.now())
    return done(request)


@act(*ANSWERING)
def answer(request: HttpRequest, danger_id: UUID) -> HttpResponse:
    """Saya tangani: no telephone rings any more."""
    services.answer_danger(by=actor_of(request), danger_id=danger_id, at=clock.now())
    return done(request, back=reverse("console:home"))


@act(*ANSWERING)
def end(request: HttpRequest, danger_id: UUID) -> HttpResponse:
    """What came of it, in words: it is over."""
    outcome = forms.line(request, "outcome", longest=500)
    services.end_danger(by=actor_of(request), danger_id=danger_id, outcome=outcome, at=clock.now())
    return done(request, back=reverse("console:home"))
