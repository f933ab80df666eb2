"""Uji saluran: every provider in every kecamatan, what is to be tried next, what came of it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.console import forms
from kentongan.console.gate import act, done, page, show
from kentongan.kernel import clock
from kentongan.linetests import selectors, services
from kentongan.linetests.enums import Outcome
from kentongan.linetests.types import Said
from kentongan.orgs.enums import Right
from kentongan.web.requests import actor_of

ANSWERS = {"yes": True, "no": False}


@page(Right.TAKE_CALLS, Right.CONFIGURE)
def lines(request: HttpRequest) -> HttpResponse:
    """The whole page. `panggilan` is the call whose test is to be noted."""
    at = clock.now()
    return show(
        request, "linetests.html", plan=selectors.plan(at), tests=selectors.list_tests(),
        outcomes=Outcome.choices, now=at, call_id=request.GET.get("panggilan", "")[:36],
    )  # fmt: skip


@act(Right.TAKE_CALLS)
def note(request: HttpRequest) -> HttpResponse:
    """Note what came of a test call."""
    outcome = forms.choice(request, "outcome", Outcome)
    is_here = outcome == Outcome.HERE
    seconds = forms.text(request, "answered_after_s").strip()
    said = Said(
        provider_id=forms.identifier(request, "provider_id"), region=forms.line(request, "region"),
        outcome=outcome, tried_at=forms.moment(request, "tried_at"),
        elsewhere=forms.line(request, "elsewhere", longest=80),
        is_number_shown=ANSWERS.get(request.POST.get("is_number_shown", "")) if is_here else None,
        answered_after_s=forms.whole_number(request, "answered_after_s")
        if is_here and seconds else None,
        call_id=forms.identifier(request, "call_id")
        if is_here and request.POST.get("call_id") else None,
        tried_by=forms.line(request, "tried_by", longest=80), note=forms.line(request, "note"),
    )  # fmt: skip
    services.note_test(by=actor_of(request), said=said, at=clock.now())
    return done(request, to=reverse("console:linetests"))


@act(Right.CONFIGURE)
def add_provider(request: HttpRequest) -> HttpResponse:
    """One more network."""
    name = forms.line(request, "name", longest=40)
    services.add_provider(by=actor_of(request), name=name, at=clock.now())
    return done(request, to=reverse("console:linetests"))


@act(Right.CONFIGURE)
def retire_provider(request: HttpRequest, provider_id: UUID) -> HttpResponse:
    """It is tried no more; its tests stay."""
    services.retire_provider(by=actor_of(request), provider_id=provider_id, at=clock.now())
    return done(request, to=reverse("console:linetests"))
