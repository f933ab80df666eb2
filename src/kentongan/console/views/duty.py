"""Petugas piket: who is on duty now, at each agency, and by which telephone."""

from itertools import groupby
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.console.gate import act, done, my_rights, page, show
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.orgs import selectors, services
from kentongan.orgs.enums import Right
from kentongan.web.requests import actor_of


@page(Right.SEE_ROSTER)
def duty(request: HttpRequest) -> HttpResponse:
    """The roster of this moment; agencies see their own and the centre's."""
    return show(request, "duty.html", live_after=journal.last_seq(), **_roster(request))


@page(Right.SEE_ROSTER)
def duty_part(request: HttpRequest) -> HttpResponse:
    """The same, without the page around it."""
    return show(request, "_duty.html", **_roster(request))


@act(Right.SEE_ROSTER)
def sign_on(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    """Begin a duty."""
    services.sign_on(by=actor_of(request), duty_id=duty_id, at=clock.now())
    return done(request, back=reverse("console:duty"))


@act(Right.SEE_ROSTER)
def sign_off(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    """End a duty."""
    services.sign_off(by=actor_of(request), duty_id=duty_id, at=clock.now())
    return done(request, back=reverse("console:duty"))


def _roster(request: HttpRequest) -> dict[str, object]:
    rights, at = my_rights(request), clock.now()
    # those who begin soon are shown: they may sign on
    duties = selectors.list_duties(rights, at, ahead=selectors.sign_on_early(at))
    kept = {
        duty.org_id
        for duty in duties
        if rights.has(Right.EDIT_ROSTER, region=duty.org.region, org_ids=(duty.org_id,))
    }
    return {
        "me": actor_of(request).id,
        "kept": kept,
        "lanes": [(org, list(rows)) for org, rows in groupby(duties, key=lambda d: d.org)],
        "uncovered": selectors.orgs_without_duty(rights, at),
    }
