"""Calls over HTTP: from the first ring to what became of them. Callers are masked."""

from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from msgspec import Meta

from kentongan.calls import rules, selectors, services
from kentongan.calls.enums import CallState, Channel
from kentongan.calls.models import Call
from kentongan.calls.types import NewCall
from kentongan.incidents.enums import ContactSafety
from kentongan.incidents.wire import (
    IncidentRow,
    NewIncidentBody,
    WireReporter,
    new_incident,
    row_of,
)
from kentongan.kernel import clock
from kentongan.orgs.selectors import rights_of
from kentongan.regions.types import dotted
from kentongan.web.endpoints import Api, answer, created, etag
from kentongan.web.paging import decode_cursor, encode_cursor, page_size
from kentongan.web.requests import actor_of
from kentongan.web.wire import (
    Code,
    Cursor,
    Limit,
    Line,
    Listed,
    Moment,
    RegionCode,
    Stamp,
    Text,
    happened_or_none,
    stamp,
    stamp_or_none,
    utc_or_none,
)

api = Api(tag="Calls")

HERE = "/calls/<uuid:call_id>"


class WireCall(msgspec.Struct, kw_only=True):
    """One call, from its first ring."""

    id: UUID
    number: str
    channel: Channel
    line: str
    region: RegionCode
    caller: WireReporter
    note: str
    state: CallState
    disposition: str
    contact_safety: ContactSafety
    incident_id: UUID | None
    callback_of: UUID | None
    arrived_at: Stamp
    queued_at: Stamp | None
    answered_at: Stamp | None
    answered_by: UUID | None
    classified_at: Stamp | None
    classified_by: UUID | None
    neighbour_org_id: UUID | None
    neighbour_name: str
    neighbour_due_at: Stamp | None
    neighbour_confirmed_at: Stamp | None
    held_at: Stamp | None
    muted_at: Stamp | None
    ended_at: Stamp | None
    heard_at: Stamp | None
    awaits: Annotated[
        str, Meta(description="What a person must do: ANSWER, CLASSIFY, INCIDENT, DECIDE.")
    ]
    awaits_due_at: Stamp | None
    decided_at: Stamp | None
    decided_by: UUID | None
    updated_at: Stamp
    version: int
    steps: list[str]
    """What its lifecycle allows now; rights and rules may still refuse."""


class WireHistory(msgspec.Struct, kw_only=True):
    """What became of earlier calls of the same number: counts only."""

    total: int
    last_24_h: int
    by_disposition: dict[str, int]
    has_silent_24_h: bool
    do_not_contact: int


class CallQuery(msgspec.Struct, kw_only=True):
    """Which calls."""

    open: Annotated[bool, Meta(description="Only those that wait for somebody.")] = False
    since: Annotated[Moment, Meta(description="Changed at or after this.")] | None = None
    limit: Limit | None = None
    cursor: Cursor | None = None


class NewCallBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What is known when it rings. All of it may be left out."""

    channel: Channel = Channel.PHONE
    line: Code = ""
    region: RegionCode = ""
    caller: WireReporter | None = None
    note: Text = ""
    id: UUID | None = None
    contact_safety: ContactSafety = ContactSafety.UNKNOWN
    arrived_at: Moment | None = None


class CallbackBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Where contact safety is not known, a person has looked at the number's history."""

    history_seen: bool = False


class NeighbourBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Who has taken it at the neighbour's centre, by name."""

    taken_by: Line
    org_id: UUID | None = None


class SafetyBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Whether this caller may be contacted."""

    contact_safety: ContactSafety


@api.get("/calls", answer=Listed[WireCall])
def list_calls(request: HttpRequest, *, query: CallQuery) -> HttpResponse:
    """The calls you may see, newest first; with `open` those that wait, the longest first."""
    rights = rights_of(actor_of(request))
    limit = page_size(query.limit)
    if query.open:
        waiting = selectors.list_open_calls(rights, limit=limit)
        return answer(Listed(items=[_call(call) for call in waiting]))
    after = decode_cursor(query.cursor, UUID)[0] if query.cursor is not None else None
    page = selectors.list_recent(
        rights, since=utc_or_none(query.since, "since"), after=after, limit=limit
    )
    following = encode_cursor(page.next) if page.next else None
    return answer(Listed(items=[_call(call) for call in page.items], next=following))


@api.post(
    "/calls", answer=WireCall, status=201,
    example={"line": "112", "caller": {"phone": "+6281234567890"}},
)  # fmt: skip
def receive_call(request: HttpRequest, *, body: NewCallBody) -> HttpResponse:
    """It rings. With an `id` of your own the same call sent again is the same call."""
    caller, at = body.caller or WireReporter(), clock.now()
    new = NewCall(
        channel=body.channel, line=body.line, region=body.region, phone=caller.phone,
        name=caller.name, note=body.note, id=body.id, contact_safety=body.contact_safety,
        arrived_at=happened_or_none(body.arrived_at, "arrived_at", at),
    )  # fmt: skip
    call = services.receive_call(by=actor_of(request), new=new, at=at)
    return created(_call(call), reverse("api:get-call", args=[call.id]), version=call.version)


@api.get(HERE, answer=WireCall)
def get_call(request: HttpRequest, *, call_id: UUID) -> HttpResponse:
    """One call."""
    return answered(selectors.access_call(actor_of(request), call_id))


@api.get(f"{HERE}/history", answer=WireHistory)
def get_history(request: HttpRequest, *, call_id: UUID) -> HttpResponse:
    """What became of earlier calls of this number: counts, no call and no number."""
    call = selectors.access_call(actor_of(request), call_id)
    found = selectors.callers_history(call.caller_phone_index, clock.now(), without=call.id)
    return answer(
        WireHistory(
            total=found.total, last_24_h=found.last_24_h, by_disposition=found.by_disposition,
            has_silent_24_h=found.has_silent_24_h, do_not_contact=found.do_not_contact,
        )
    )  # fmt: skip


@api.post(f"{HERE}/queue", answer=WireCall)
def queue_call(request: HttpRequest, *, call_id: UUID) -> HttpResponse:
    """Nobody is free: the call waits (Antrean)."""
    return answered(services.queue_call(by=actor_of(request), call_id=call_id, at=clock.now()))


@api.post(f"{HERE}/answer", answer=WireCall)
def answer_call(request: HttpRequest, *, call_id: UUID) -> HttpResponse:
    """You have it. The first one wins; the other is told who was."""
    return answered(services.answer_call(by=actor_of(request), call_id=call_id, at=clock.now()))


@api.post(f"{HERE}/incident", answer=IncidentRow, status=201)
def open_incident_from_call(
    request: HttpRequest, *, call_id: UUID, body: NewIncidentBody
) -> HttpResponse:
    """An incident, its first report, and the call linked to both, in one act."""
    at = clock.now()
    incident = services.open_incident_from_call(
        by=actor_of(request), call_id=call_id, new=new_incident(body, at), at=at
    )
    location = reverse("api:get-incident", args=[incident.id])
    return created(row_of(incident), location, version=incident.version)


@api.post(f"{HERE}/abandon", answer=WireCall)
def abandon_call(request: HttpRequest, *, call_id: UUID) -> HttpResponse:
    """The line went dead before anybody could tell what it was (Terputus)."""
    return answered(services.abandon_call(by=actor_of(request), call_id=call_id, at=clock.now()))


@api.post(f"{HERE}/callback", answer=WireCall)
def request_callback(request: HttpRequest, *, call_id: UUID, body: CallbackBody) -> HttpResponse:
    """Somebody is to ring back. Refused unless contact is safe."""
    call = services.request_callback(
        by=actor_of(request), call_id=call_id, history_seen=body.history_seen, at=clock.now()
    )
    return answered(call)


@api.post(f"{HERE}/confirm-neighbour", answer=WireCall)
def confirm_neighbour(request: HttpRequest, *, call_id: UUID, body: NeighbourBody) -> HttpResponse:
    """The neighbour's centre has taken the call, by name."""
    call = services.confirm_neighbour(
        by=actor_of(request), call_id=call_id, taken_by=body.taken_by, org_id=body.org_id,
        at=clock.now(),
    )  # fmt: skip
    return answered(call)


@api.post(f"{HERE}/take-back", answer=WireCall)
def take_back(request: HttpRequest, *, call_id: UUID) -> HttpResponse:
    """No answer at the neighbour's: the caller is ours again."""
    return answered(services.take_back(by=actor_of(request), call_id=call_id, at=clock.now()))


@api.post(f"{HERE}/contact-safety", answer=WireCall)
def set_call_safety(request: HttpRequest, *, call_id: UUID, body: SafetyBody) -> HttpResponse:
    """Say whether this caller may be contacted."""
    call = services.set_call_safety(
        by=actor_of(request), call_id=call_id, contact_safety=body.contact_safety, at=clock.now()
    )
    return answered(call)


@api.post(f"{HERE}/reveal", answer=WireReporter, exempt=True)
def reveal_caller(request: HttpRequest, *, call_id: UUID) -> HttpResponse:
    """A caller's name and number, whole. That you have read them is journalled."""
    found = services.reveal_caller(by=actor_of(request), call_id=call_id, at=clock.now())
    return answer(WireReporter(phone=found.phone, name=found.name))


def answered(call: Call) -> HttpResponse:
    """One call as the answer, with its version."""
    return answer(_call(call), headers={"ETag": etag(call.version)})


def _call(call: Call) -> WireCall:
    name, phone = selectors.masked_caller(call)
    return WireCall(
        id=call.id,
        number=call.number,
        channel=Channel(call.channel),
        line=call.line,
        region=dotted(call.region),
        caller=WireReporter(phone=phone, name=name),
        note=call.note,
        state=CallState(call.state),
        disposition=call.disposition,
        contact_safety=ContactSafety(call.contact_safety),
        incident_id=call.incident_id,
        callback_of=call.callback_of_id,
        arrived_at=stamp(call.arrived_at),
        queued_at=stamp_or_none(call.queued_at),
        answered_at=stamp_or_none(call.answered_at),
        answered_by=call.answered_by,
        classified_at=stamp_or_none(call.classified_at),
        classified_by=call.classified_by,
        neighbour_org_id=call.neighbour_org_id,
        neighbour_name=call.neighbour_name,
        neighbour_due_at=stamp_or_none(call.neighbour_due_at),
        neighbour_confirmed_at=stamp_or_none(call.neighbour_confirmed_at),
        held_at=stamp_or_none(call.held_at),
        muted_at=stamp_or_none(call.muted_at),
        ended_at=stamp_or_none(call.ended_at),
        heard_at=stamp_or_none(call.heard_at),
        awaits=call.awaits,
        awaits_due_at=stamp_or_none(call.awaits_due_at),
        decided_at=stamp_or_none(call.decided_at),
        decided_by=call.decided_by,
        updated_at=stamp(call.updated_at),
        version=call.version,
        steps=list(rules.CALL.steps_from(call.state)),
    )
