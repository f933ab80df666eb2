"""Crews in danger: who is threatened and where, who has taken it, what came of it."""

from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from msgspec import Meta

from kentongan.dispatch import selectors, services
from kentongan.dispatch.enums import DangerPlace, DangerState
from kentongan.dispatch.models import Danger
from kentongan.dispatch.selectors import DangerRow
from kentongan.kernel import clock
from kentongan.orgs.selectors import rights_of
from kentongan.regions.types import dotted
from kentongan.web.endpoints import Api, answer, etag
from kentongan.web.requests import actor_of
from kentongan.web.wire import Line, Listed, RegionCode, Stamp, copied

api = Api(tag="Crews in danger")

HERE = "/dangers/<uuid:danger_id>"


class WireDanger(msgspec.Struct, kw_only=True):
    """A crew that has said that it is threatened; open until somebody has said what came of it."""

    id: UUID
    unit_id: UUID
    call_sign: str
    org_id: UUID
    org_name: str
    region: RegionCode
    state: DangerState
    raised_at: Stamp
    received_at: Stamp
    """Later than `raised_at` where the crew had no line."""
    pressed_at: Stamp
    press_count: int
    place: DangerPlace
    lat: float | None
    lon: float | None
    accuracy_m: float | None
    place_at: Stamp | None
    incident_id: UUID | None
    """Null where it works for none, or for one that you may not see."""
    incident_number: str
    said_over_at: Stamp | None
    answered_at: Stamp | None
    answered_by: UUID | None
    answered_desk: str
    ended_at: Stamp | None
    outcome: str
    """What became of the crew, once somebody has ended it."""
    escalation_level: int
    version: int


class RaiseBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Where the crew is, if that is known; else the unit's last position counts."""

    lat: float | None = None
    lon: float | None = None
    accuracy_m: float | None = None


class HeardBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Whose crew has cried: the task that it is out for."""

    assignment_id: UUID


class OutcomeBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What came of it."""

    outcome: Annotated[Line, Meta(min_length=1)]


@api.get("/dangers", answer=Listed[WireDanger])
def list_dangers(request: HttpRequest) -> HttpResponse:
    """Those that are open, the unanswered first."""
    rows = selectors.list_open_dangers(actor_of(request))
    return answer(Listed(items=[_danger_of(row) for row in rows]))


@api.get(HERE, answer=WireDanger)
def get_danger(request: HttpRequest, *, danger_id: UUID) -> HttpResponse:
    """One of them, also after its end: what became of the crew."""
    return _answered(request, selectors.access_danger(actor_of(request), danger_id))


@api.post("/units/<uuid:unit_id>/danger", answer=WireDanger, example={"lat": -6.92, "lon": 110.2})
def raise_danger(request: HttpRequest, *, unit_id: UUID, body: RaiseBody) -> HttpResponse:
    """A unit's crew is threatened: telephones ring until somebody answers. Sent again while it is
    open it adds the newest place and rings again.
    """
    danger = services.raise_danger(
        by=actor_of(request), unit_id=unit_id, lat=body.lat, lon=body.lon,
        accuracy_m=body.accuracy_m, at=clock.now(),
    )  # fmt: skip
    return _answered(request, danger)


@api.post("/units/<uuid:unit_id>/danger/over", answer=None, status=204)
def say_danger_over(request: HttpRequest, *, unit_id: UUID) -> HttpResponse:
    """The crew says that it is safe. A word under threat ends nothing: a desk ends it."""
    services.say_danger_over(by=actor_of(request), unit_id=unit_id, at=clock.now())
    return HttpResponse(status=204)


@api.post("/dangers", answer=WireDanger)
def hear_danger(request: HttpRequest, *, body: HeardBody) -> HttpResponse:
    """A desk has heard it by radio or telephone: the same telephones ring."""
    danger = services.hear_danger(
        by=actor_of(request), assignment_id=body.assignment_id, at=clock.now()
    )
    return _answered(request, danger)


@api.post(f"{HERE}/answer", answer=WireDanger)
def answer_danger(request: HttpRequest, *, danger_id: UUID) -> HttpResponse:
    """Take it, in your name: no telephone rings any more."""
    danger = services.answer_danger(by=actor_of(request), danger_id=danger_id, at=clock.now())
    return _answered(request, danger)


@api.post(f"{HERE}/end", answer=WireDanger, example={"outcome": "Awak selamat, polisi di tempat."})
def end_danger(request: HttpRequest, *, danger_id: UUID, body: OutcomeBody) -> HttpResponse:
    """Say what came of it: it is over."""
    danger = services.end_danger(
        by=actor_of(request), danger_id=danger_id, outcome=body.outcome, at=clock.now()
    )
    return _answered(request, danger)


def _answered(request: HttpRequest, danger: Danger) -> HttpResponse:
    row = selectors.danger_row(danger, rights_of(actor_of(request)))
    return answer(_danger_of(row), headers={"ETag": etag(danger.version)})


def _danger_of(row: DangerRow) -> WireDanger:
    return copied(WireDanger, row, region=dotted(row.region))
