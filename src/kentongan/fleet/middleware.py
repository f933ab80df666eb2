"""Lets a vehicle's own device speak to the API with the vehicle's token."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from kentongan.fleet.selectors import find_vehicle
from kentongan.kernel.ids import hash_token
from kentongan.orgs.selectors import rights_of
from kentongan.web.requests import find_actor

GetResponse = Callable[[HttpRequest], HttpResponse]
CREWS_OWN = ("/api/v1/me", "/api/v1/units/", "/api/v1/assignments/")
"""A code in a cab opens its unit and its tasks: no list, no past, no other caller's number."""


def crew_signed_in(get_response: GetResponse) -> GetResponse:
    """`request.actor` is the crew where nobody else has entered and the bearer is a vehicle's.

    Only where a crew has something of its own; the crew's page has a cookie of its own.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if find_actor(request) is None and request.path.startswith(CREWS_OWN):
            _put_crew(request)
        return get_response(request)

    return middleware


def _put_crew(request: HttpRequest) -> None:
    scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
    crew = find_vehicle(hash_token(bearer.strip())) if scheme == "Bearer" else None
    if crew is not None:
        request.actor = crew.actor  # type: ignore[attr-defined]
        request.rights = rights_of(crew.actor)  # type: ignore[attr-defined]
