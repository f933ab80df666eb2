"""Recordings over HTTP: what is known of a call's, opening one, keeping one. Never the place."""

from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from msgspec import Meta

from kentongan.kernel import clock
from kentongan.recordings import selectors, services
from kentongan.recordings.enums import FlagKind
from kentongan.recordings.models import Flag, Recording
from kentongan.web.endpoints import Api, answer
from kentongan.web.requests import actor_of
from kentongan.web.wire import Line, Listed, Stamp, stamp, stamp_or_none

api = Api(tag="Recordings")

Letter = Annotated[str, Meta(max_length=80)]


class WireFlag(msgspec.Struct, kw_only=True):
    """Why one is kept beyond its days."""

    id: UUID
    kind: FlagKind
    letter_number: str
    flagged_by: UUID
    flagged_at: Stamp
    lifted_at: Stamp | None


class WireRecording(msgspec.Struct, kw_only=True):
    """One recording of a call. The sound itself is played at the desk's page."""

    id: UUID
    call_id: UUID
    heard_at: Stamp
    stored_at: Stamp | None
    deleted_at: Stamp | None
    flags: list[WireFlag]


class WireOpening(msgspec.Struct, kw_only=True):
    """Until when it may be played by whoever has opened it."""

    id: UUID
    recording_id: UUID
    until_at: Stamp


class OpenBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Why it is opened."""

    reason: Line


class FlagBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Why it is kept; a request of the police with the number of its letter."""

    kind: FlagKind
    reason: Line
    letter_number: Letter = ""


@api.get("/calls/<uuid:call_id>/recordings", answer=Listed[WireRecording])
def list_recordings(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Those of one call, for who may open them, the oldest first."""
    rows = selectors.list_recordings(actor_of(request), call_id, clock.now())
    return answer(Listed(items=[_recording(row) for row in rows]))


@api.post(
    "/recordings/<uuid:recording_id>/open",
    answer=WireOpening,
    example={"reason": "Penilaian mutu"},
)
def open_recording(request: HttpRequest, recording_id: UUID, *, body: OpenBody) -> HttpResponse:
    """Open it to yourself for a while. The journal says who has; the weekly list says why."""
    row = services.open_recording(
        by=actor_of(request), recording_id=recording_id, reason=body.reason, at=clock.now()
    )
    return answer(
        WireOpening(id=row.id, recording_id=row.recording_id, until_at=stamp(row.until_at))
    )


@api.post(
    "/recordings/<uuid:recording_id>/flags",
    answer=WireFlag,
    example={"kind": "POLICE", "reason": "Perkara kebakaran", "letter_number": "B/12/XI/2026"},
)
def flag_recording(request: HttpRequest, recording_id: UUID, *, body: FlagBody) -> HttpResponse:
    """Keep it beyond its days, by name. A sealed copy is taken."""
    row = services.flag_recording(
        by=actor_of(request), recording_id=recording_id, kind=body.kind, reason=body.reason,
        letter_number=body.letter_number, at=clock.now(),
    )  # fmt: skip
    return answer(_flag(row))


@api.post("/recording-flags/<uuid:flag_id>/lift", answer=WireFlag)
def lift_flag(request: HttpRequest, flag_id: UUID) -> HttpResponse:
    """Let it go: after its days it is deleted."""
    return answer(_flag(services.lift_flag(by=actor_of(request), flag_id=flag_id, at=clock.now())))


def _recording(row: Recording) -> WireRecording:
    return WireRecording(
        id=row.id,
        call_id=row.call_id,
        heard_at=stamp(row.heard_at),
        stored_at=stamp_or_none(row.stored_at),
        deleted_at=stamp_or_none(row.deleted_at),
        flags=[_flag(flag) for flag in row.flags.all()],
    )


def _flag(row: Flag) -> WireFlag:
    return WireFlag(
        id=row.id,
        kind=FlagKind(row.kind),
        letter_number=row.letter_number,
        flagged_by=row.flagged_by,
        flagged_at=stamp(row.flagged_at),
        lifted_at=stamp_or_none(row.lifted_at),
    )
