"""Pengaturan › Syarat keselamatan: what may be asked before a crew works, and in which words."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.console.decided import who_decided
from kentongan.console.gate import act, done, page, show, told
from kentongan.console.settings_forms import basis, begins
from kentongan.console.settings_inputs import condition
from kentongan.dispatch import selectors, services
from kentongan.dispatch.enums import ConditionState
from kentongan.dispatch.selectors import configuration
from kentongan.kernel import clock
from kentongan.orgs.enums import Right
from kentongan.web.requests import actor_of


@page(Right.CONFIGURE)
def kinds(request: HttpRequest) -> HttpResponse:
    """Every kind, retired ones last, each with its history and the form that changes it."""
    at = clock.now()
    rows = configuration().condition_kinds
    known = sorted(configuration().known_kinds(at), key=lambda kind: not kind.is_offered)
    return show(
        request,
        "settings_conditions.html",
        kinds=[(kind, [row for row in rows if row.code == kind.code]) for kind in known],
        who=who_decided(rows),
        at=at,
    )


@told(Right.CONFIGURE)
def preview_kind(request: HttpRequest) -> HttpResponse:
    """What a crew would read in each state; nothing is written."""
    kind = condition(request)
    selectors.require_kind(kind)
    said = [(ConditionState(state).label, selectors.said_of(kind, state)) for state in SHOWN]
    return show(request, "_settings_condition_preview.html", kind=kind, said=said)


SHOWN = (ConditionState.ASKED, ConditionState.CONFIRMED, ConditionState.RELEASED)


@act(Right.CONFIGURE)
def set_kind(request: HttpRequest) -> HttpResponse:
    """A kind as it is from now on, or from a later day."""
    services.set_condition_kind(
        by=actor_of(request),
        kind=condition(request),
        legal_basis=basis(request),
        valid_from=begins(request),
        at=clock.now(),
    )
    return done(request, to=reverse("console:settings-conditions"))
