"""Callers' places over HTTP, for who takes calls."""

from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse

from kentongan.geo.places import PlaceQuality
from kentongan.kernel import clock
from kentongan.locating import selectors, services
from kentongan.locating.enums import Method, Problem, Source
from kentongan.locating.errors import CallOver
from kentongan.locating.types import Located, LocationLink
from kentongan.web.endpoints import Api, answer
from kentongan.web.requests import actor_of
from kentongan.web.wire import Stamp, stamp, stamp_or_none

api = Api(tag="Callers' places")


class WireFix(msgspec.Struct, kw_only=True):
    """A circle in which the telephone is, never a bare point. `quality` empty: too wide to become
    a place.
    """

    id: UUID
    source: Source
    method: Method
    lat: float
    lon: float
    radius_m: float
    confidence_percent: int | None
    measured_at: Stamp | None
    received_at: Stamp
    is_best: bool
    quality: PlaceQuality | None


class WireUnusable(msgspec.Struct, kw_only=True):
    """A word of a telephone that is kept, and cannot be used."""

    id: UUID
    source: Source
    received_at: Stamp
    problem: Problem


class WireLink(msgspec.Struct, kw_only=True):
    """The link that was sent last. Its token is in the message only."""

    sent_at: Stamp
    expires_at: Stamp
    answered_at: Stamp | None
    ended_at: Stamp | None
    landmark: str


class WireLocated(msgspec.Struct, kw_only=True):
    """All that is known of where the caller is, the best first."""

    fixes: list[WireFix]
    unusable: list[WireUnusable]
    link: WireLink | None


class SendLinkBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """`is_agreed`: the caller has said on the line that a message is safe."""

    is_agreed: bool = False


class TakeFixBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    fix_id: UUID


class WireTaken(msgspec.Struct, kw_only=True):
    incident_id: UUID
    place_quality: PlaceQuality


@api.get("/calls/<uuid:call_id>/fixes", answer=WireLocated)
def fixes(request: HttpRequest, *, call_id: UUID) -> HttpResponse:
    """Where the caller of a call in hand is. Of one that is over, open it by name."""
    call, found = selectors.access_located(actor_of(request), call_id, clock.now())
    if not selectors.is_in_hand(call):
        raise CallOver
    return answer(_wire(found))


@api.post("/calls/<uuid:call_id>/fixes/open", answer=WireLocated, exempt=True)
def open_fixes(request: HttpRequest, *, call_id: UUID) -> HttpResponse:
    """The same of any call; the journal says who has read it."""
    _, found = services.open_fixes(by=actor_of(request), call_id=call_id, at=clock.now())
    return answer(_wire(found))


@api.post("/calls/<uuid:call_id>/fixes/take", answer=WireTaken)
def take(request: HttpRequest, *, call_id: UUID, body: TakeFixBody) -> HttpResponse:
    """Make a circle the place of the call's incident."""
    incident = services.take_fix(
        by=actor_of(request), call_id=call_id, fix_id=body.fix_id, at=clock.now()
    )
    quality = PlaceQuality(incident.place_quality)
    return answer(WireTaken(incident_id=incident.id, place_quality=quality))


@api.post("/calls/<uuid:call_id>/location-link", answer=WireLink, example={"is_agreed": True})
def send_link(request: HttpRequest, *, call_id: UUID, body: SendLinkBody) -> HttpResponse:
    """Send the caller a link by SMS. Refused where a message could betray somebody."""
    link = services.send_link(
        by=actor_of(request), call_id=call_id, is_agreed=body.is_agreed, at=clock.now()
    )
    return answer(_wire_link(link))


def _wire(found: Located) -> WireLocated:
    return WireLocated(
        fixes=[
            WireFix(
                id=each.fix.id, source=Source(each.fix.source), method=Method(each.fix.method),
                lat=each.fix.lat or 0.0, lon=each.fix.lon or 0.0,
                radius_m=each.fix.radius_m or 0.0,
                confidence_percent=each.fix.confidence_percent,
                measured_at=stamp_or_none(each.fix.measured_at),
                received_at=stamp(each.fix.received_at), is_best=each.is_best,
                quality=PlaceQuality(each.quality) if each.quality else None,
            )
            for each in found.usable
        ],
        unusable=[
            WireUnusable(
                id=each.id, source=Source(each.source), received_at=stamp(each.received_at),
                problem=Problem(each.problem),
            )
            for each in found.unusable
        ],
        link=_wire_link(found.link) if found.link else None,
    )  # fmt: skip


def _wire_link(link: LocationLink) -> WireLink:
    return WireLink(
        sent_at=stamp(link.sent_at), expires_at=stamp(link.expires_at),
        answered_at=stamp_or_none(link.answered_at), ended_at=stamp_or_none(link.ended_at),
        landmark=link.landmark,
    )  # fmt: skip
