"""Who comes in: a person or a wall screen with the right SEE_BOARD. Read only."""

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from kentongan.journal import selectors as journal
from kentongan.kernel.errors import NotSigned
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of
from kentongan.orgs.types import Rights
from kentongan.web import problems
from kentongan.web.doors import door_for
from kentongan.web.endpoints import MethodNotOffered
from kentongan.web.requests import actor_of, find_actor

P = ParamSpec("P")
BoardView = Callable[Concatenate[HttpRequest, Rights, P], HttpResponse]
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def leaders(view: BoardView[P]) -> View[P]:
    """GET only, for those who may see the board; others are sent to the door or refused."""

    @functools.wraps(view)
    def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return _not_offered(request, "GET, HEAD")
        if find_actor(request) is None:
            return _no_one(request)
        rights = rights_of(actor_of(request))
        rights.require_anywhere(Right.SEE_BOARD)
        request.live_after = journal.last_seq()  # type: ignore[attr-defined]
        response = view(request, rights, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    return inner


def opened(view: View[P]) -> View[P]:
    """A POST that reads what is kept and writes down who did; the service asks their right."""

    @functools.wraps(view)
    def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method != "POST":
            return _not_offered(request, "POST")
        if find_actor(request) is None:
            raise NotSigned
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    return inner


def _no_one(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        raise NotSigned
    return door_for(request)


def _not_offered(request: HttpRequest, offered: str) -> HttpResponse:
    response = problems.answer(request, MethodNotOffered(method=request.method, offered=offered))
    response.headers["Allow"] = offered
    return response
