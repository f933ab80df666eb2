"""Pengaturan › Bidang layanan: where points are expected; one beyond it is asked about first."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.console.decided import who_decided
from kentongan.console.forms import number
from kentongan.console.gate import act, done, page, show
from kentongan.console.settings_forms import basis
from kentongan.geo.cover import Box
from kentongan.incidents import selectors, services
from kentongan.kernel import clock
from kentongan.kernel.errors import Unreadable
from kentongan.orgs.enums import Right
from kentongan.web.requests import actor_of

BOUNDS = {"min_lat": 90, "max_lat": 90, "min_lon": 180, "max_lon": 180}


@page(Right.CONFIGURE)
def reach(request: HttpRequest) -> HttpResponse:
    """The box in force, and what was decided before."""
    at = clock.now()
    rows = selectors.list_service_rows()
    return show(
        request,
        "settings_reach.html",
        now=selectors.find_service_row(at),
        rows=rows,
        who=who_decided(rows),
        at=at,
    )


@act(Right.CONFIGURE)
def set_reach(request: HttpRequest) -> HttpResponse:
    """The box from now on. Refuses one inside out (GEO-006)."""
    box = Box(**{name: _degrees(request, name, most) for name, most in BOUNDS.items()})
    services.set_service_area(
        by=actor_of(request), box=box, legal_basis=basis(request), at=clock.now()
    )
    return done(request, to=reverse("console:settings-reach"))


def _degrees(request: HttpRequest, name: str, most: int) -> float:
    found = number(request, name)
    if found is None or not -most <= found <= most:
        said, limits = request.POST.get(name, "")[:40], f"-{most}–{most}"
        raise Unreadable(field=name, reason=said or "—", expected=limits)
    return found
