"""The crew's sheet: its task, or its readiness while there is none."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from kentongan.dispatch.enums import AssignmentState, DeclineReason, Help
from kentongan.dispatch.selectors import crew_view, local_hour, start_of
from kentongan.dispatch.types import CrewView
from kentongan.field import gate, rules
from kentongan.field.map import sketch
from kentongan.field.views.scene import danger_context, talk_context
from kentongan.files.selectors import count_attachments
from kentongan.fleet.enums import Capability, UnitState
from kentongan.fleet.selectors import access_unit, list_seated
from kentongan.fleet.types import Unit, VehicleSignedIn
from kentongan.geo.places import PlaceQuality
from kentongan.geo.points import Point
from kentongan.incidents.enums import WHY_NOBODY_ARRIVED, ContactSafety, IncidentState
from kentongan.incidents.selectors import find_category_at, list_reports
from kentongan.kernel import clock
from kentongan.kernel.errors import NotFound, mark
from kentongan.orgs.enums import DutyKind, Right
from kentongan.orgs.selectors import duty_phone, on_duty
from kentongan.regions.selectors import path_of
from kentongan.roads.enums import Cause
from kentongan.roads.selectors import closed_roads

SETTABLE = tuple(state for state in UnitState if state != UnitState.BUSY)
COLOURS = {"P1": _("Merah"), "P2": _("Oranye"), "P3": _("Kuning"), "P4": _("Hijau"), "P5": _("Abu")}


@gate.page
def crew_page(request: HttpRequest, crew: VehicleSignedIn) -> HttpResponse:
    """The whole page."""
    return render(request, "field/crew.html", _context(crew))


@gate.page
def crew_part(request: HttpRequest, crew: VehicleSignedIn) -> HttpResponse:
    """What changes on it, read again when the stream tells of a change."""
    return render(request, "field/_sheet.html", _context(crew))


@gate.page
def area_map(request: HttpRequest, crew: VehicleSignedIn, assignment_id: UUID) -> HttpResponse:
    """The map of the running task's surroundings. The phone keeps it (worker.js)."""
    at = clock.now()
    task = crew_view(crew.unit_id, at=at)
    if task.assignment_id != assignment_id or task.lat is None or task.lon is None:
        raise NotFound(thing=mark("Peta"))
    place, start = Point(task.lat, task.lon), start_of(crew.unit_id, at)
    drawn = sketch(
        place, start, closed_roads(at), shows_way="on-scene" in task.steps, hour=local_hour(at)
    )
    return render(request, "field/_map.html", {"map": drawn, "at": at})


def _context(crew: VehicleSignedIn) -> dict[str, Any]:
    at = clock.now()
    task = crew_view(crew.unit_id, at=at)
    unit = access_unit(crew.actor, crew.unit_id, right=Right.RUN_UNITS)
    context: dict[str, Any] = {"task": task, "unit": unit, "at": at}
    context["officer"] = duty_phone(crew.org_id, at)
    context["causes"] = Cause.choices
    context |= danger_context(crew, task, context["officer"], at)
    if task.assignment_id is None:
        return context | _readiness(crew, unit)
    return context | _task(task, unit) | talk_context(task)


def _readiness(crew: VehicleSignedIn, unit: Unit) -> dict[str, Any]:
    roster = on_duty(crew.org_id, DutyKind.CREW, clock.now())
    seated = list_seated(crew.unit_id)
    named = [duty.person_name for duty in roster]
    return {
        "names": [*named, *(name for name in seated if name not in named)],
        "seated": seated,
        "states": [(s.value, s.label, s == unit.state) for s in SETTABLE],
        "state_label": UnitState(unit.state).label,
    }


def _task(task: CrewView, unit: Unit) -> dict[str, Any]:
    category = find_category_at(task.category, clock.now())
    carries = Capability.TRANSPORT_PATIENT in unit.capabilities
    return {
        "what": category.label if category else task.category,
        "icon": rules.ICONS.get(category.family if category else "", "warning"),
        "colour": COLOURS.get(task.priority, ""),
        "area": path_of(task.region),
        "quality": PlaceQuality(task.place_quality).label,
        "state_label": AssignmentState(task.assignment_state).label,
        "buttons": rules.buttons_ahead(_steps(task), task.steps_ahead, carries_patients=carries),
        "may_decline": "decline" in task.steps,
        "absences": WHY_NOBODY_ARRIVED if rules.may_end_unarrived(task.steps) else (),
        "may_break_down": "break-down" in task.steps,
        "reasons": DeclineReason.choices,
        "why_unproven": rules.WHY_UNPROVEN.items(),
        "callers": _callers(task),
        "is_silent": not rules.may_ring(task.contact_safety),
        "is_unsure": task.contact_safety == ContactSafety.UNKNOWN,
        "seen": rules.seen_words(rules.ICONS.get(category.family if category else "", "")),
        "helps": Help.choices,
        "photo_count": count_attachments(task.incident_id) if task.incident_id else 0,
        "others": [(o.call_sign, AssignmentState(o.state).label) for o in task.others],
    }


def _steps(task: CrewView) -> list[str]:
    """The assignment's steps, and the incident's own while this crew is the one on the scene."""
    is_there = task.assignment_state == AssignmentState.ON_SCENE
    may_control = is_there and task.incident_state == IncidentState.ON_SCENE
    return [*task.steps, *(["control"] if may_control else [])]


def _callers(task: CrewView) -> list[dict[str, Any]]:
    """Those who told of it: what each said, and whether one may ring. Never a number or a name."""
    if task.incident_id is None:
        return []
    return [
        {
            "id": report.id,
            "at": report.received_at,
            "said": report.narrative if report.narrative != task.narrative else "",
            "address": report.whole_address if report.whole_address != task.address else "",
            "has_number": report.reporter_phone_index is not None,
            "may_ring": rules.may_ring(task.contact_safety, report.contact_safety),
        }
        for report in list_reports(task.incident_id)
    ]


def callers_of(incident_id: UUID) -> dict[UUID, str]:
    """The reports about an incident, with what was said about contacting each caller."""
    return {report.id: report.contact_safety for report in list_reports(incident_id)}
