"""What a crew's act is answered."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

CHANGED = "crew-changed"
"""What an act's answer tells the page: read your sheet again."""


def done(request: HttpRequest) -> HttpResponse:
    """An act has been done. Its answer is kept for 48 hours, so it holds nothing."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Trigger": CHANGED})
    return HttpResponseRedirect(reverse("field:crew"))
