"""What makes the crew's page an app of the phone: its name, its worker, its page for no line.

All three are the same for everybody and hold nothing of anybody: they ask for no code.
"""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

SIZES = (192, 512)


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """The app as the phone installs it (W3C Web Application Manifest)."""
    home = reverse("field:crew")
    told = {
        "id": home,
        "name": "Kentongan awak",
        "short_name": "Kentongan",
        "lang": "id",
        "start_url": home,
        "scope": home,
        "display": "standalone",
        "background_color": "#10151d",
        "theme_color": "#10151d",
        "icons": [
            {
                "src": static(f"field/icon-{size}.png"), "sizes": f"{size}x{size}",
                "type": "image/png", "purpose": "any maskable",
            }
            for size in SIZES
        ],
    }  # fmt: skip
    return JsonResponse(told, content_type="application/manifest+json")


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker. It has to come from below /k/ to be one for /k/ (W3C Service Workers)."""
    found = finders.find("field/worker.js")
    response = HttpResponse(Path(str(found)).read_bytes(), content_type="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def without_a_line(request: HttpRequest) -> HttpResponse:
    """What the worker shows where neither the line nor a sheet is there."""
    return render(request, "field/without_a_line.html")
