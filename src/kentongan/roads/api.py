"""Closed roads over HTTP. Where a road is closed everybody may know; who told it, those who may say
something of it themselves.
"""

from dataclasses import replace
from io import BytesIO
from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from msgspec import Meta

from kentongan.files.selectors import list_attachments
from kentongan.files.wire import ANY, FileQuery, WireAttachment, bytes_of, wire_attachment
from kentongan.geo.shapes import Shape, read_shape
from kentongan.kernel import clock
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of
from kentongan.regions.types import dotted, undotted
from kentongan.roads import selectors, services
from kentongan.roads.enums import Cause, ClosureSource, ClosureState
from kentongan.roads.models import Closure
from kentongan.roads.types import NewClosure
from kentongan.web.endpoints import Api, answer, created, etag
from kentongan.web.paging import page_size
from kentongan.web.requests import actor_of
from kentongan.web.wire import (
    Line,
    Listed,
    Moment,
    RegionCode,
    Stamp,
    encode,
    stamp,
    stamp_or_none,
    utc_or_none,
)

api = Api(tag="Roads")

Pair = Annotated[list[float], Meta(min_length=2, max_length=3)]
Width = Annotated[float, Meta(ge=5, le=500)]


class WirePoint(msgspec.Struct, kw_only=True, tag_field="type", tag="Point"):
    """GeoJSON, longitude first."""

    coordinates: Pair


class WireLine(msgspec.Struct, kw_only=True, tag_field="type", tag="LineString"):
    """GeoJSON, at most 500 points."""

    coordinates: Annotated[list[Pair], Meta(min_length=2, max_length=500)]


class WireArea(msgspec.Struct, kw_only=True, tag_field="type", tag="Polygon"):
    """GeoJSON: one ring, closed, and holes."""

    coordinates: Annotated[
        list[Annotated[list[Pair], Meta(min_length=4, max_length=500)]],
        Meta(min_length=1, max_length=20),
    ]


Geometry = WirePoint | WireLine | WireArea


class WireClosure(msgspec.Struct, kw_only=True):
    """A road that is reported closed, or was. `to_confirm`: its time is over and nobody has said
    that it is open: it stands. `closes` is how many pieces of this node's road graph it takes away,
    null without a graph; 0 means that the map knows no road there.
    """

    id: UUID
    geometry: msgspec.Raw
    width_m: float
    cause: Cause
    road: str
    note: str
    source: ClosureSource
    told_by: str
    region: RegionCode
    incident_id: UUID | None
    state: ClosureState
    to_confirm: bool
    starts_at: Stamp
    until_at: Stamp | None
    reported_at: Stamp
    said_at: Stamp
    ended_at: Stamp | None
    closes: int | None
    closed_names: list[str]
    version: int


class ClosureQuery(msgspec.Struct, kw_only=True):
    """Which part of the list."""

    state: ClosureState | None = None
    limit: int | None = None
    cursor: str | None = None


class ClosureBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What somebody tells. `width_m` is how far around a point or beside a line it holds; left out
    it is what the regency has decided. Without `region` the village is the map's. `is_warning`: an
    official warning says so, and you pass it on.
    """

    geometry: Geometry
    cause: Cause
    width_m: Width | None = None
    road: Annotated[str, Meta(max_length=services.LONGEST_ROAD)] = ""
    note: Annotated[str, Meta(max_length=services.LONGEST_NOTE)] = ""
    told_by: Annotated[str, Meta(max_length=services.LONGEST_NAME)] = ""
    is_warning: bool = False
    incident_id: UUID | None = None
    region: Line = ""
    starts_at: Moment | None = None
    until_at: Moment | None = None


class KeepBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Until when it is said to last; left out somebody is asked again later."""

    until_at: Moment | None = None


class EndBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Whether it never was closed."""

    was_mistaken: bool = False


@api.get("/closures", answer=Listed[WireClosure])
def list_closures(request: HttpRequest, *, query: ClosureQuery) -> HttpResponse:
    """Every closure that was ever reported, the newest first; `state=CLOSED` those that stand."""
    rights_of(actor_of(request)).require_anywhere(Right.REPORT_ROADS)
    rows, cursor = selectors.page_of_closures(
        limit=page_size(query.limit), cursor=query.cursor, state=query.state
    )
    return answer(Listed(items=[_closure(row) for row in rows], next=cursor))


@api.get("/closures/<uuid:closure_id>", answer=WireClosure)
def get_closure(request: HttpRequest, *, closure_id: UUID) -> HttpResponse:
    """One closure, for who may say something of it."""
    return _answered(selectors.access_closure(actor_of(request), closure_id))


@api.post(
    "/closures", answer=WireClosure, status=201,
    example={
        "geometry": {"type": "Point", "coordinates": [110.203, -6.9217]}, "cause": "FLOOD",
        "road": "Jalan Pemuda", "note": "Air 60 cm, mobil tidak lewat",
    },
)  # fmt: skip
def report_closure(request: HttpRequest, *, body: ClosureBody) -> HttpResponse:
    """A road is closed: from now on every proposal leads around it."""
    by, at = actor_of(request), clock.now()
    new = NewClosure(
        shape=_shape(body), cause=body.cause, road=body.road, note=body.note,
        told_by=body.told_by, source=ClosureSource.WARNING if body.is_warning else None,
        incident_id=body.incident_id,
        region=undotted(body.region) if body.region else "",
        starts_at=utc_or_none(body.starts_at, "starts_at"),
        until_at=utc_or_none(body.until_at, "until_at"),
    )  # fmt: skip
    closure = services.report_closure(by=by, new=new, at=at)
    location = reverse("api:get-closure", args=[closure.id])
    return created(_closure(closure), location, version=closure.version)


@api.post("/closures/<uuid:closure_id>/keep", answer=WireClosure, example={})
def keep_closed(request: HttpRequest, *, closure_id: UUID, body: KeepBody) -> HttpResponse:
    """Say that it is still closed."""
    until_at = utc_or_none(body.until_at, "until_at")
    return _answered(
        services.keep_closed(
            by=actor_of(request), closure_id=closure_id, until_at=until_at, at=clock.now()
        )
    )


@api.post("/closures/<uuid:closure_id>/end", answer=WireClosure, example={})
def end_closure(request: HttpRequest, *, closure_id: UUID, body: EndBody) -> HttpResponse:
    """Say that one may drive there again, or that it never was closed."""
    return _answered(
        services.end_closure(
            by=actor_of(request), closure_id=closure_id, was_mistaken=body.was_mistaken,
            at=clock.now(),
        )
    )  # fmt: skip


def _shape(body: ClosureBody) -> Shape:
    shape = read_shape(encode(body.geometry).decode())
    return replace(shape, width_m=body.width_m or selectors.width_of(shape.kind, clock.now()))


def _answered(closure: Closure) -> HttpResponse:
    return answer(_closure(closure), headers={"ETag": etag(closure.version)})


def _closure(row: Closure) -> WireClosure:
    closes = None if row.is_over else selectors.roads_closed_by(row.shape)
    return WireClosure(
        id=row.id,
        geometry=msgspec.Raw(row.geojson.encode()),
        width_m=row.width_m,
        cause=Cause(row.cause),
        road=row.road,
        note=row.note,
        source=ClosureSource(row.source),
        told_by=row.told_by,
        region=dotted(row.region),
        incident_id=row.incident_id,
        state=ClosureState(row.state),
        to_confirm=row.is_asked,
        starts_at=stamp(row.starts_at),
        until_at=stamp_or_none(row.until_at),
        reported_at=stamp(row.reported_at),
        said_at=stamp(row.said_at),
        ended_at=stamp_or_none(row.ended_at),
        closes=None if closes is None else closes[0],
        closed_names=[] if closes is None else list(closes[1]),
        version=row.version,
    )


@api.get("/closures/<uuid:closure_id>/files", answer=Listed[WireAttachment])
def list_closure_files(request: HttpRequest, *, closure_id: UUID) -> HttpResponse:
    """The photos of a closure, oldest first."""
    selectors.access_closure(actor_of(request), closure_id)
    return answer(Listed(items=[wire_attachment(each) for each in list_attachments(closure_id)]))


@api.post(
    "/closures/<uuid:closure_id>/files", answer=WireAttachment, status=201, takes=ANY, exempt=True
)
def add_closure_file(request: HttpRequest, *, closure_id: UUID, query: FileQuery) -> HttpResponse:
    """Add a photo: its bytes are the body, its type the Content-Type.

    With an `id` of your own (a UUID) the same photo sent again is the same. At most 20 MB.
    """
    # Exempt: the own id makes it safe to send again, and no act may wait for the disk.
    added = services.add_photo(
        by=actor_of(request), closure_id=closure_id, name=query.name or "foto",
        media_type=request.content_type or ANY, stream=BytesIO(request.body), own_id=query.id,
        at=clock.now(),
    )  # fmt: skip
    return created(wire_attachment(added), reverse("api:list-closure-files", args=[closure_id]))


@api.post(
    "/closures/<uuid:closure_id>/files/<uuid:attachment_id>/open", exempt=True, media_type=ANY
)
def open_closure_file(
    request: HttpRequest, *, closure_id: UUID, attachment_id: UUID
) -> HttpResponse:
    """The bytes of a photo. A POST, because that you have seen it is journalled."""
    attached, path = services.open_photo(
        by=actor_of(request), closure_id=closure_id, attachment_id=attachment_id, at=clock.now()
    )
    return bytes_of(attached, path)
