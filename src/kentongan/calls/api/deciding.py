"""What a call was, and its end, over HTTP: of the one who holds it, or a supervisor's decision."""

from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from msgspec import Meta

from kentongan.calls import services
from kentongan.calls.api.calls import HERE, WireCall, answered
from kentongan.calls.enums import Disposition
from kentongan.geo.wire import WirePlace
from kentongan.incidents.types import NewIncident
from kentongan.incidents.wire import place_input
from kentongan.kernel import clock
from kentongan.web.endpoints import Api
from kentongan.web.requests import actor_of
from kentongan.web.wire import Line, RegionCode, Text

api = Api(tag="Calls")

Reason = Annotated[
    Line,
    Meta(
        description="Of a supervisor only: why a call that a colleague has in hand is taken over."
    ),
]


class ClassifyBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What the call was."""

    disposition: Disposition
    note: Text = ""
    human_sound: Annotated[
        bool, Meta(description="A silent call in which somebody was heard.")
    ] = False  # fmt: skip
    ended: bool | None = None
    place: Annotated[
        WirePlace, Meta(description="Where somebody was heard: with it an incident is opened.")
    ] | None = None  # fmt: skip
    region: RegionCode = ""
    reason: Reason = ""


class EndBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Nothing, or why a supervisor ends what a colleague has in hand."""

    reason: Reason = ""


class DecisionBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Why nobody goes."""

    reason: Line


class ReclassifyBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Another label."""

    disposition: Disposition
    note: Text = ""


@api.post(f"{HERE}/classify", answer=WireCall, example={"disposition": "PRANK"})
def classify_call(request: HttpRequest, *, call_id: UUID, body: ClassifyBody) -> HttpResponse:
    """Say what it was, in one act. The number that made it is never touched.

    A silence in which a person was heard is an incident at once where `place` says where; else it
    waits for a supervisor's decision. A call that a colleague has in hand is refused (CALLS-019)
    unless a supervisor gives a `reason`.
    """
    told = NewIncident(category="", place=place_input(body.place), region=body.region)
    call = services.classify_call(
        by=actor_of(request), call_id=call_id, disposition=body.disposition, ended=body.ended,
        human_sound=body.human_sound, note=body.note, told=told, reason=body.reason,
        at=clock.now(),
    )  # fmt: skip
    return answered(call)


@api.post(f"{HERE}/reclassify", answer=WireCall)
def reclassify_call(request: HttpRequest, *, call_id: UUID, body: ReclassifyBody) -> HttpResponse:
    """Another label in one act: your own within 15 minutes, else a supervisor's."""
    call = services.reclassify_call(
        by=actor_of(request), call_id=call_id, disposition=body.disposition, note=body.note,
        at=clock.now(),
    )  # fmt: skip
    return answered(call)


@api.post(f"{HERE}/undo", answer=WireCall)
def undo_classification(request: HttpRequest, *, call_id: UUID) -> HttpResponse:
    """The call is open again, as if just answered."""
    return answered(
        services.undo_classification(by=actor_of(request), call_id=call_id, at=clock.now())
    )


@api.post(f"{HERE}/end", answer=WireCall)
def end_call(request: HttpRequest, *, call_id: UUID, body: EndBody) -> HttpResponse:
    """The line is put down and nothing is left to do."""
    call = services.end_call(
        by=actor_of(request), call_id=call_id, reason=body.reason, at=clock.now()
    )
    return answered(call)


@api.post(f"{HERE}/decide", answer=WireCall, example={"reason": "Anak bermain; ibunya bicara."})
def decide_silence(request: HttpRequest, *, call_id: UUID, body: DecisionBody) -> HttpResponse:
    """Nobody goes to a silence in which a person was heard: a supervisor decides, with a reason."""
    call = services.decide_silence(
        by=actor_of(request), call_id=call_id, reason=body.reason, at=clock.now()
    )
    return answered(call)


@api.post(f"{HERE}/overruling-read", answer=WireCall)
def read_overruling(request: HttpRequest, *, call_id: UUID) -> HttpResponse:
    """You have read that a supervisor disposed of the call you held."""
    call = services.read_overruling(by=actor_of(request), call_id=call_id, at=clock.now())
    return answered(call)
