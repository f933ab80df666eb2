"""Every desk of this moment, joining a call and leaving it, notes at a desk."""

from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from msgspec import Meta

from kentongan.calls.enums import AgentState
from kentongan.exchange.enums import JoinMode
from kentongan.floor import selectors, services
from kentongan.floor.enums import JoinReason
from kentongan.floor.types import InHand, Listening, Tile, WhisperNote
from kentongan.kernel import clock
from kentongan.web.endpoints import Api, answer
from kentongan.web.requests import actor_of
from kentongan.web.wire import Listed, Stamp, copied, stamp, stamp_or_none

api = Api(tag="Floor")

NoteText = Annotated[str, Meta(max_length=1000, description="At most 280 letters.")]


class WireInHand(msgspec.Struct, kw_only=True):
    """The call at a desk; the number is masked, and empty for a restricted incident."""

    id: UUID
    number: str
    kind: str
    phone: str
    answered_at: Stamp | None
    ended_at: Stamp | None
    priority: str
    is_long: bool
    is_through_exchange: bool
    unread_notes: int


class WireListening(msgspec.Struct, kw_only=True):
    """Somebody has joined a colleague's call."""

    id: UUID
    call_id: UUID
    operator_id: UUID
    supervisor_id: UUID
    mode: JoinMode
    reason: JoinReason
    began_at: Stamp
    ended_at: Stamp | None
    seen_at: Stamp | None


class WireTile(msgspec.Struct, kw_only=True):
    """One who is on duty or takes calls. No count of what they did: nobody is ranked."""

    user_id: UUID
    name: str
    state: AgentState | None
    since_at: Stamp | None
    extension: str
    call: WireInHand | None
    listeners: list[WireListening]
    has_follow_up: bool
    recovers_since: Stamp | None


class WireWaitingCall(msgspec.Struct, kw_only=True):
    """A caller whom nobody has answered, the longest first."""

    id: UUID
    number: str
    phone: str
    arrived_at: Stamp


class WireFloor(msgspec.Struct, kw_only=True):
    """Everything of this moment: long calls first, then by name."""

    tiles: list[WireTile]
    waiting: list[WireWaitingCall]
    long_call_s: int


class JoinBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """How one joins, and why."""

    mode: JoinMode
    reason: JoinReason


class NoteBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What stands at the colleague's desk."""

    text: NoteText


class WireWhisper(msgspec.Struct, kw_only=True):
    """A note at a desk."""

    id: UUID
    call_id: UUID
    operator_id: UUID
    text: str
    written_by: UUID
    written_at: Stamp
    read_at: Stamp | None


class WireSeen(msgspec.Struct, kw_only=True):
    """How many of them had not been read."""

    count: int


@api.get("/floor", answer=WireFloor)
def get_floor(request: HttpRequest) -> HttpResponse:
    """What every desk does now, and who waits; for who looks after the floor."""
    floor = selectors.floor_now(actor_of(request), clock.now())
    tiles = [_tile(each) for each in floor.tiles]
    waiting = [copied(WireWaitingCall, each) for each in floor.waiting]
    return answer(WireFloor(tiles=tiles, waiting=waiting, long_call_s=floor.long_call_s))


@api.post(
    "/calls/<uuid:call_id>/listen",
    answer=WireListening,
    example={"mode": "LISTEN", "reason": "COACHING"},
)
def listen(request: HttpRequest, *, call_id: UUID, body: JoinBody) -> HttpResponse:
    """Join a colleague's call: the own telephone rings. The one who is listened to reads it."""
    row = services.begin_listening(
        by=actor_of(request), call_id=call_id, mode=body.mode, reason=body.reason, at=clock.now()
    )
    return answer(_listening(row))


@api.post("/listenings/<uuid:listening_id>/end", answer=WireListening)
def end_listening(request: HttpRequest, *, listening_id: UUID) -> HttpResponse:
    """Leave the call that one has joined."""
    by, at = actor_of(request), clock.now()
    return answer(_listening(services.end_listening(by=by, listening_id=listening_id, at=at)))


@api.get("/me/listenings", answer=Listed[WireListening])
def own_listenings(request: HttpRequest) -> HttpResponse:
    """Who has listened to my calls, and why: the newest first."""
    rows = selectors.list_listened(actor_of(request), clock.now())
    return answer(Listed(items=[_listening(row) for row in rows]))


@api.post("/me/listenings/read", answer=WireSeen)
def read_listenings(request: HttpRequest) -> HttpResponse:
    """I have read who listened to me."""
    return answer(WireSeen(count=services.read_listenings(by=actor_of(request), at=clock.now())))


@api.post(
    "/calls/<uuid:call_id>/whispers",
    answer=WireWhisper,
    status=201,
    example={"text": "Tanyakan apakah ada bayi di rumah."},
)
def whisper(request: HttpRequest, *, call_id: UUID, body: NoteBody) -> HttpResponse:
    """A short note at the desk of whoever speaks with this caller."""
    note = services.write_note(
        by=actor_of(request), call_id=call_id, text=body.text, at=clock.now()
    )
    return answer(_whisper(note), status=201)


@api.get("/calls/<uuid:call_id>/whispers", answer=Listed[WireWhisper])
def call_whispers(request: HttpRequest, *, call_id: UUID) -> HttpResponse:
    """What was whispered in a call: all for a supervisor, to others what was for them."""
    rows = selectors.list_call_notes(actor_of(request), call_id)
    return answer(Listed(items=[_whisper(row) for row in rows]))


@api.get("/me/whispers", answer=Listed[WireWhisper])
def own_whispers(request: HttpRequest) -> HttpResponse:
    """What was whispered to me, the newest first."""
    rows = selectors.list_notes(actor_of(request))
    return answer(Listed(items=[_whisper(row) for row in rows]))


@api.post("/whispers/<uuid:note_id>/read", answer=WireWhisper)
def read_whisper(request: HttpRequest, *, note_id: UUID) -> HttpResponse:
    """I have read it."""
    note = services.read_note(by=actor_of(request), note_id=note_id, at=clock.now())
    return answer(_whisper(note))


def _tile(tile: Tile) -> WireTile:
    return WireTile(
        user_id=tile.user_id, name=tile.name, state=tile.state,
        since_at=stamp_or_none(tile.since_at), extension=tile.extension,
        call=_in_hand(tile.call) if tile.call else None,
        listeners=[_listening(row) for row in tile.listeners],
        has_follow_up=tile.has_follow_up, recovers_since=stamp_or_none(tile.recovers_since),
    )  # fmt: skip


def _in_hand(call: InHand) -> WireInHand:
    return WireInHand(
        id=call.id, number=call.number, kind=call.kind, phone=call.phone,
        answered_at=stamp_or_none(call.answered_at), ended_at=stamp_or_none(call.ended_at),
        priority=call.priority, is_long=call.is_long,
        is_through_exchange=call.is_through_exchange, unread_notes=call.unread_notes,
    )  # fmt: skip


def _listening(row: Listening) -> WireListening:
    return WireListening(
        id=row.id, call_id=row.call_id, operator_id=row.operator_id,
        supervisor_id=row.supervisor_id, mode=JoinMode(row.mode), reason=JoinReason(row.reason),
        began_at=stamp(row.began_at), ended_at=stamp_or_none(row.ended_at),
        seen_at=stamp_or_none(row.seen_at),
    )  # fmt: skip


def _whisper(note: WhisperNote) -> WireWhisper:
    return WireWhisper(
        id=note.id, call_id=note.call_id, operator_id=note.operator_id, text=note.text,
        written_by=note.written_by, written_at=stamp(note.written_at),
        read_at=stamp_or_none(note.read_at),
    )  # fmt: skip
