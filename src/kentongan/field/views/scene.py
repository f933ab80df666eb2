"""A crew in danger, and the talk of those who work at one scene. Each act calls one service."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from kentongan.dispatch import services as dispatch
from kentongan.dispatch.selectors import (
    list_crew_talk,
    list_dangers_at,
    supervisor,
    unit_place,
)
from kentongan.dispatch.types import CrewView
from kentongan.field import forms, gate
from kentongan.field.errors import MessageEmpty
from kentongan.field.views.answers import done
from kentongan.fleet.types import VehicleSignedIn
from kentongan.kernel.errors import Unreadable
from kentongan.orgs.selectors import Reachable

QUICK_WORDS = (_("Dimengerti"), _("Tunggu sebentar"), _("Ulangi"), _("Tidak bisa"))
"""What a crew can say with one tap."""


@gate.alarm
def raise_danger(request: HttpRequest, crew: VehicleSignedIn) -> HttpResponse:
    """The crew is threatened. Whatever stands beside it, it is taken."""
    dispatch.raise_danger(
        by=crew.actor, unit_id=crew.unit_id, lat=_number(request, "lat"),
        lon=_number(request, "lon"), accuracy_m=_number(request, "accuracy_m"),
        at=forms.said_at(request),
    )  # fmt: skip
    return done(request)


@gate.act
def say_over(request: HttpRequest, crew: VehicleSignedIn) -> HttpResponse:
    """The crew says that it is safe; the desk still ends it."""
    dispatch.say_danger_over(by=crew.actor, unit_id=crew.unit_id, at=forms.said_at(request))
    return done(request)


@gate.act
def talk(request: HttpRequest, crew: VehicleSignedIn, assignment_id: UUID) -> HttpResponse:
    """A line to the desks and the other crews: one that was tapped, else what was typed."""
    said = (forms.line(request, "word") or forms.line(request, "text")).strip()
    if not said:
        raise MessageEmpty
    dispatch.talk(by=crew.actor, assignment_id=assignment_id, text=said, at=forms.said_at(request))
    return done(request)


def danger_context(
    crew: VehicleSignedIn, task: CrewView, officer: Reachable | None, at: datetime
) -> dict[str, object]:
    """Whether the desk has the crew's cry, who else at the scene is in danger, and whom to ring or
    to write to without a line.
    """
    level = supervisor(at)
    place = unit_place(crew.unit_id)
    where = f" {place.point.lat:.5f},{place.point.lon:.5f}" if place else ""
    open_ones = list_dangers_at(task.scene, crew.unit_id)
    return {
        "danger": next((one for one in open_ones if one.unit_id == crew.unit_id), None),
        "near": [one for one in open_ones if one.unit_id != crew.unit_id],
        "danger_phone": officer.phone if officer else level.phone,
        "danger_title": officer.title if officer else level.title,
        # the call sign and the place, and nothing of what the crew is sent to
        "danger_said": f"BAHAYA {crew.call_sign}",
        "danger_sms": f"BAHAYA {crew.call_sign}{where}",
    }


def talk_context(task: CrewView) -> dict[str, Any]:
    """What was said to the crews at the scene."""
    lines = list_crew_talk(task.scene)
    return {
        "talk": lines,
        "talk_heard": next((line.id for line in lines if not line.is_from_crew), ""),
        "quick_words": QUICK_WORDS,
    }


def _number(request: HttpRequest, name: str) -> float | None:
    """A number, or None for whatever else a phone has sent."""
    try:
        return forms.decimal(request, name)
    except Unreadable:
        return None
