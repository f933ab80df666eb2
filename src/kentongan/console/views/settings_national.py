"""Pengaturan › Laporan nasional: what the national 112 return counts as what."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.calls.enums import Disposition
from kentongan.console.decided import who_decided
from kentongan.console.gate import act, done, page, show
from kentongan.console.settings_forms import basis
from kentongan.kernel import clock
from kentongan.levels import selectors, services
from kentongan.levels.enums import NationalClass
from kentongan.orgs.enums import Right
from kentongan.web.requests import actor_of


@page(Right.CONFIGURE)
def mapping(request: HttpRequest) -> HttpResponse:
    """What is in force, what was, and the form for the next decision."""
    classes, legal_basis = selectors.mapping_at(clock.now())
    rows = selectors.list_mappings()
    return show(
        request, "settings_national.html", rows=rows, who=who_decided(rows), basis=legal_basis,
        classes=NationalClass.choices,
        dispositions=[(each, each.label, classes[each]) for each in Disposition],
    )  # fmt: skip


@act(Right.CONFIGURE)
def set_mapping(request: HttpRequest) -> HttpResponse:
    """Return it like this from now on."""
    classes = {each.value: request.POST.get(each.value, "") for each in Disposition}
    services.set_mapping(
        by=actor_of(request), classes=classes, legal_basis=basis(request), at=clock.now()
    )
    return done(request, to=reverse("console:settings-national"))
