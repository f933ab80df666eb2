"""The QR code in the cab."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from kentongan.fleet.selectors import vehicle_cookie

KEPT_S = 180 * 24 * 3600
"""The code is revoked at the desk; until then the phone in the cab need not scan it each day."""

_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,128}")


@require_safe
def open_by_token(request: HttpRequest, token: str) -> HttpResponse:
    """Put the token into a cookie for /k/ and leave its address at once.

    So it stays out of the history, the Referer and, as nothing here can fail, out of every log.
    """
    response = HttpResponseRedirect(reverse("field:crew"))
    response.headers["Referrer-Policy"] = "same-origin"
    add_never_cache_headers(response)
    if _TOKEN.fullmatch(token):
        response.set_cookie(
            vehicle_cookie(), token, max_age=KEPT_S, path=reverse("field:crew"), httponly=True,
            samesite="Lax", secure=settings.SECURE_COOKIES,
        )  # fmt: skip
    return response
