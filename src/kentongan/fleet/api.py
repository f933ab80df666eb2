"""Units over HTTP: what there is, how they are, where they are."""

from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from msgspec import Meta

from kentongan.fleet import selectors, services
from kentongan.fleet.enums import Capability, UnitKind, UnitState
from kentongan.fleet.models import Readiness, Unit
from kentongan.geo.wire import Latitude, Longitude, Metres
from kentongan.kernel import clock
from kentongan.regions.types import dotted
from kentongan.web.endpoints import Api, answer, etag
from kentongan.web.requests import actor_of
from kentongan.web.wire import (
    Line,
    Listed,
    Moment,
    RegionCode,
    Stamp,
    Text,
    stamp,
    stamp_or_none,
    utc,
    utc_or_none,
)

api = Api(tag="Units")

Percent = Annotated[int, Meta(ge=0, le=100)]


class WirePosition(msgspec.Struct, kw_only=True):
    """Where a unit last said it was, and how old that is."""

    lat: float
    lon: float
    accuracy_m: float | None
    heading_deg: float | None
    speed_kmh: float | None
    at: Stamp
    age_s: float
    is_fresh: bool
    """Whether it is younger than the limit in force; an older one gives a range, no minute."""


class WireUnit(msgspec.Struct, kw_only=True):
    """A vehicle with crew, or a team."""

    id: UUID
    call_sign: str
    kind: UnitKind
    org_id: UUID
    org_name: str
    post_id: UUID
    post_name: str
    capabilities: list[str]
    state: UnitState
    state_since: Stamp
    state_note: str
    phone: str
    region: RegionCode
    is_ready: bool
    ready_confirmed_at: Stamp | None
    ready_until: Stamp | None
    crew_count: int | None
    position: WirePosition | None
    is_invented: bool
    version: int


class WireReadiness(msgspec.Struct, kw_only=True):
    """What a post has said about a unit for this shift."""

    id: UUID
    unit_id: UUID
    confirmed_at: Stamp
    valid_until: Stamp
    crew_count: int
    fuel_percent: int | None
    water_l: int | None
    oxygen_percent: int | None
    defects: str


class UnitQuery(msgspec.Struct, kw_only=True):
    """Which units."""

    org_id: UUID | None = None
    state: UnitState | None = None
    capability: Capability | None = None


class PositionBody(msgspec.Struct, kw_only=True):
    """Where a unit is. `at` may be earlier: phones deliver late."""

    lat: Latitude
    lon: Longitude
    accuracy_m: Metres | None = None
    heading_deg: Annotated[float, Meta(ge=0, le=360)] | None = None
    speed_kmh: Annotated[float, Meta(ge=0, le=1500)] | None = None
    at: Moment | None = None


class ReadinessBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Crew, fuel, water, oxygen, defects at the start of a shift."""

    crew_count: Annotated[int, Meta(ge=0, le=1000)]
    fuel_percent: Percent | None = None
    water_l: Annotated[int, Meta(ge=0, le=1_000_000)] | None = None
    oxygen_percent: Percent | None = None
    defects: Text = ""
    valid_until: Moment | None = None


class StateBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """How a unit is. BUSY comes with an assignment, never by hand."""

    state: UnitState
    note: Line = ""


class CrewBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Who sits in a unit from now on."""

    names: Annotated[list[Line], Meta(max_length=60)]


class Seated(msgspec.Struct):
    """How many sit in the unit now."""

    crew_count: int


@api.get("/units", answer=Listed[WireUnit])
def list_units(request: HttpRequest, *, query: UnitQuery) -> HttpResponse:
    """The units you may see, by organisation, post and call sign, each with its position's age."""
    units = selectors.list_units(actor_of(request), org_id=query.org_id)
    return answer(Listed(items=[_unit(unit) for unit in units if _is_asked(unit, query)]))


@api.get("/units/<uuid:unit_id>", answer=WireUnit)
def get_unit(request: HttpRequest, *, unit_id: UUID) -> HttpResponse:
    """One unit."""
    return _answered(selectors.access_unit(actor_of(request), unit_id))


@api.post(
    "/units/<uuid:unit_id>/position", status=204, exempt=True,
    example={"lat": -6.9217, "lon": 110.203, "accuracy_m": 8},
)  # fmt: skip
def report_position(request: HttpRequest, *, unit_id: UUID, body: PositionBody) -> HttpResponse:
    """Say where a unit is.

    Not an act: nothing is journalled and no Idempotency-Key is kept. A report older than the one
    that is known changes nothing.
    """
    now = clock.now()
    at = min(utc(body.at, "at"), now) if body.at else now
    services.report_position(
        by=actor_of(request), unit_id=unit_id, lat=body.lat, lon=body.lon,
        accuracy_m=body.accuracy_m, heading_deg=body.heading_deg, speed_kmh=body.speed_kmh, at=at,
    )  # fmt: skip
    return HttpResponse(status=204)


@api.post(
    "/units/<uuid:unit_id>/readiness", answer=WireReadiness,
    example={"crew_count": 6, "fuel_percent": 90, "water_l": 4000},
)  # fmt: skip
def confirm_readiness(request: HttpRequest, *, unit_id: UUID, body: ReadinessBody) -> HttpResponse:
    """Say that a unit is ready this shift, and with what."""
    readiness = services.confirm_readiness(
        by=actor_of(request), unit_id=unit_id, crew_count=body.crew_count,
        valid_until=utc_or_none(body.valid_until, "valid_until"), fuel_percent=body.fuel_percent,
        water_l=body.water_l, oxygen_percent=body.oxygen_percent, defects=body.defects,
        at=clock.now(),
    )  # fmt: skip
    return answer(_readiness(readiness))


@api.post("/units/<uuid:unit_id>/state", answer=WireUnit, example={"state": "AVAILABLE"})
def set_unit_state(request: HttpRequest, *, unit_id: UUID, body: StateBody) -> HttpResponse:
    """Say how a unit is. A unit on a task changes by the steps of its assignment."""
    unit = services.set_unit_state(
        by=actor_of(request), unit_id=unit_id, state=body.state, note=body.note, at=clock.now()
    )
    return _answered(unit)


@api.post("/units/<uuid:unit_id>/crew", answer=Seated, example={"names": ["Budi", "Sari"]})
def seat_crew(request: HttpRequest, *, unit_id: UUID, body: CrewBody) -> HttpResponse:
    """Say who sits in a unit from now on."""
    seats = services.seat_crew(
        by=actor_of(request), unit_id=unit_id, names=body.names, at=clock.now()
    )
    return answer(Seated(len(seats)))


def _is_asked(unit: Unit, query: UnitQuery) -> bool:
    return (query.state is None or unit.state == query.state) and (
        query.capability is None or query.capability in unit.capabilities
    )


def _answered(unit: Unit) -> HttpResponse:
    return answer(_unit(unit), headers={"ETag": etag(unit.version)})


def _unit(unit: Unit) -> WireUnit:
    at = clock.now()
    return WireUnit(
        id=unit.id,
        call_sign=unit.call_sign,
        kind=UnitKind(unit.kind),
        org_id=unit.org_id,
        org_name=unit.org.short_name,
        post_id=unit.post_id,
        post_name=unit.post.name,
        capabilities=unit.capabilities,
        state=UnitState(unit.state),
        state_since=stamp(unit.state_since),
        state_note=unit.state_note,
        phone=unit.phone,
        region=dotted(unit.region),
        is_ready=unit.ready_until is not None and at < unit.ready_until,
        ready_confirmed_at=stamp_or_none(unit.ready_confirmed_at),
        ready_until=stamp_or_none(unit.ready_until),
        crew_count=unit.crew_count,
        position=_position(unit),
        is_invented=unit.is_invented,
        version=unit.version,
    )


def _position(unit: Unit) -> WirePosition | None:
    found = selectors.known_positions().get(unit.id)
    if found is None:
        return None
    now = clock.now()
    age = found.age(now)
    return WirePosition(
        lat=found.point.lat,
        lon=found.point.lon,
        accuracy_m=found.accuracy_m,
        heading_deg=found.heading_deg,
        speed_kmh=found.speed_kmh,
        at=stamp(found.at),
        age_s=round(age.total_seconds(), 1),
        is_fresh=age <= selectors.position_fresh(now),
    )


def _readiness(row: Readiness) -> WireReadiness:
    return WireReadiness(
        id=row.id,
        unit_id=row.unit_id,
        confirmed_at=stamp(row.confirmed_at),
        valid_until=stamp(row.valid_until),
        crew_count=row.crew_count,
        fuel_percent=row.fuel_percent,
        water_l=row.water_l,
        oxygen_percent=row.oxygen_percent,
        defects=row.defects,
    )
