"""The page behind a location link: one key sends a circle to 112; a landmark where there is none.

Small enough for 2G and old telephones. It holds no data of anybody; the cookie that it sets binds
the link to the first telephone that answers.
"""

import math
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt

from kentongan.geo.points import Point
from kentongan.journal.errors import NoNode
from kentongan.kernel import clock
from kentongan.kernel.actors import CITIZEN
from kentongan.kernel.errors import Failure
from kentongan.kernel.ids import secret_token
from kentongan.locating import selectors, services
from kentongan.locating.errors import LinkGone, PositionUnreadable
from kentongan.portal import patience
from kentongan.web import problems
from kentongan.web.endpoints import MethodNotOffered
from kentongan.web.requests import address_of

OFFERED = "GET, HEAD, POST"
COOKIE = "lokasi"
COOKIE_S = 48 * 3600
SCRIPT = "application/json"
OLDEST = timedelta(hours=1)
"""A browser that says it measured longer ago has no such fix in hand: the moment is ours then."""


# The link is the proof: whoever could forge the form would have to know it.
@csrf_exempt
def page(request: HttpRequest, token: str) -> HttpResponse:
    """The page, or thanks. A POST tells a place (`lat`, `lon`, `radius`, `age_ms`) or a landmark.

    Opening it binds nothing: whoever previews links for a telephone opens them first.
    """
    at = clock.now()
    try:
        patience.require_patience(address_of(request), at)
        response = _answer(request, token, at)
    except (LinkGone, NoNode):
        patience.note_unknown(address_of(request), at)
        response = _told(request, LinkGone())
    except Failure as failure:
        response = _told(request, failure)
    response.headers["Referrer-Policy"] = "no-referrer"
    add_never_cache_headers(response)
    return response


def _answer(request: HttpRequest, token: str, at: datetime) -> HttpResponse:
    if request.method not in {"GET", "HEAD", "POST"}:
        raise MethodNotOffered(method=request.method, offered=OFFERED)
    if request.method == "POST":
        return _keep(request, token, at)
    link = selectors.find_link(token, at)
    if link is None:
        raise LinkGone
    return render(request, "portal/location.html", {"is_told": bool(link.landmark)})


def _keep(request: HttpRequest, token: str, at: datetime) -> HttpResponse:
    browser = request.COOKIES.get(COOKIE) or secret_token()
    if "patokan" in request.POST:
        words = request.POST["patokan"]
        services.tell_landmark(by=CITIZEN, token=token, browser=browser, words=words, at=at)
        response = render(request, "portal/location.html", {"is_told": True})
    else:
        services.tell_position(
            by=CITIZEN, token=token, browser=browser,
            point=Point(_number(request, "lat"), _number(request, "lon")),
            radius_m=_number(request, "radius"), measured_at=_measured(request, at), at=at,
        )  # fmt: skip
        response = JsonResponse({"heard": True})
    response.set_cookie(
        COOKIE, browser, max_age=COOKIE_S, path=request.path, httponly=True, samesite="Strict",
        secure=request.is_secure(),
    )  # fmt: skip
    return response


def _number(request: HttpRequest, name: str) -> float:
    try:
        found = float(request.POST.get(name, "")[:40])
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        raise PositionUnreadable(field=name)
    return found


def _measured(request: HttpRequest, at: datetime) -> datetime:
    """By how long ago the telephone says it was: its clock may be wrong, a span is not."""
    try:
        age = timedelta(milliseconds=int(request.POST.get("age_ms", "0")[:12]))
    except ValueError:
        return at
    return at - age if timedelta() <= age <= OLDEST else at


def _told(request: HttpRequest, failure: Failure) -> HttpResponse:
    problem = problems.sentences(failure)
    status = problems.status_of(failure)
    if SCRIPT in request.headers.get("Accept", ""):
        return JsonResponse({"what": problem["what"], "advice": problem["advice"]}, status=status)
    response = render(request, "portal/told.html", {"problem": problem}, status=status)
    if isinstance(failure, MethodNotOffered):
        response.headers["Allow"] = OFFERED
    return response
