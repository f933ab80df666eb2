"""The exchange over HTTP: at which telephone one sits, a promise kept, whether it answers."""

from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from msgspec import Meta

from kentongan.exchange import selectors, services
from kentongan.kernel import clock
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of
from kentongan.web.endpoints import Api, answer
from kentongan.web.requests import actor_of
from kentongan.web.wire import Stamp, stamp

api = Api(tag="Exchange")


class WireTelephone(msgspec.Struct, kw_only=True):
    """Where somebody sits; empty: nowhere."""

    extension: str


class TelephoneBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The number of the telephone on one's desk; empty: none."""

    extension: Annotated[str, Meta(max_length=20)]


class WireLostLink(msgspec.Struct, kw_only=True):
    """An exchange that does not answer."""

    name: str
    since_at: Stamp


class WireExchange(msgspec.Struct, kw_only=True):
    """Whether this node has an exchange, and which of them does not answer."""

    is_connected: bool
    lost: list[WireLostLink]


@api.get("/exchange", answer=WireExchange)
def exchange(request: HttpRequest) -> HttpResponse:
    """Whether the telephone exchange answers."""
    rights_of(actor_of(request)).require_anywhere(Right.SEE_CALLS)
    lost = [
        WireLostLink(name=link.name, since_at=stamp(link.since_at))
        for link in selectors.lost_links()
    ]
    return answer(WireExchange(is_connected=selectors.is_connected(), lost=lost))


@api.post("/me/telephone", answer=WireTelephone, example={"extension": "1001"})
def take_seat(request: HttpRequest, *, body: TelephoneBody) -> HttpResponse:
    """Say at which telephone one sits: calls lifted there are one's own."""
    by, at = actor_of(request), clock.now()
    if body.extension.strip():
        services.take_seat(by=by, extension=body.extension, at=at)
    else:
        services.leave_seat(by=by, at=at)
    return answer(WireTelephone(extension=selectors.extension_of(by.id)))


@api.post("/calls/<uuid:call_id>/ring-back", answer=WireTelephone)
def ring_back(request: HttpRequest, *, call_id: UUID) -> HttpResponse:
    """Keep a promise to ring back: the own telephone rings, then the caller's."""
    by = actor_of(request)
    services.ring_back(by=by, call_id=call_id, at=clock.now())
    return answer(WireTelephone(extension=selectors.extension_of(by.id)))
