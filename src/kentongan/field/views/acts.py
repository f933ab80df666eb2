"""What a crew presses: each calls one service."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from kentongan.dispatch import services as dispatch
from kentongan.dispatch.enums import DeclineReason
from kentongan.dispatch.selectors import crew_view
from kentongan.field import forms, gate, rules
from kentongan.field.errors import NoTaskNow, NotToBeRung
from kentongan.field.views.sheet import callers_of
from kentongan.fleet import services as fleet
from kentongan.fleet.enums import UnitState
from kentongan.fleet.types import VehicleSignedIn
from kentongan.incidents import services as incidents
from kentongan.kernel import clock
from kentongan.kernel.errors import NotFound, Unreadable, mark

CHANGED = "crew-changed"
"""What an act's answer tells the page: read your sheet again."""

OFFERED = frozenset({*rules.STEPS, "decline", "break-down"})


@gate.act
def take_step(
    request: HttpRequest, crew: VehicleSignedIn, assignment_id: UUID, step: str
) -> HttpResponse:
    """One step of the task."""
    if step not in OFFERED:
        raise NotFound(thing=mark("Langkah"))
    if step == "control":
        _control(crew, assignment_id)
        return _done(request)
    dispatch.step_assignment(
        by=crew.actor, assignment_id=assignment_id, step=step, reason=_reason(request),
        at=clock.now(),
    )  # fmt: skip
    return _done(request)


def _control(crew: VehicleSignedIn, assignment_id: UUID) -> None:
    """Terkendali, in the word of the crew that is there."""
    at = clock.now()
    task = crew_view(crew.unit_id, at=at)
    if task.incident_id is None or task.assignment_id != assignment_id:
        raise NotFound(thing=mark("Penugasan"))
    incidents.control(by=crew.actor, incident_id=task.incident_id, at=at)


def _reason(request: HttpRequest) -> str:
    """The chosen reason in words, and what was typed beside it."""
    code = request.POST.get("code", "")
    label = str(DeclineReason(code).label) if code in DeclineReason.values else ""
    return ": ".join(filter(None, (label, forms.line(request, "reason").strip())))


@gate.act
def seat_crew(request: HttpRequest, crew: VehicleSignedIn) -> HttpResponse:
    """Who sits in the unit from now on."""
    names = forms.names(request)
    fleet.seat_crew(by=crew.actor, unit_id=crew.unit_id, names=names, at=clock.now())
    return _done(request)


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
        at=clock.now(),
    )
    return _done(request)


@gate.act
def set_state(request: HttpRequest, crew: VehicleSignedIn) -> HttpResponse:
    """How the unit is, while it has no task."""
    said = request.POST.get("state", "")
    if said not in UnitState.values:
        raise Unreadable(
            field="state", reason=said[:40] or "—", expected=mark("Pilih salah satu yang tersedia.")
        )
    fleet.set_unit_state(by=crew.actor, unit_id=crew.unit_id, state=UnitState(said), at=clock.now())
    return _done(request)


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


def _done(request: HttpRequest) -> HttpResponse:
    """An act has been done. Its answer is kept for 48 hours, so it holds nothing."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Trigger": CHANGED})
    return HttpResponseRedirect(reverse("field:crew"))
