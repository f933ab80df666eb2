"""Who comes in to a page: signed in, with a right it needs; else the door, or a refusal."""

import functools
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from kentongan.kernel.errors import NotAllowed, NotSigned
from kentongan.orgs.enums import Right, Role
from kentongan.orgs.selectors import rights_of
from kentongan.orgs.types import Rights
from kentongan.web import problems
from kentongan.web.doors import door_for
from kentongan.web.endpoints import MethodNotOffered
from kentongan.web.requests import actor_of, find_actor
from kentongan.web.writes import answered_once

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

CHANGED = "console-changed"
"""What an act's answer tells the page: read your live parts again."""


def page(*rights: Right) -> Callable[[View[P]], View[P]]:
    """A page that is read: GET only, for one who has one of these rights somewhere."""

    def decorate(view: View[P]) -> View[P]:
        @functools.wraps(view)
        def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method not in {"GET", "HEAD"}:
                return _not_offered(request, "GET, HEAD")
            if find_actor(request) is None:
                return _no_one(request)
            _enter(request, rights)
            response = view(request, *args, **kwargs)
            add_never_cache_headers(response)
            return response

        return inner

    return decorate


def act(*rights: Right) -> Callable[[View[P]], View[P]]:
    """A POST that writes: one act, answered once however often it is sent."""

    def decorate(view: View[P]) -> View[P]:
        @functools.wraps(view)
        def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            refusal = _enter_to_post(request, rights)
            return refusal or answered_once(request, lambda: view(request, *args, **kwargs))

        return inner

    return decorate


def told(*rights: Right) -> Callable[[View[P]], View[P]]:
    """A POST whose answer is not kept: it shows a person's data, or only reads what was typed."""

    def decorate(view: View[P]) -> View[P]:
        @functools.wraps(view)
        def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            refusal = _enter_to_post(request, rights)
            response = refusal or view(request, *args, **kwargs)
            add_never_cache_headers(response)
            return response

        return inner

    return decorate


def my_rights(request: HttpRequest) -> Rights:
    """What the one who asks may do."""
    return rights_of(actor_of(request))


def show(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    """A page or a part of one."""
    context["rights"] = my_rights(request)
    return render(request, f"console/{template}", context)


def done(request: HttpRequest, to: str = "", *, back: str = "/") -> HttpResponse:
    """An act has been done. With `to` the page goes there, else its live parts are read again.

    The answer has no content: it is kept for 48 hours, and what people wrote is not.
    """
    if not request.headers.get("HX-Request"):
        return HttpResponseRedirect(to or back)
    headers = {"HX-Redirect": to} if to else {"HX-Trigger": CHANGED}
    return HttpResponse(status=204, headers=headers)


def first_page(rights: Rights) -> str:
    """The address of the page somebody works at."""
    pages: tuple[tuple[Right, str], ...] = (
        (Right.TAKE_CALLS, "console:calls"),
        (Right.ANSWER_TICKETS, "console:tickets"),
        (Right.SPEAK_FOR_AREA, "console:area"),
        (Right.SEE_INCIDENTS, "console:incidents"),
        (Right.CONFIGURE, "console:settings"),
        (Right.APPROVE_GUIDANCE, "console:settings-guidance"),
        (Right.SEE_ROSTER, "console:duty"),
    )
    if rights.roles and rights.roles <= {Role.LEADER, Role.PUSDALOPS}:
        return reverse("board:board")
    for right, name in pages:
        if rights.has_anywhere(right):
            return reverse(name)
    return reverse("board:board") if rights.has_anywhere(Right.SEE_BOARD) else ""


def _enter(request: HttpRequest, rights: tuple[Right, ...]) -> None:
    mine = my_rights(request)
    if rights and not any(mine.has_anywhere(right) for right in rights):
        raise NotAllowed(right=rights[0].value)
    titles = [str(role.label) for role in Role if role in mine.roles]
    request.role_name = ", ".join(titles[:2])  # type: ignore[attr-defined]


def _enter_to_post(request: HttpRequest, rights: tuple[Right, ...]) -> HttpResponse | None:
    if request.method != "POST":
        return _not_offered(request, "POST")
    if find_actor(request) is None:
        raise NotSigned
    _enter(request, rights)
    return None


def _no_one(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        raise NotSigned
    return door_for(request)


def _not_offered(request: HttpRequest, offered: str) -> HttpResponse:
    response = problems.answer(request, MethodNotOffered(method=request.method, offered=offered))
    response.headers["Allow"] = offered
    return response
