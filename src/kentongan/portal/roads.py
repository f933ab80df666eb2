"""Roads that are reported closed, for everybody: a page without a script, and a map layer."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kentongan.journal.selectors import node
from kentongan.kernel import clock
from kentongan.regions.selectors import path_of
from kentongan.roads import selectors

KEPT_S = int(timedelta(seconds=30).total_seconds())


@require_safe
def closed_roads(request: HttpRequest) -> HttpResponse:
    """The list, with when anybody last said anything: what is not in it may be closed too."""
    at = clock.now()
    rows = [(road, path_of(road.region)) for road in selectors.closed_roads(at)]
    planned = [(road, path_of(road.region)) for road in selectors.planned_closures(at)]
    context = {
        "rows": rows, "planned": planned, "at": at, "last_said_at": selectors.last_said_at(),
        "zone": ZoneInfo(node().zone),
    }  # fmt: skip
    return _kept(render(request, "portal/roads.html", context))


@require_safe
def closed_roads_layer(request: HttpRequest) -> HttpResponse:
    """The same as GeoJSON (RFC 7946), for other maps: any page may fetch it."""
    layer = selectors.public_features(clock.now())
    response = JsonResponse(layer, content_type="application/geo+json")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return _kept(response)


def _kept(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = f"public, max-age={KEPT_S}"
    return response
