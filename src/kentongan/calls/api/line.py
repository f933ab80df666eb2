"""The keys of the line over HTTP: hold, mute, a third on the line, hand on, put down, listen."""

from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from msgspec import Meta

from kentongan.calls import services
from kentongan.calls.api.calls import HERE, WireCall, answered
from kentongan.kernel import clock
from kentongan.web.endpoints import Api, answer
from kentongan.web.requests import actor_of
from kentongan.web.wire import Line, Stamp, stamp, stamp_or_none

api = Api(tag="Calls")


class WireParty(msgspec.Struct, kw_only=True):
    """A third one on the line."""

    id: UUID
    org_id: UUID | None
    joined_at: Stamp
    left_at: Stamp | None


class JoinBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Whom to ring into the call."""

    phone: Line
    name: Line = ""
    org_id: UUID | None = None


class TransferBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The colleague who takes over."""

    user_id: UUID


class SilenceBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What was heard of a silent call."""

    listened_s: Annotated[int, Meta(ge=0, le=600)]
    tones: Annotated[int, Meta(ge=0, le=99)] = 0
    human_sound: bool = False


@api.post(f"{HERE}/hold", answer=WireCall)
def hold_line(request: HttpRequest, *, call_id: UUID) -> HttpResponse:
    """Let the caller wait (Tahan)."""
    return answered(services.hold_line(by=actor_of(request), call_id=call_id, at=clock.now()))


@api.post(f"{HERE}/resume", answer=WireCall)
def resume_line(request: HttpRequest, *, call_id: UUID) -> HttpResponse:
    """Speak with the caller again."""
    return answered(services.resume_line(by=actor_of(request), call_id=call_id, at=clock.now()))


@api.post(f"{HERE}/mute", answer=WireCall)
def mute_line(request: HttpRequest, *, call_id: UUID) -> HttpResponse:
    """Listen without being heard (Bisukan)."""
    return answered(services.mute_line(by=actor_of(request), call_id=call_id, at=clock.now()))


@api.post(f"{HERE}/unmute", answer=WireCall)
def unmute_line(request: HttpRequest, *, call_id: UUID) -> HttpResponse:
    """Be heard again."""
    return answered(services.unmute_line(by=actor_of(request), call_id=call_id, at=clock.now()))


@api.post(f"{HERE}/parties", answer=WireParty, status=201, example={"phone": "+62285111112"})
def join_third(request: HttpRequest, *, call_id: UUID, body: JoinBody) -> HttpResponse:
    """Ring a third into the call (Sambungkan bertiga)."""
    party = services.join_third(
        by=actor_of(request), call_id=call_id, phone=body.phone, name=body.name,
        org_id=body.org_id, at=clock.now(),
    )  # fmt: skip
    wire = WireParty(
        id=party.id, org_id=party.org_id, joined_at=stamp(party.joined_at),
        left_at=stamp_or_none(party.left_at),
    )  # fmt: skip
    return answer(wire, status=201)


@api.post(f"{HERE}/parties/<uuid:party_id>/drop", answer=WireCall)
def drop_third(request: HttpRequest, *, call_id: UUID, party_id: UUID) -> HttpResponse:
    """Let the third one go."""
    return answered(
        services.drop_third(
            by=actor_of(request), call_id=call_id, party_id=party_id, at=clock.now()
        )
    )


@api.post(f"{HERE}/transfer", answer=WireCall)
def transfer_call(request: HttpRequest, *, call_id: UUID, body: TransferBody) -> HttpResponse:
    """Hand the caller on to a colleague who is ready (Alihkan)."""
    return answered(
        services.transfer_call(
            by=actor_of(request), call_id=call_id, user_id=body.user_id, at=clock.now()
        )
    )


@api.post(f"{HERE}/hang-up", answer=WireCall)
def hang_up(request: HttpRequest, *, call_id: UUID) -> HttpResponse:
    """Put the line down (Akhiri). What the call was may be said afterwards."""
    return answered(services.hang_up(by=actor_of(request), call_id=call_id, at=clock.now()))


@api.post(f"{HERE}/silence", answer=WireCall, example={"listened_s": 20, "tones": 2})
def hear_silence(request: HttpRequest, *, call_id: UUID, body: SilenceBody) -> HttpResponse:
    """Note what was heard of a silent call; a tone or a human sound forbids all contact."""
    return answered(
        services.hear_silence(
            by=actor_of(request), call_id=call_id, listened_s=body.listened_s, tones=body.tones,
            human_sound=body.human_sound, at=clock.now(),
        )
    )  # fmt: skip
