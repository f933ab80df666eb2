"""Mutual aid over HTTP: asking, answering, what came of it, and the one statistic."""

from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from msgspec import Meta

from kentongan.incidents.types import Incident
from kentongan.kernel import clock
from kentongan.neighbours import selectors, services
from kentongan.neighbours.enums import AidKind, AidState, Direction, NoticeCode, Way
from kentongan.neighbours.models import Aid, ForeignUnit
from kentongan.neighbours.types import AidFigures, NewAid, NewForeignUnit
from kentongan.neighbours.wire import Number, Wanted
from kentongan.orgs.selectors import rights_of
from kentongan.web.endpoints import Api, answer, created
from kentongan.web.requests import actor_of
from kentongan.web.wire import (
    Code,
    Line,
    Listed,
    Moment,
    Phone,
    Stamp,
    copied,
    stamp,
    stamp_or_none,
    utc,
    utc_or_none,
)

api = Api(tag="Neighbours")
MOMENT = "2026-11-22T20:00:00Z"


class WireForeignUnit(msgspec.Struct, kw_only=True):
    """A neighbour's unit at our incident."""

    id: UUID
    call_sign: str
    agency: str
    person_name: str
    promised_min: int | None
    sent_at: Stamp
    arrived_at: Stamp | None
    released_at: Stamp | None


class WireAid(msgspec.Struct, kw_only=True):
    """A hand-over, or a request for units. What was told of the incident is on the desk's page."""

    id: UUID
    org_id: UUID
    direction: Direction
    kind: AidKind
    way: Way
    state: AidState
    incident_id: UUID | None
    their_number: str
    wanted: list[Wanted]
    asked_at: Stamp
    delivered_at: Stamp | None
    overdue_at: Stamp | None
    answered_at: Stamp | None
    answered_name: str


class WireHandedIncident(msgspec.Struct, kw_only=True):
    """Our incident, after it was ended as handed over."""

    id: UUID
    number: str
    state: str


class WireAidFigures(msgspec.Struct, kw_only=True):
    """Of a month, neighbour, direction and kind. Seconds are to acceptance, of `n` accepted."""

    month: str
    org_name: str
    direction: Direction
    kind: AidKind
    asked: int
    accepted: int
    refused: int
    withdrawn: int
    unanswered: int
    n: int
    p50_s: int | None
    p90_s: int | None


class AskBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What is asked, of whom, and how. `wanted`, `reason` and `until` are of UNITS."""

    org_id: UUID
    kind: AidKind = AidKind.INCIDENT
    way: Way = Way.NODE
    wanted: Annotated[list[Wanted], Meta(max_length=20)] = []
    reason: Line = ""
    until: Moment | None = None
    injured: Annotated[int, Meta(ge=0, le=9999)] | None = None
    with_caller: bool = False


class TakenBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Who there has handed it over by telephone, and when."""

    org_id: UUID
    name: Line
    asked_at: Moment
    kind: AidKind = AidKind.INCIDENT
    number: Number = ""


class AcceptBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The kind under which it is opened here; empty: as it was told."""

    category: Code = ""


class RefuseBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Why not."""

    reason: Line


class AnswerBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Who there has said yes or no by telephone, and at what hour."""

    accepted: bool
    name: Line
    answered_at: Moment
    reason: Line = ""
    number: Number = ""


class UnitBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A neighbour's unit as it was told by telephone."""

    call_sign: Annotated[str, Meta(max_length=40)]
    agency: Annotated[str, Meta(max_length=80)] = ""
    person_name: Line = ""
    phone: Phone = ""
    promised_min: Annotated[int, Meta(ge=0, le=1440)] | None = None


class MonthsQuery(msgspec.Struct, kw_only=True):
    """How many months back, this one counted."""

    months: Annotated[int, Meta(ge=1, le=60)] = 12


@api.get("/aids", answer=Listed[WireAid])
def list_aids(request: HttpRequest) -> HttpResponse:
    """What nobody has answered yet, in both directions, and the newest of what was."""
    selectors.require_desk(actor_of(request))
    rows = [*selectors.list_open(), *selectors.list_answered()]
    return answer(Listed(items=[_aid(row) for row in rows]))


@api.get("/incidents/<uuid:incident_id>/aids", answer=Listed[WireAid])
def list_aids_of(request: HttpRequest, *, incident_id: UUID) -> HttpResponse:
    """Those of one incident, the newest first."""
    selectors.require_desk(actor_of(request))
    return answer(Listed(items=[_aid(row) for row in selectors.list_aids_of(incident_id)]))


@api.post(
    "/incidents/<uuid:incident_id>/aids", answer=WireAid, status=201,
    example={"org_id": "01890a5d-ac96-774b-bcce-b302099a8057", "kind": "INCIDENT", "way": "PHONE"},
)  # fmt: skip
def ask_neighbour(request: HttpRequest, *, incident_id: UUID, body: AskBody) -> HttpResponse:
    """Hand the incident over, or ask for units. It remains ours until a person there accepts."""
    new = NewAid(
        org_id=body.org_id, kind=body.kind, way=body.way, reason=body.reason,
        wanted=tuple((str(each.capability), each.count) for each in body.wanted),
        until=utc_or_none(body.until, "until"), injured=body.injured, with_caller=body.with_caller,
    )  # fmt: skip
    aid = services.ask_neighbour(
        by=actor_of(request), incident_id=incident_id, new=new, at=clock.now()
    )
    return created(_aid(aid), f"/api/v1/incidents/{incident_id}/aids")


@api.post(
    "/incidents/<uuid:incident_id>/aids/taken", answer=WireAid, status=201,
    example={
        "org_id": "01890a5d-ac96-774b-bcce-b302099a8057", "name": "Sari", "asked_at": MOMENT,
    },
)  # fmt: skip
def note_taken(request: HttpRequest, *, incident_id: UUID, body: TakenBody) -> HttpResponse:
    """This incident came from a neighbour by telephone."""
    aid = services.note_taken(
        by=actor_of(request), incident_id=incident_id, org_id=body.org_id, kind=body.kind,
        name=body.name, number=body.number, asked_at=utc(body.asked_at, "asked_at"),
        at=clock.now(),
    )  # fmt: skip
    return created(_aid(aid), f"/api/v1/incidents/{incident_id}/aids")


@api.post("/aids/<uuid:aid_id>/accept", answer=WireAid)
def accept_aid(request: HttpRequest, *, aid_id: UUID, body: AcceptBody) -> HttpResponse:
    """Take what a neighbour has asked: an incident is opened here."""
    aid = services.accept_aid(
        by=actor_of(request), aid_id=aid_id, category=body.category, at=clock.now()
    )
    return answer(_aid(aid))


@api.post("/aids/<uuid:aid_id>/refuse", answer=WireAid, example={"reason": "Semua unit bertugas."})
def refuse_aid(request: HttpRequest, *, aid_id: UUID, body: RefuseBody) -> HttpResponse:
    """Say no to a neighbour, and why."""
    aid = services.refuse_aid(
        by=actor_of(request), aid_id=aid_id, reason=body.reason, at=clock.now()
    )
    return answer(_aid(aid))


@api.post("/aids/<uuid:aid_id>/withdraw", answer=WireAid)
def withdraw_aid(request: HttpRequest, *, aid_id: UUID) -> HttpResponse:
    """Take it back, unless somebody there has accepted meanwhile."""
    aid = services.withdraw_aid(by=actor_of(request), aid_id=aid_id, at=clock.now())
    return answer(_aid(aid))


@api.post(
    "/aids/<uuid:aid_id>/answer", answer=WireAid,
    example={"accepted": True, "name": "Sari", "answered_at": MOMENT},
)  # fmt: skip
def note_answer(request: HttpRequest, *, aid_id: UUID, body: AnswerBody) -> HttpResponse:
    """Who there has said yes or no by telephone."""
    aid = services.note_answer(
        by=actor_of(request), aid_id=aid_id, accepted=body.accepted, name=body.name,
        reason=body.reason, number=body.number,
        answered_at=utc(body.answered_at, "answered_at"), at=clock.now(),
    )  # fmt: skip
    return answer(_aid(aid))


@api.post("/aids/<uuid:aid_id>/close", answer=WireHandedIncident)
def close_handed(request: HttpRequest, *, aid_id: UUID) -> HttpResponse:
    """End our incident as handed over, once somebody there has accepted it."""
    incident = services.close_handed(by=actor_of(request), aid_id=aid_id, at=clock.now())
    return answer(_incident(incident))


@api.post(
    "/aids/<uuid:aid_id>/units", answer=WireForeignUnit, status=201,
    example={"call_sign": "Batang 2", "promised_min": 25},
)  # fmt: skip
def add_foreign_unit(request: HttpRequest, *, aid_id: UUID, body: UnitBody) -> HttpResponse:
    """A unit that the neighbour has named by telephone."""
    new = NewForeignUnit(**msgspec.structs.asdict(body))
    unit = services.add_foreign_unit(by=actor_of(request), aid_id=aid_id, new=new, at=clock.now())
    return created(_unit(unit), "/api/v1/aids")


@api.post(
    "/foreign-units/<uuid:unit_id>/steps/<str:step>", answer=WireForeignUnit,
    choices={"step": ("arrived", "released")},
)  # fmt: skip
def step_foreign_unit(request: HttpRequest, *, unit_id: UUID, step: str) -> HttpResponse:
    """It has arrived, or was released."""
    code = NoticeCode.UNIT_ARRIVED if step == "arrived" else NoticeCode.UNIT_RELEASED
    unit = services.step_foreign_unit(
        by=actor_of(request), unit_id=unit_id, code=code, at=clock.now()
    )
    return answer(_unit(unit))


@api.get("/aid-figures", answer=Listed[WireAidFigures])
def list_aid_figures(request: HttpRequest, *, query: MonthsQuery) -> HttpResponse:
    """Per month, neighbour, direction and kind, the newest month first."""
    rights = rights_of(actor_of(request))
    found = selectors.list_figures(rights, months=query.months, at=clock.now())
    return answer(Listed(items=[_figures(each) for each in found]))


def _aid(row: Aid) -> WireAid:
    return WireAid(
        id=row.id,
        org_id=row.org_id,
        direction=Direction(row.direction),
        kind=AidKind(row.kind),
        way=Way(row.way),
        state=AidState(row.state),
        incident_id=row.incident_id,
        their_number=row.their_number,
        wanted=[Wanted(capability=code, count=count) for code, count in row.wanted],
        asked_at=stamp(row.asked_at),
        delivered_at=stamp_or_none(row.delivered_at),
        overdue_at=stamp_or_none(row.overdue_at),
        answered_at=stamp_or_none(row.answered_at),
        answered_name=row.answered_name,
    )


def _incident(row: Incident) -> WireHandedIncident:
    return WireHandedIncident(id=row.id, number=row.number, state=row.state)


def _unit(row: ForeignUnit) -> WireForeignUnit:
    return copied(WireForeignUnit, row)


def _figures(row: AidFigures) -> WireAidFigures:
    seconds = row.to_acceptance
    return copied(WireAidFigures, row, n=seconds.n, p50_s=seconds.p50_s, p90_s=seconds.p90_s)
