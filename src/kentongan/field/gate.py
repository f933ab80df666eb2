"""Who comes in: a crew, by the cookie that the code in its cab has set. Nobody else."""

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from kentongan.fleet.selectors import find_vehicle, vehicle_cookie
from kentongan.fleet.types import VehicleSignedIn
from kentongan.journal import selectors as journal
from kentongan.journal.errors import KeyReused
from kentongan.kernel.errors import NotSigned, Unreadable
from kentongan.kernel.ids import hash_token
from kentongan.web import problems
from kentongan.web.endpoints import MethodNotOffered
from kentongan.web.writes import answered_once

P = ParamSpec("P")
CrewView = Callable[Concatenate[HttpRequest, VehicleSignedIn, P], HttpResponse]
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def page(view: CrewView[P]) -> View[P]:
    """A page that is read: GET only. Without a valid code it says what to do instead."""

    @functools.wraps(view)
    def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return _not_offered(request, "GET, HEAD")
        crew = _enter(request)
        if crew is None:
            return _scan_again(request)
        request.live_after = journal.last_seq()  # type: ignore[attr-defined]
        return _uncached(view(request, crew, *args, **kwargs))

    return inner


def act(view: CrewView[P]) -> View[P]:
    """A POST that writes: one act, answered once however often it is pressed."""

    @functools.wraps(view)
    def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method != "POST":
            return _not_offered(request, "POST")
        crew = _require(request)
        return answered_once(request, lambda: view(request, crew, *args, **kwargs))

    return inner


def alarm(view: CrewView[P]) -> View[P]:
    """A POST that nothing about the request may refuse but who sends it: a key that is unreadable
    or was used for something else is done without, since to cry twice is better than not at all.
    """
    once = act(view)

    @functools.wraps(view)
    def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return once(request, *args, **kwargs)
        except (KeyReused, Unreadable):
            return view(request, _require(request), *args, **kwargs)

    return inner


def told(view: CrewView[P]) -> View[P]:
    """A POST whose answer is not kept: it shows a person's number, or is worth nothing later."""

    @functools.wraps(view)
    def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method != "POST":
            return _not_offered(request, "POST")
        return _uncached(view(request, _require(request), *args, **kwargs))

    return inner


def _enter(request: HttpRequest) -> VehicleSignedIn | None:
    token = request.COOKIES.get(vehicle_cookie(), "")
    crew = find_vehicle(hash_token(token)) if token else None
    # Whoever else is signed in on this phone does not act here.
    request.signed_in = None  # type: ignore[attr-defined]
    request.rights = None  # type: ignore[attr-defined]
    request.actor = crew.actor if crew else None  # type: ignore[attr-defined]
    return crew


def _require(request: HttpRequest) -> VehicleSignedIn:
    crew = _enter(request)
    if crew is None:
        raise NotSigned
    return crew


def _scan_again(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        raise NotSigned
    had_one = vehicle_cookie() in request.COOKIES
    return _uncached(render(request, "field/scan.html", {"had_one": had_one}, status=401))


def _uncached(response: HttpResponse) -> HttpResponse:
    add_never_cache_headers(response)
    return response


def _not_offered(request: HttpRequest, offered: str) -> HttpResponse:
    response = problems.answer(request, MethodNotOffered(method=request.method, offered=offered))
    response.headers["Allow"] = offered
    return response
