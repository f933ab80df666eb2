"""Looking a place up while the caller speaks: all candidates are shown, a person picks."""

from django.http import HttpRequest, HttpResponse

from kentongan.console.gate import page, show
from kentongan.journal import selectors as journal
from kentongan.kernel.text import require_storable
from kentongan.orgs.enums import Right
from kentongan.regions import selectors as regions


@page(Right.TAKE_CALLS, Right.EDIT_INCIDENTS)
def region_search(request: HttpRequest) -> HttpResponse:
    """Villages and kecamatan whose name is like what was heard (practice.md §2.2)."""
    asked = require_storable("q", request.GET.get("q", "")).strip()
    found = regions.search_regions(asked, within=journal.node().region)
    return show(request, "_regions.html", found=found, asked=asked)


@page(Right.TAKE_CALLS, Right.EDIT_INCIDENTS)
def landmark_search(request: HttpRequest) -> HttpResponse:
    """Landmarks by name. Never selects."""
    asked = require_storable("q", request.GET.get("q", "")).strip()
    found = regions.search_landmarks(asked, limit=4)
    return show(request, "_landmarks.html", found=found, asked=asked)
