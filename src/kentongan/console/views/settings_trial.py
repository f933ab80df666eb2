"""Pengaturan › Coba satu panggilan: what would happen for this call. Nothing of it is kept."""

from django.http import HttpRequest, HttpResponse

from kentongan.console import forms, intake
from kentongan.console.gate import page, show, told
from kentongan.incidents.types import NewIncident
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.orgs.enums import Right
from kentongan.policy.services import rehearse_call
from kentongan.regions import selectors as regions
from kentongan.web.requests import actor_of


@page(Right.CONFIGURE)
def trial(request: HttpRequest) -> HttpResponse:
    """The questions of the incident form, and the hour at which it would ring."""
    return show(
        request,
        "settings_trial.html",
        areas=regions.list_children(journal.node().region),
        **intake.form_context(clock.now()),
    )


@told(Right.CONFIGURE)
def rehearse(request: HttpRequest) -> HttpResponse:
    """What would happen, by the services that would do it."""
    at = forms.moment(request, "at") if request.POST.get("at") else clock.now()
    new = NewIncident(
        category=forms.text(request, "category"),
        place=forms.place(request),
        region=forms.text(request, "region"),
        facts=forms.facts(request, at),
        priority=forms.chosen_priority(request),
    )
    return show(
        request,
        "_settings_trial.html",
        found=rehearse_call(by=actor_of(request), new=new, at=at),
        at=at,
    )
