"""The room around the desk over HTTP: who takes calls, help, its board, drafts, waiting times."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from msgspec import Meta

from kentongan.calls import selectors, services
from kentongan.calls.api.calls import HERE
from kentongan.calls.enums import AgentState
from kentongan.calls.models import HelpRequest, ShiftNote
from kentongan.kernel import clock
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of
from kentongan.web.endpoints import Api, answer
from kentongan.web.requests import actor_of
from kentongan.web.wire import (
    Line,
    Listed,
    Moment,
    Stamp,
    copied,
    stamp,
    stamp_or_none,
    utc,
    utc_or_none,
)

api = Api(tag="Desk")

Seconds = Annotated[int, Meta(ge=1, le=600)]


class WireAgent(msgspec.Struct, kw_only=True):
    """One who takes calls, and what he is doing since when."""

    user_id: UUID
    name: str
    state: AgentState
    since_at: Stamp
    call_id: UUID | None


class StateBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What you are doing. ON_CALL follows the line and cannot be said by hand."""

    state: AgentState


class WireHelp(msgspec.Struct, kw_only=True):
    """An operator asks the supervisor to come."""

    id: UUID
    call_id: UUID | None
    asked_by: UUID
    asked_at: Stamp
    answered_by: UUID | None
    answered_at: Stamp | None


class HelpBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """With which call in hand."""

    call_id: UUID | None = None


class WireNote(msgspec.Struct, kw_only=True):
    """A line on the room's board."""

    id: UUID
    text: str
    posted_by: UUID
    posted_at: Stamp
    until_at: Stamp


class NoteBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What everybody in the room should know, and until when."""

    text: Annotated[str, Meta(max_length=500)]
    until_at: Moment


class WireDraft(msgspec.Struct, kw_only=True):
    """What was typed of a call so far: the fields of the form, each with its values."""

    fields: dict[str, list[str]]
    saved_by: UUID | None
    saved_at: Stamp | None


class DraftBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The fields of the form as they stand."""

    fields: dict[str, list[str]]


class WireTimes(msgspec.Struct, kw_only=True):
    """How long the desk waits for whom, and by what right."""

    help_answers_s: int
    neighbour_answers_s: int
    silence_listened_s: int
    callback_within_s: int
    unanswered_rings_s: int
    rings_again_s: int
    classified_within_s: int
    incident_within_s: int
    decided_within_s: int
    legal_basis: str


class TimesBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The same, from now on or from a later moment. Alarms that are left out stay as they are."""

    help_answers_s: Seconds
    neighbour_answers_s: Seconds
    silence_listened_s: Seconds
    callback_within_s: Annotated[int, Meta(ge=1, le=3600)]
    legal_basis: Line
    unanswered_rings_s: Seconds | None = None
    rings_again_s: Seconds | None = None
    classified_within_s: Annotated[int, Meta(ge=1, le=3600)] | None = None
    incident_within_s: Seconds | None = None
    decided_within_s: Annotated[int, Meta(ge=1, le=3600)] | None = None
    valid_from: Moment | None = None


@api.get("/agents", answer=Listed[WireAgent])
def list_agents(request: HttpRequest) -> HttpResponse:
    """Who takes calls now, and what they are doing."""
    found = selectors.list_agents(rights_of(actor_of(request)), clock.now())
    return answer(Listed(items=[copied(WireAgent, one) for one in found]))


@api.post("/agents/me/state", answer=WireAgent, example={"state": "READY"})
def set_agent_state(request: HttpRequest, *, body: StateBody) -> HttpResponse:
    """Say what you are doing."""
    by = actor_of(request)
    agent = services.set_agent_state(by=by, state=body.state, at=clock.now())
    return answer(
        WireAgent(
            user_id=agent.user_id, name="", state=AgentState(agent.state),
            since_at=stamp(agent.since_at), call_id=agent.call_id,
        )
    )  # fmt: skip


@api.get("/help", answer=Listed[WireHelp])
def list_help(request: HttpRequest) -> HttpResponse:
    """Who has asked for the supervisor and is still alone."""
    found = selectors.list_help_waiting(rights_of(actor_of(request)))
    return answer(Listed(items=[_help(one) for one in found]))


@api.post("/help", answer=WireHelp, status=201)
def ask_help(request: HttpRequest, *, body: HelpBody) -> HttpResponse:
    """Ask the supervisor to come. The telephone rings where nobody does in time."""
    asked = services.ask_help(by=actor_of(request), call_id=body.call_id, at=clock.now())
    return answer(_help(asked), status=201)


@api.post("/help/<uuid:help_id>/answer", answer=WireHelp)
def answer_help(request: HttpRequest, *, help_id: UUID) -> HttpResponse:
    """You come."""
    return answer(
        _help(services.answer_help(by=actor_of(request), help_id=help_id, at=clock.now()))
    )


@api.get("/shift-notes", answer=Listed[WireNote])
def list_notes(request: HttpRequest) -> HttpResponse:
    """What hangs on the room's board now (papan info shift)."""
    found = selectors.list_notes(rights_of(actor_of(request)), clock.now())
    return answer(Listed(items=[_note(one) for one in found]))


@api.post("/shift-notes", answer=WireNote, status=201)
def post_note(request: HttpRequest, *, body: NoteBody) -> HttpResponse:
    """Put a line on the room's board."""
    until_at = utc(body.until_at, "until_at")
    note = services.post_note(
        by=actor_of(request), text=body.text, until_at=until_at, at=clock.now()
    )
    return answer(_note(note), status=201)


@api.post("/shift-notes/<uuid:note_id>/take-off", answer=WireNote)
def take_note_off(request: HttpRequest, *, note_id: UUID) -> HttpResponse:
    """It holds no longer."""
    note = services.take_note_off(by=actor_of(request), note_id=note_id, at=clock.now())
    return answer(_note(note))


@api.get(f"{HERE}/draft", answer=WireDraft)
def get_call_draft(request: HttpRequest, *, call_id: UUID) -> HttpResponse:
    """What was typed of a call that is not settled yet."""
    found = selectors.find_draft(actor_of(request), call_id)
    if found is None:
        return answer(WireDraft(fields={}, saved_by=None, saved_at=None))
    return answer(
        WireDraft(
            fields=found.fields, saved_by=found.saved_by, saved_at=stamp_or_none(found.saved_at)
        )
    )


@api.post(f"{HERE}/draft", answer=WireDraft, exempt=True)
def save_call_draft(request: HttpRequest, *, call_id: UUID, body: DraftBody) -> HttpResponse:
    """Keep what was typed so far. Gone when the call is settled."""
    by, at = actor_of(request), clock.now()
    services.save_draft(by=by, call_id=call_id, fields=body.fields, at=at)
    return answer(WireDraft(fields={}, saved_by=by.id, saved_at=stamp(at)))


@api.get("/desk-times", answer=WireTimes)
def get_desk_times(request: HttpRequest) -> HttpResponse:
    """How long the desk waits for whom."""
    rights_of(actor_of(request)).require_anywhere(Right.SEE_ROSTER)
    return answer(copied(WireTimes, selectors.desk_times(clock.now())))


@api.post("/desk-times", answer=WireTimes)
def set_desk_times(request: HttpRequest, *, body: TimesBody) -> HttpResponse:
    """Let these hold from now on or from a later moment, by this right."""
    at = clock.now()
    said = msgspec.structs.asdict(body)
    begins = utc_or_none(said.pop("valid_from"), "valid_from")
    known = {name: value for name, value in said.items() if value is not None}
    times = replace(selectors.desk_times(at), **known)
    row = services.set_desk_times(by=actor_of(request), times=times, at=at, valid_from=begins)
    return answer(copied(WireTimes, row))


def _help(asked: HelpRequest) -> WireHelp:
    return WireHelp(
        id=asked.id, call_id=asked.call_id, asked_by=asked.asked_by,
        asked_at=stamp(asked.asked_at), answered_by=asked.answered_by,
        answered_at=stamp_or_none(asked.answered_at),
    )  # fmt: skip


def _note(note: ShiftNote) -> WireNote:
    return copied(WireNote, note)
