"""`/api/v1`: the endpoints of all rooms in one place, their OpenAPI, and the page that shows it."""

import functools
from importlib.metadata import version

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from kentongan.calls import api as calls
from kentongan.demotions import api as demotions
from kentongan.dispatch import api as dispatch
from kentongan.exchange import api as exchange
from kentongan.fleet import api as fleet
from kentongan.floor import api as floor
from kentongan.guidance import api as guidance
from kentongan.incidents import api as incidents
from kentongan.levels import api as levels
from kentongan.linetests import api as linetests
from kentongan.live import api as live
from kentongan.locating import api as locating
from kentongan.messaging import api as messaging
from kentongan.neighbours import api as neighbours
from kentongan.orgs import api as orgs
from kentongan.quality import api as quality
from kentongan.ratings import api as ratings
from kentongan.recordings import api as recordings
from kentongan.roads import api as roads
from kentongan.surge import api as surge
from kentongan.web import openapi
from kentongan.web.endpoints import JSON, Endpoint, urls
from kentongan.web.wire import encode

SERVER = "/api/v1"
PARTS: tuple[list[Endpoint], ...] = (
    incidents.ENDPOINTS,
    calls.ENDPOINTS,
    dispatch.ENDPOINTS,
    guidance.api.endpoints,
    fleet.api.endpoints,
    roads.api.endpoints,
    exchange.api.endpoints,
    locating.api.endpoints,
    linetests.api.endpoints,
    surge.ENDPOINTS,
    ratings.api.endpoints,
    recordings.api.endpoints,
    quality.api.endpoints,
    demotions.api.endpoints,
    floor.ENDPOINTS,
    levels.api.endpoints,
    neighbours.api.endpoints,
    orgs.ENDPOINTS,
    messaging.api.endpoints,
    live.api.endpoints,
)
ENDPOINTS: list[Endpoint] = [endpoint for part in PARTS for endpoint in part]

DESCRIPTION = """\
Everything the pages of this node do. Lists are `{"items": […], "next": cursor|null}`, 50 rows
unless `limit` says otherwise, at most 1,000. Times are RFC 3339 in UTC with milliseconds; regions
are Kemendagri codes with dots; a place has coordinates only where a position is known. Text is kept
byte for byte; NUL and lone surrogates are refused. Send an `Idempotency-Key` with every write: the
same request again is answered the same. Refusals are `application/problem+json` with a stable code
and three sentences, in the language of `Accept-Language` (Indonesian or English).
"""


@functools.cache
def openapi_bytes() -> bytes:
    """The OpenAPI document, made once per process."""
    document = openapi.document(
        ENDPOINTS, title="Kentongan", version=version("kentongan"), description=DESCRIPTION,
        server=SERVER,
    )  # fmt: skip
    return encode(document)


@require_safe
def openapi_json(request: HttpRequest) -> HttpResponse:
    """`GET /api/v1/openapi.json`, open to everybody: it tells nothing that is not in the source."""
    return HttpResponse(openapi_bytes(), content_type=JSON)


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """`GET /api/docs`: the reference, which works without the internet."""
    return render(request, "web/api_docs.html", {"openapi_url": f"{SERVER}/openapi.json"})


v1_urls: tuple[list[URLPattern], str] = (
    [path("openapi.json", openapi_json, name="openapi"), *urls(ENDPOINTS)],
    "api",
)
