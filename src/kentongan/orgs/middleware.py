"""Puts who acts, and what they may do, on every request."""

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest, HttpResponse

from kentongan.accounts.selectors import SignedIn, cookie_name, find_signed_in
from kentongan.journal.errors import NoNode
from kentongan.kernel import clock
from kentongan.orgs.selectors import find_device, home_org_of, is_on_duty, rights_of

GetResponse = Callable[[HttpRequest], HttpResponse]

DEVICE_COOKIE = "kentongan_device"


def signed_in(get_response: GetResponse) -> GetResponse:
    """`request.signed_in`, `request.actor`, `request.rights`: None where nobody has entered."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.signed_in = None  # type: ignore[attr-defined]
        request.actor = None  # type: ignore[attr-defined]
        request.rights = None  # type: ignore[attr-defined]
        entered = _person(request)
        if entered is not None:
            _put(request, entered)
        else:
            _put_device(request)
        return get_response(request)

    return middleware


def _person(request: HttpRequest) -> SignedIn | None:
    scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
    if scheme == "Bearer":
        # A bearer token is never sent by a browser on its own, so no page can forge with it.
        request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
        entered = find_signed_in(bearer=bearer.strip())
    else:
        try:
            entered = find_signed_in(cookie=request.COOKIES.get(cookie_name()))
        except NoNode:
            return None
    return entered if entered and is_current(entered) else None


def is_current(entered: SignedIn) -> bool:
    """Whether a session still opens: it has not expired, or its person is on duty."""
    at = clock.now()
    return not entered.is_expired(at) or (
        entered.session_id is not None and is_on_duty(entered.user_id, at)
    )


def _put(request: HttpRequest, entered: SignedIn) -> None:
    rights = rights_of(entered.actor)
    request.signed_in = entered  # type: ignore[attr-defined]
    request.rights = rights  # type: ignore[attr-defined]
    request.actor = replace(entered.actor, org_id=home_org_of(rights))  # type: ignore[attr-defined]


def _put_device(request: HttpRequest) -> None:
    token = request.COOKIES.get(DEVICE_COOKIE)
    device = find_device(token) if token else None
    if device is not None:
        request.actor = device  # type: ignore[attr-defined]
        request.rights = rights_of(device)  # type: ignore[attr-defined]
