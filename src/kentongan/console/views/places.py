"""Looking a place up while the caller speaks: all candidates are shown, a person picks."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.html import strip_tags

from kentongan.console import forms
from kentongan.console.gate import my_rights, page, show, told
from kentongan.console.map import map_features, road_features
from kentongan.console.templatetags.console import area
from kentongan.geo.cover import read_box
from kentongan.geo.tiles import base_map, tile
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.kernel.text import require_storable
from kentongan.orgs.enums import Right
from kentongan.regions import selectors as regions
from kentongan.web.requests import actor_of
from kentongan.web.wire import LONGEST_LINE

WHO_OPENS_MAPS = (
    Right.TAKE_CALLS, Right.EDIT_INCIDENTS, Right.SEE_INCIDENTS, Right.REPORT_ROADS,
    Right.CONFIGURE,
)  # fmt: skip


@page(Right.TAKE_CALLS, Right.EDIT_INCIDENTS)
def search(request: HttpRequest) -> HttpResponse:
    """Villages, kecamatan, dusun, landmarks and roads like what was heard (practice.md §2.2)."""
    # as far as a name can go: every letter is compared with every name's
    asked = require_storable("q", request.GET.get("q", ""))[:LONGEST_LINE].strip()
    found = regions.search_places(asked, within=journal.node().region)
    return show(request, "_places.html", found=found, asked=asked)


@page(Right.TAKE_CALLS, Right.EDIT_INCIDENTS, Right.SEE_INCIDENTS, Right.CONFIGURE)
def on_map(request: HttpRequest) -> HttpResponse:
    """Open incidents, units and landmarks, when somebody opens the map."""
    return JsonResponse(map_features(actor_of(request), my_rights(request), clock.now()))


@page(Right.TAKE_CALLS, Right.EDIT_INCIDENTS, Right.SEE_INCIDENTS, Right.CONFIGURE)
def outlines(request: HttpRequest) -> HttpResponse:
    """The boundaries that are loaded, for drawing."""
    return HttpResponse(regions.outlines(), content_type="application/geo+json")


@page(*WHO_OPENS_MAPS)
def roads(request: HttpRequest) -> HttpResponse:
    """The roads of the node's graph, for drawing: the ground of a map without tiles."""
    return JsonResponse(road_features(read_box(request.GET.get("bbox", ""))))


@page(*WHO_OPENS_MAPS)
def base(request: HttpRequest) -> HttpResponse:
    """What maps are drawn on: {kind, tiles, attribution, min_zoom, max_zoom, layers}, or {}."""
    found = base_map()
    if found is None:
        return JsonResponse({})
    own = reverse("console:tiles") + "/{z}/{x}/{y}"
    told = {
        "kind": found.kind, "tiles": found.address or own,
        "attribution": strip_tags(found.attribution), "min_zoom": found.min_zoom,
        "max_zoom": found.max_zoom, "layers": found.layers,
    }  # fmt: skip
    return JsonResponse(told)


@page(*WHO_OPENS_MAPS)
def base_tile(request: HttpRequest, z: int, x: int, y: int) -> HttpResponse:
    """A tile of the node's own base map; 204 where the map is empty."""
    found = tile(z, x, y)
    if found is None:
        return HttpResponse(status=204)
    response = HttpResponse(found.content, content_type=found.media_type)
    if found.encoding:
        response.headers["Content-Encoding"] = found.encoding
    return response


@told(Right.TAKE_CALLS, Right.EDIT_INCIDENTS, Right.CONFIGURE)
def village_at(request: HttpRequest) -> HttpResponse:
    """The village whose polygon holds a point; nothing without polygons: a person picks one.

    A POST, so that where a caller is never stands in an address.
    """
    lat, lon = forms.position_of(request)
    village = regions.find_village_at(lat, lon)
    return JsonResponse({"region": village.code, "label": area(village.code)} if village else {})
