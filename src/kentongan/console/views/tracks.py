"""Jejak unit: where an incident's units were, opened by a press that the journal keeps."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.console.gate import act, done, page, show
from kentongan.console.tracks import DRAWN, paper_of, rows_of
from kentongan.dispatch import selectors, services
from kentongan.fleet.selectors import position_fresh
from kentongan.incidents.selectors import require_open_to
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.orgs.enums import Right
from kentongan.web.requests import actor_of


@page(Right.SEE_UNITS)
def tracks(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """The replay, for one who has opened it; else the key that opens it."""
    by, at = actor_of(request), clock.now()
    incident = selectors.access_tracks(by, incident_id)
    require_open_to(by, incident, at)
    common = {"incident": incident, "live_after": journal.last_seq()}
    if not selectors.tracks_are_open_to(by, incident_id, at):
        return show(request, "tracks_sealed.html", **common)
    found = selectors.list_tracks(by, incident_id, most=DRAWN, at=at)
    place = selectors.place_point(incident)
    return show(
        request, "tracks.html", tracks=found, rows=rows_of(found, place),
        paper=paper_of(found, place, fresh=position_fresh(at)), **common,
    )  # fmt: skip


@act(Right.SEE_UNITS)
def open_tracks(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Open them: the journal says who has read them."""
    services.open_tracks(by=actor_of(request), incident_id=incident_id, at=clock.now())
    return done(request, reverse("console:tracks", args=[incident_id]))
