"""Reading incidents: lists, the map, one whole, what may be the same, categories."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from msgspec import Meta

from kentongan.geo.cover import Box, read_box
from kentongan.geo.places import PlaceQuality, PlaceSource
from kentongan.incidents import rules, selectors
from kentongan.incidents.enums import IncidentState
from kentongan.incidents.models import Incident
from kentongan.incidents.types import PageKey, PlaceInput, VersionPage
from kentongan.incidents.wire import (
    Features,
    IncidentDetail,
    IncidentRow,
    WireCandidate,
    WireCategory,
    category_of,
    detail_of,
    feature_of,
    listed_row_of,
)
from kentongan.kernel import clock
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import Unreadable
from kentongan.orgs.selectors import rights_of
from kentongan.web.endpoints import Api, answer, etag
from kentongan.web.fragments import Fragments
from kentongan.web.paging import decode_cursor, encode_cursor, page_size
from kentongan.web.requests import actor_of
from kentongan.web.wire import Cursor, Limit, Listed, Moment, encode, joined, utc, utc_or_none

api = Api(tag="Incidents")

GEOJSON = "application/geo+json"


class IncidentQuery(msgspec.Struct, kw_only=True):
    """Which incidents, and how many."""

    bbox: Annotated[
        str,
        Meta(
            max_length=200, description="minLon,minLat,maxLon,maxLat.",
            examples=["109.9,-7.3,110.5,-6.8"],
        ),
    ] | None = None  # fmt: skip
    status: Annotated[
        str,
        Meta(max_length=300, description="States, with commas between.", examples=["NEW,ON_SCENE"]),
    ] | None = None  # fmt: skip
    open: Annotated[bool, Meta(description="Only those that have not ended.")] = False
    since: Annotated[
        Moment, Meta(description="Changed at or after this; the oldest change first.")
    ] | None = None  # fmt: skip
    limit: Limit | None = None
    cursor: Cursor | None = None


_rows = Fragments()
_features = Fragments()


@api.get("/incidents", answer=Listed[IncidentRow])
def list_incidents(request: HttpRequest, *, query: IncidentQuery) -> HttpResponse:
    """The incidents you may see, newest first; of restricted ones neither narrative nor place.

    With `since` they come by their last change, oldest first: keep the last `updated_at` and ask
    again from there, and no change is missed.
    """
    page = _page(actor_of(request), query)
    rows = _rows.render(page.items, _building(listed_row_of))
    return answer(joined(rows, _next(page.next)))


@api.get("/incidents.geojson", answer=Features, media_type=GEOJSON)
def map_incidents(request: HttpRequest, *, query: IncidentQuery) -> HttpResponse:
    """The same incidents for a map; the geometry is null where no position is known."""
    page = _page(actor_of(request), query)
    features = _features.render(page.items, _building(feature_of))
    following = _next(page.next)
    body = (
        b'{"type":"FeatureCollection","features":['
        + b",".join(features)
        + b'],"next":'
        + (encode(following))
        + b"}"
    )
    return HttpResponse(body, content_type=GEOJSON)


@api.get("/incidents/<uuid:incident_id>", answer=IncidentDetail)
def get_incident(request: HttpRequest, *, incident_id: UUID) -> HttpResponse:
    """One incident with its reports, log, organisations, and what was merged into it. A restricted
    one only after `POST …/read`, which is journalled.
    """
    by = actor_of(request)
    incident = selectors.access_incident(by, incident_id)
    selectors.require_open_to(by, incident, clock.now())
    detail = detail_of(
        incident,
        reports=selectors.list_reports(incident_id),
        log=selectors.list_log(incident_id),
        parties=selectors.list_parties(incident_id),
        merged=selectors.list_merged(incident_id),
        steps=list(rules.INCIDENT.steps_from(incident.state)),
    )
    return answer(detail, headers={"ETag": etag(incident.version)})


@api.get("/incidents/<uuid:incident_id>/duplicates", answer=Listed[WireCandidate])
def list_duplicates(request: HttpRequest, *, incident_id: UUID) -> HttpResponse:
    """Incidents that may be the same as this one. Nothing is merged by itself."""
    by = actor_of(request)
    incident = selectors.access_incident(by, incident_id)
    found = selectors.find_duplicates(
        by, place=_place(incident), region=incident.region, category=incident.category,
        at=clock.now(), without=incident_id,
    )  # fmt: skip
    items = [
        WireCandidate(
            incident=listed_row_of(each.incident), distance_m=each.distance_m, age_s=each.age_s,
            is_rekindle=each.is_rekindle,
        )
        for each in found
    ]  # fmt: skip
    return answer(Listed(items=items))


@api.get("/categories", answer=Listed[WireCategory])
def list_categories(request: HttpRequest) -> HttpResponse:
    """The kinds of incident that are in force now, by family and name."""
    items = [category_of(row) for row in selectors.list_categories(clock.now())]
    return answer(Listed(items=items))


def _page(by: Actor, query: IncidentQuery) -> VersionPage:
    return selectors.list_versions(
        rights_of(by),
        since=utc_or_none(query.since, "since"),
        bbox=_box(query.bbox),
        states=_states(query.status),
        open_only=query.open,
        after=_after(query),
        limit=page_size(query.limit),
    )


def _box(text: str | None) -> Box | None:
    return read_box(text) if text else None


def _states(text: str | None) -> list[str]:
    states = [part.strip().upper() for part in (text or "").split(",") if part.strip()]
    for state in states:
        if state not in IncidentState.values:
            raise Unreadable(field="status", reason=state, expected=", ".join(IncidentState.values))
    return states


def _after(query: IncidentQuery) -> PageKey | None:
    if query.cursor is None:
        return None
    if query.since is None:
        (row_id,) = decode_cursor(query.cursor, UUID)
        return PageKey(row_id)
    updated_at, row_id = decode_cursor(query.cursor, datetime, UUID)
    return PageKey(row_id, utc(updated_at, "cursor"))


def _next(key: PageKey | None) -> str | None:
    if key is None:
        return None
    return (
        encode_cursor(key.id) if key.updated_at is None else encode_cursor(key.updated_at, key.id)
    )


def _building(shape: Callable[[Incident], Any]) -> Callable[[list[Any]], dict[Any, bytes]]:
    """What makes the fragments that are missing: one query for all of them."""

    def build(keys: list[Any]) -> dict[Any, bytes]:
        found = selectors.list_by_ids(row_id for row_id, _ in keys)
        return {key: encode(shape(found[key[0]])) for key in keys if key[0] in found}

    return build


def _place(incident: Incident) -> PlaceInput:
    return PlaceInput(
        lat=incident.lat,
        lon=incident.lon,
        accuracy_m=incident.accuracy_m,
        source=PlaceSource(incident.place_source),
        quality=PlaceQuality(incident.place_quality),
        address=incident.address,
        parts=incident.parts,
    )
