"""Looking a place up while the caller speaks: all candidates are shown, a person picks."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from kentongan.console import forms
from kentongan.console.gate import my_rights, page, show, told
from kentongan.console.map import map_features, road_features
from kentongan.console.templatetags.console import area
from kentongan.geo.cover import read_box
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.kernel.text import require_storable
from kentongan.orgs.enums import Right
from kentongan.regions import selectors as regions
from kentongan.web.requests import actor_of
from kentongan.web.wire import LONGEST_LINE


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


@page(
    Right.TAKE_CALLS,
    Right.EDIT_INCIDENTS,
    Right.SEE_INCIDENTS,
    Right.REPORT_ROADS,
    Right.CONFIGURE,
)
def roads(request: HttpRequest) -> HttpResponse:
    """The roads of the node's graph, for drawing: the ground of a map without tiles."""
    return JsonResponse(road_features(read_box(request.GET.get("bbox", ""))))


@told(Right.TAKE_CALLS, Right.EDIT_INCIDENTS, Right.CONFIGURE)
def village_at(request: HttpRequest) -> HttpResponse:
    """The village whose polygon holds a point; nothing without polygons: a person picks one.

    A POST, so that where a caller is never stands in an address.
    """
    lat, lon = forms.position_of(request)
    village = regions.find_village_at(lat, lon)
    return JsonResponse({"region": village.code, "label": area(village.code)} if village else {})
