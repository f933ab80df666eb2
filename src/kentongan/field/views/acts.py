"""What a crew presses: each calls one service."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kentongan.dispatch import services as dispatch
from kentongan.dispatch.enums import DeclineReason, Help
from kentongan.dispatch.selectors import crew_view
from kentongan.field import forms, gate, rules
from kentongan.field.errors import NoTaskNow, NotToBeRung, WhereNotKnown
from kentongan.field.views.answers import done
from kentongan.field.views.sheet import callers_of
from kentongan.fleet import services as fleet
from kentongan.fleet.enums import UnitState
from kentongan.fleet.selectors import find_position, position_fresh
from kentongan.fleet.types import VehicleSignedIn
from kentongan.geo.points import Point
from kentongan.geo.shapes import point_shape
from kentongan.incidents import services as incidents
from kentongan.kernel import clock
from kentongan.kernel.errors import NotFound, Unreadable, mark
from kentongan.roads import services as roads
from kentongan.roads.enums import Cause
from kentongan.roads.selectors import width_of
from kentongan.roads.types import NewClosure

FARTHEST_M = 100.0
"""A telephone that is off by more must not close the roads of a whole village."""

AS_A_GPS_M = 100.0
"""A fix by radio masts alone bears no arrival out; nor does it say that the crew is elsewhere."""

OFFERED = frozenset({
    *rules.STEPS, "decline", "break-down", "not-there", "confirm-arrival", "dismiss-arrival",
})  # fmt: skip

PROPOSED: dict[str, Callable[..., object]] = {
    "confirm-arrival": dispatch.confirm_arrival,
    "dismiss-arrival": dispatch.dismiss_arrival,
}
"""The two answers to an arrival that the unit's position proposes."""


@gate.act
def take_step(
    request: HttpRequest, crew: VehicleSignedIn, assignment_id: UUID, step: str
) -> HttpResponse:
    """One step of the task."""
    if step not in OFFERED:
        raise NotFound(thing=mark("Langkah"))
    if step == "control":
        _control(request, crew, assignment_id)
    elif step == "on-scene":
        _arrive(request, crew, assignment_id)
    elif step == "not-there":
        dispatch.withdraw_arrival(
            by=crew.actor, assignment_id=assignment_id, at=_pressed_at(request, crew)
        )
    elif step in PROPOSED:
        PROPOSED[step](by=crew.actor, assignment_id=assignment_id, at=_pressed_at(request, crew))
    else:
        dispatch.step_assignment(
            by=crew.actor, assignment_id=assignment_id, step=step, reason=_reason(request, step),
            at=_pressed_at(request, crew),
        )  # fmt: skip
    return done(request)


def _pressed_at(request: HttpRequest, crew: VehicleSignedIn) -> datetime:
    """When a step was pressed; never before the task was given, whatever the phone's clock says."""
    at = forms.said_at(request)
    if "X-Occurred-At" not in request.headers:
        return at
    return max(at, crew_view(crew.unit_id, at=at).assigned_at or at)


def _arrive(request: HttpRequest, crew: VehicleSignedIn, assignment_id: UUID) -> None:
    """Tiba: at once, or with the reason that the sheet asks for after a first press."""
    dispatch.say_arrival(
        by=crew.actor,
        assignment_id=assignment_id,
        reason=request.POST.get("code", ""),
        note=forms.line(request, "reason").strip(),
        here=_where_pressed(request),
        at=_pressed_at(request, crew),
    )


def _where_pressed(request: HttpRequest) -> Point | None:
    """Where the phone was when it was pressed, if it knew that as well as a GPS does."""
    lat, lon = forms.decimal(request, "lat"), forms.decimal(request, "lon")
    accuracy_m = forms.decimal(request, "accuracy_m")
    if lat is None or lon is None or accuracy_m is None or not 0 <= accuracy_m <= AS_A_GPS_M:
        return None
    return Point(lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None


def _control(request: HttpRequest, crew: VehicleSignedIn, assignment_id: UUID) -> None:
    """Terkendali, in the word of the crew that is there."""
    at = forms.said_at(request)
    task = crew_view(crew.unit_id, at=at)
    if task.incident_id is None or task.assignment_id != assignment_id:
        raise NotFound(thing=mark("Penugasan"))
    incidents.control(by=crew.actor, incident_id=task.incident_id, at=at)


def _reason(request: HttpRequest, step: str) -> str:
    """The chosen reason in words, and what was typed beside it; of a task that is over although the
    unit has not arrived, the code.
    """
    code = request.POST.get("code", "")
    if step == "clear":
        return code
    label = str(DeclineReason(code).label) if code in DeclineReason.values else ""
    return ": ".join(filter(None, (label, forms.line(request, "reason").strip())))


@gate.act
def seat_crew(request: HttpRequest, crew: VehicleSignedIn) -> HttpResponse:
    """Who sits in the unit from now on."""
    names = forms.names(request)
    fleet.seat_crew(by=crew.actor, unit_id=crew.unit_id, names=names, at=forms.said_at(request))
    return done(request)


@gate.act
def confirm_readiness(request: HttpRequest, crew: VehicleSignedIn) -> HttpResponse:
    """The unit is ready for this shift, with what it has."""
    fleet.confirm_readiness(
        by=crew.actor,
        unit_id=crew.unit_id,
        crew_count=forms.whole(request, "crew_count") or 0,
        fuel_percent=forms.whole(request, "fuel_percent"),
        water_l=forms.whole(request, "water_l"),
        oxygen_percent=forms.whole(request, "oxygen_percent"),
        defects=forms.text(request, "defects"),
        at=forms.said_at(request),
    )
    return done(request)


@gate.act
def set_state(request: HttpRequest, crew: VehicleSignedIn) -> HttpResponse:
    """How the unit is, while it has no task."""
    state = forms.code(request, "state", UnitState)
    fleet.set_unit_state(
        by=crew.actor, unit_id=crew.unit_id, state=state, at=forms.said_at(request)
    )
    return done(request)


@gate.act
def size_up(request: HttpRequest, crew: VehicleSignedIn, assignment_id: UUID) -> HttpResponse:
    """What the crew sees, in ticked words and its own."""
    words = [str(word) for icon in rules.SEEN for word in rules.SEEN[icon]]
    said = [*dict.fromkeys(forms.chosen(request, "seen", words)), forms.line(request, "note")]
    dispatch.size_up(
        by=crew.actor, assignment_id=assignment_id, text="; ".join(filter(None, said)),
        at=forms.said_at(request),
    )  # fmt: skip
    return done(request)


@gate.act
def ask_for_help(request: HttpRequest, crew: VehicleSignedIn, assignment_id: UUID) -> HttpResponse:
    """What the crew needs beside what was sent."""
    dispatch.ask_for_help(
        by=crew.actor, assignment_id=assignment_id,
        wanted=[Help(code) for code in forms.chosen(request, "wanted", Help.values)],
        note=forms.line(request, "note").strip(), at=forms.said_at(request),
    )  # fmt: skip
    return done(request)


@gate.told
def send_photo(request: HttpRequest, crew: VehicleSignedIn, incident_id: UUID) -> HttpResponse:
    """A photo of the scene: its bytes are the body. Its own id makes it safe to send again."""
    own_id = request.GET.get("id", "")
    incidents.attach_file(
        by=crew.actor, incident_id=incident_id, name=request.GET.get("name", "")[:200] or "foto",
        media_type=request.content_type or "application/octet-stream",
        stream=BytesIO(request.body), own_id=forms.own_id(own_id), at=forms.said_at(request),
    )  # fmt: skip
    return HttpResponse(status=204)


@gate.act
def report_road(request: HttpRequest, crew: VehicleSignedIn) -> HttpResponse:
    """The road before this unit is closed: by the phone's position, else by the unit's own."""
    at = forms.said_at(request)
    point, accuracy_m = _here(request, crew, at)
    within_m = min(max(width_of("Point", at), accuracy_m), FARTHEST_M)
    roads.report_closure(
        by=crew.actor,
        new=NewClosure(
            shape=point_shape(point, within_m),
            cause=forms.code(request, "cause", Cause),
            road=forms.line(request, "road").strip(),
            note=forms.line(request, "note").strip(),
            incident_id=_incident_named(crew, at),
        ),
        at=at,
    )
    return done(request)


def _incident_named(crew: VehicleSignedIn, at: datetime) -> UUID | None:
    """The incident to which it drives, but a restricted one: what is closed is public."""
    task = crew_view(crew.unit_id, at=at)
    return None if task.is_restricted else task.incident_id


def _here(request: HttpRequest, crew: VehicleSignedIn, at: datetime) -> tuple[Point, float]:
    lat, lon = forms.decimal(request, "lat"), forms.decimal(request, "lon")
    if lat is not None and lon is not None:
        return Point(lat, lon), forms.decimal(request, "accuracy_m") or 0.0
    position = find_position(crew.unit_id)
    if position is None or position.age(at) > position_fresh(at):
        raise WhereNotKnown
    return position.point, 0.0


@gate.told
def report_position(request: HttpRequest, crew: VehicleSignedIn) -> HttpResponse:
    """Where the phone in the cab is. Not an act (architecture.md §4)."""
    lat, lon = forms.decimal(request, "lat"), forms.decimal(request, "lon")
    if lat is None or lon is None:
        raise Unreadable(field="lat", reason="—", expected=mark("Lintang dan bujur."))
    fleet.report_position(
        by=crew.actor,
        unit_id=crew.unit_id,
        lat=lat,
        lon=lon,
        accuracy_m=forms.decimal(request, "accuracy_m"),
        heading_deg=forms.decimal(request, "heading_deg"),
        speed_kmh=forms.decimal(request, "speed_kmh"),
        at=clock.now(),
    )
    return HttpResponse(status=204)


@gate.told
def reveal_reporter(request: HttpRequest, crew: VehicleSignedIn, report_id: UUID) -> HttpResponse:
    """A caller's name and number, of the task that is running; the journal keeps who has read them.

    Refused where a ring may betray the caller (practice.md §3.1).
    """
    at = clock.now()
    task = crew_view(crew.unit_id, at=at)
    callers = callers_of(task.incident_id) if task.incident_id else {}
    if report_id not in callers:
        raise NoTaskNow
    if not rules.may_ring(task.contact_safety, callers[report_id]):
        raise NotToBeRung
    reporter = incidents.reveal_reporter(by=crew.actor, report_id=report_id, at=at)
    return render(request, "field/_reporter.html", {"reporter": reporter})
