"""Where an incident's units were: opened by a POST that is journalled, read page by page."""

from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse

from kentongan.dispatch import selectors, services
from kentongan.fleet.selectors import list_track_after
from kentongan.kernel import clock
from kentongan.kernel.errors import NotFound
from kentongan.web.endpoints import Api, answer
from kentongan.web.paging import decode_cursor, encode_cursor, page_size
from kentongan.web.requests import actor_of
from kentongan.web.wire import Cursor, Limit, Listed, Stamp, stamp

api = Api(tag="Assignments")


class WireStretch(msgspec.Struct, kw_only=True):
    """One unit's part: from its assignment until it was done, or until now."""

    assignment_id: UUID
    unit_id: UUID
    call_sign: str
    since: Stamp
    until: Stamp | None


class WireTrackPoint(msgspec.Struct, kw_only=True):
    """Where it was."""

    lat: float
    lon: float
    at: Stamp
    accuracy_m: float | None
    heading_deg: float | None
    speed_kmh: float | None


class TrackQuery(msgspec.Struct, kw_only=True):
    """Which page."""

    limit: Limit | None = None
    cursor: Cursor | None = None


@api.post("/incidents/<uuid:incident_id>/tracks/read", answer=Listed[WireStretch])
def open_tracks(request: HttpRequest, *, incident_id: UUID) -> HttpResponse:
    """Open the tracks of an incident's units for this shift: that you read them is journalled.

    Answers the stretches; the points of each are read by its assignment.
    """
    at = clock.now()
    incident = services.open_tracks(by=actor_of(request), incident_id=incident_id, at=at)
    rows = selectors.list_stretches(actor_of(request), incident)
    stretches = [
        WireStretch(
            assignment_id=row.id, unit_id=row.unit_id, call_sign=row.unit.call_sign,
            since=stamp(row.assigned_at), until=stamp(row.ended_at) if row.ended_at else None,
        )
        for row in rows
    ]  # fmt: skip
    return answer(Listed(items=stretches))


@api.get("/incidents/<uuid:incident_id>/tracks/<uuid:assignment_id>", answer=Listed[WireTrackPoint])
def list_track(
    request: HttpRequest, *, incident_id: UUID, assignment_id: UUID, query: TrackQuery
) -> HttpResponse:
    """One unit's way, the oldest point first, between its assignment and its end. Only after
    `POST …/tracks/read`.
    """
    at = clock.now()
    by, size = actor_of(request), page_size(query.limit)
    incident = selectors.access_tracks(by, incident_id)
    selectors.require_tracks_open(by, incident, at)
    rows = selectors.list_stretches(by, incident)
    row = next((row for row in rows if row.id == assignment_id), None)
    if row is None:
        raise NotFound(thing="Penugasan")
    after = decode_cursor(query.cursor, str)[0] if query.cursor else ""
    points = list_track_after(
        row.unit_id, after, since=row.assigned_at, until=row.ended_at or at, limit=size + 1
    )
    page = [
        WireTrackPoint(
            lat=p.point.lat, lon=p.point.lon, at=stamp(p.at), accuracy_m=p.accuracy_m,
            heading_deg=p.heading_deg, speed_kmh=p.speed_kmh,
        )
        for p in points[:size]
    ]  # fmt: skip
    following = encode_cursor(points[size - 1].at.isoformat()) if len(points) > size else None
    return answer(Listed(items=page, next=following))
