"""Puts who acts, and what they may do, on every request."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from kentongan.accounts.selectors import SignedIn, cookie_name, find_signed_in
from kentongan.journal.errors import NoNode
from kentongan.kernel import clock
from kentongan.orgs.selectors import device_cookie, find_device, home_org_of, rights_of, still_opens

GetResponse = Callable[[HttpRequest], HttpResponse]


def signed_in(get_response: GetResponse) -> GetResponse:
    """`request.signed_in`, `request.actor`, `request.rights`: None where nobody has entered."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.signed_in = None  # type: ignore[attr-defined]
        request.actor = None  # type: ignore[attr-defined]
        request.rights = None  # type: ignore[attr-defined]
        if request.path in settings.OPEN_PATHS:
            return get_response(request)
        with suppress(NoNode):
            _put_whoever_asks(request)
        response = get_response(request)
        if request.actor is not None:  # type: ignore[attr-defined]
            # what one person may see stays in no cache of a shared desk, an act's answer neither
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def _put_whoever_asks(request: HttpRequest) -> None:
    entered = _person(request)
    if entered is not None:
        _put(request, entered)
    else:
        _put_device(request)


def _person(request: HttpRequest) -> SignedIn | None:
    scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
    if scheme == "Bearer":
        # A bearer token is never sent by a browser on its own, so no page can forge with it.
        request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
        entered = find_signed_in(bearer=bearer.strip())
    else:
        entered = find_signed_in(cookie=request.COOKIES.get(cookie_name()))
    return entered if entered and still_opens(entered, clock.now()) else None


def _put(request: HttpRequest, entered: SignedIn) -> None:
    rights = rights_of(entered.actor)
    request.signed_in = entered  # type: ignore[attr-defined]
    request.rights = rights  # type: ignore[attr-defined]
    request.actor = replace(entered.actor, org_id=home_org_of(rights))  # type: ignore[attr-defined]


def _put_device(request: HttpRequest) -> None:
    token = request.COOKIES.get(device_cookie())
    device = find_device(token) if token else None
    if device is not None:
        request.actor = device  # type: ignore[attr-defined]
        request.rights = rights_of(device)  # type: ignore[attr-defined]
