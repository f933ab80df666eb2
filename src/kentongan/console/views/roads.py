"""Jalan ditutup: telling of a closed road, saying that it still is, that it is open again."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from kentongan.accounts.selectors import names_of
from kentongan.console import forms
from kentongan.console.gate import act, done, my_rights, page, show
from kentongan.dispatch.selectors import place_point
from kentongan.files.selectors import list_attachments
from kentongan.fleet.selectors import call_signs
from kentongan.geo.points import Point
from kentongan.geo.shapes import Shape, point_shape, read_shape
from kentongan.incidents.selectors import access_incident
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import Failure
from kentongan.orgs.enums import Right
from kentongan.roads import selectors, services
from kentongan.roads.enums import Cause, ClosureSource
from kentongan.roads.types import Closure, NewClosure
from kentongan.villages.selectors import area_of
from kentongan.web.requests import actor_of


@page(Right.REPORT_ROADS)
def roads(request: HttpRequest) -> HttpResponse:
    """What is reported closed, and the form to report another; at an incident where it is asked."""
    context = _lists() | _prefilled(request)
    return show(
        request, "roads.html", live_after=journal.last_seq(), causes=Cause.choices, **context
    )


@page(Right.REPORT_ROADS)
def roads_part(request: HttpRequest) -> HttpResponse:
    """What changes on it."""
    return show(request, "_roads.html", **_lists())


@page(Right.REPORT_ROADS)
def closed_on_map(request: HttpRequest) -> HttpResponse:
    """The closed roads as GeoJSON."""
    return JsonResponse(selectors.public_features(clock.now()))


@page(Right.REPORT_ROADS)
def road(request: HttpRequest, closure_id: UUID) -> HttpResponse:
    """One closure, with its photos."""
    closure = selectors.access_closure(actor_of(request), closure_id)
    files = list_attachments(closure_id)
    names = names_of({file.added_by for file in files}) | _tellers([closure])
    closes = None if closure.is_over else selectors.roads_closed_by(closure.shape)
    return show(
        request, "road.html", closure=closure, files=files, names=names, closes=closes,
        live_after=journal.last_seq(),
    )  # fmt: skip


def _lists() -> dict[str, Any]:
    now = clock.now()
    standing = selectors.list_standing()
    ended = selectors.list_lately_ended()
    return {
        "asked": [row for row in standing if row.is_asked],
        "closed": [row for row in standing if not row.is_asked and row.starts_at <= now],
        "planned": [row for row in standing if not row.is_asked and row.starts_at > now],
        "ended": ended,
        "names": _tellers([*standing, *ended]),
        "last_said_at": selectors.last_said_at(),
    }


def _tellers(rows: list[Closure]) -> dict[UUID, str]:
    """Who has written them down: people by name, crews by the call sign of their unit."""
    people = {row.reported_by for row in rows} | {row.ended_by for row in rows if row.ended_by}
    return names_of(people) | call_signs(people)


def _prefilled(request: HttpRequest) -> dict[str, Any]:
    """The place of the incident from whose page one comes, if one may see it."""
    try:
        incident = access_incident(
            actor_of(request), UUID(request.GET.get("kejadian", "")), right=Right.SEE_INCIDENTS
        )
    except (ValueError, Failure):
        return {"incident": None, "point": None}
    if incident.is_restricted:  # what is closed is public, and would say where it is
        return {"incident": None, "point": None}
    return {"incident": incident, "point": place_point(incident)}


@act(Right.REPORT_ROADS)
def report_road(request: HttpRequest) -> HttpResponse:
    """A road is closed: from now on every proposal leads around it."""
    by, at = actor_of(request), clock.now()
    services.report_closure(by=by, new=_told(request, by, at), at=at)
    return done(request, back=reverse("console:roads"))


def _told(request: HttpRequest, by: Actor, at: datetime) -> NewClosure:
    rights = my_rights(request)
    speaks_for_area = not rights.has_anywhere(Right.EDIT_INCIDENTS) and rights.has_anywhere(
        Right.SPEAK_FOR_AREA
    )
    return NewClosure(
        shape=_shape(request, at),
        cause=forms.choice(request, "cause", Cause),
        road=forms.line(request, "road", longest=services.LONGEST_ROAD),
        note=forms.line(request, "note", longest=services.LONGEST_NOTE),
        told_by=forms.line(request, "told_by", longest=services.LONGEST_NAME),
        source=ClosureSource.WARNING if forms.ticked(request, "is_warning") else None,
        incident_id=forms.identifier(request, "incident") if _said(request, "incident") else None,
        region=area_of(by) if speaks_for_area else "",
        starts_at=forms.moment(request, "starts_at") if _said(request, "starts_at") else None,
        until_at=forms.moment(request, "until_at") if _said(request, "until_at") else None,
    )


def _said(request: HttpRequest, name: str) -> bool:
    return bool(request.POST.get(name))


def _shape(request: HttpRequest, at: datetime) -> Shape:
    """What was drawn on the map; else the point that was written."""
    drawn = forms.text(request, "geojson")
    if drawn:
        shape = read_shape(drawn)
        return replace(shape, width_m=selectors.width_of(shape.kind, at))
    lat, lon = forms.position_of(request)
    return point_shape(Point(lat, lon), selectors.width_of("Point", at))


@act(Right.REPORT_ROADS)
def keep_road(request: HttpRequest, closure_id: UUID) -> HttpResponse:
    """It is still closed."""
    until_at = forms.moment(request, "until_at") if _said(request, "until_at") else None
    services.keep_closed(
        by=actor_of(request), closure_id=closure_id, until_at=until_at, at=clock.now()
    )
    return done(request, back=reverse("console:roads"))


@act(Right.REPORT_ROADS)
def end_road(request: HttpRequest, closure_id: UUID) -> HttpResponse:
    """One may drive there again, or it never was closed."""
    services.end_closure(
        by=actor_of(request), closure_id=closure_id, was_mistaken=forms.ticked(request, "mistaken"),
        at=clock.now(),
    )  # fmt: skip
    return done(request, back=reverse("console:roads"))
