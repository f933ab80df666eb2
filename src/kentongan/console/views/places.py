"""Looking a place up while the caller speaks: all candidates are shown, a person picks."""

from django.http import HttpRequest, HttpResponse

from kentongan.console.gate import page, show
from kentongan.journal import selectors as journal
from kentongan.kernel.text import require_storable
from kentongan.orgs.enums import Right
from kentongan.regions import selectors as regions
from kentongan.web.wire import LONGEST_LINE


@page(Right.TAKE_CALLS, Right.EDIT_INCIDENTS)
def region_search(request: HttpRequest) -> HttpResponse:
    """Villages and kecamatan whose name is like what was heard (practice.md §2.2)."""
    asked = _asked(request)
    found = regions.search_regions(asked, within=journal.node().region)
    return show(request, "_regions.html", found=found, asked=asked)


@page(Right.TAKE_CALLS, Right.EDIT_INCIDENTS)
def landmark_search(request: HttpRequest) -> HttpResponse:
    """Landmarks by name. Never selects."""
    asked = _asked(request)
    found = regions.search_landmarks(asked, limit=4)
    return show(request, "_landmarks.html", found=found, asked=asked)


def _asked(request: HttpRequest) -> str:
    """What was typed, as far as a name can go: every letter is compared with every name's."""
    return require_storable("q", request.GET.get("q", ""))[:LONGEST_LINE].strip()
