"""Meja 112: the queue, one call with its history, disposal by one key, the incident form."""

from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from kentongan.accounts import selectors as accounts
from kentongan.calls import selectors, services
from kentongan.calls.enums import LINE_CHANNELS, Awaited, CallState, Channel, Disposition
from kentongan.calls.types import Call, NewCall
from kentongan.console import forms
from kentongan.console.gate import act, done, my_rights, page, show, told
from kentongan.console.intake import form_context, preview_context
from kentongan.console.partners import is_never_rung, list_neighbours, list_third_numbers
from kentongan.console.telephone import line_context, queue_context
from kentongan.console.templatetags.console import area
from kentongan.console.views.room import bar
from kentongan.dispatch import services as dispatch
from kentongan.exchange import selectors as exchange
from kentongan.incidents import selectors as incident_selectors
from kentongan.incidents import services as incidents
from kentongan.incidents.types import Incident, NewIncident
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import Failure
from kentongan.orgs.enums import Right
from kentongan.orgs.types import Rights
from kentongan.surge import services as surge
from kentongan.villages import selectors as villages
from kentongan.web.requests import actor_of

RECENT = 20
RUNNING = 30
WAITING = (CallState.INCOMING, CallState.QUEUED)
UNDOABLE = (
    CallState.PRANK, CallState.SILENT, CallState.WRONG_NUMBER, CallState.TEST, CallState.ABANDONED,
    CallState.NON_EMERGENCY, CallState.REFERRED,
)  # fmt: skip
PRESSING = (Awaited.INCIDENT, Awaited.DECIDE)
UNCLASSIFIED = (*WAITING, CallState.ANSWERED, CallState.CALLBACK)
LINKABLE = (*UNCLASSIFIED, CallState.CLASSIFIED, CallState.ABANDONED, CallState.SILENT)

KEYS: tuple[tuple[str, Disposition], ...] = (
    ("alt+1", Disposition.PRANK),
    ("alt+2", Disposition.SILENT),
    ("alt+3", Disposition.WRONG_NUMBER),
    ("alt+4", Disposition.DROPPED),
    ("alt+5", Disposition.TEST),
    ("alt+6", Disposition.INFORMATION),
    ("alt+7", Disposition.COMPLAINT),
    ("alt+8", Disposition.FOLLOW_UP),
    ("alt+9", Disposition.OUT_OF_AREA),
)
"""One key each. Out of our area is no disposal: it stays open until the neighbour has confirmed."""


@page(Right.SEE_CALLS)
def calls(request: HttpRequest) -> HttpResponse:
    """The desk without a call in hand."""
    queue = _queue(request)
    context = queue | _running(request) | bar(request, rings=_rings(queue))
    return show(request, "desk.html", live_after=journal.last_seq(), **context)


@page(Right.SEE_INCIDENTS)
def running(request: HttpRequest) -> HttpResponse:
    """The open incidents beside the desk, read again after each change."""
    return show(request, "_running.html", **_running(request))


@page(Right.SEE_CALLS)
def queue(request: HttpRequest) -> HttpResponse:
    """The strips of open and recent calls, read again after each change."""
    return show(request, "_queue.html", **_queue(request))


@page(Right.SEE_CALLS)
def call(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """The desk with one call in hand."""
    by, at = actor_of(request), clock.now()
    found = selectors.access_call(by, call_id)
    queue = _queue(request)
    context = queue | bar(request, rings=_rings(queue)) | _line(request, found, at)
    context |= form_context(at)
    return show(
        request,
        "desk.html",
        live_after=journal.last_seq(),
        is_linkable=found.state in LINKABLE and my_rights(request).has_anywhere(Right.TAKE_CALLS),
        desk_call=found.id,
        **_drafted(request, found),
        **context,
    )


@page(Right.SEE_CALLS)
def line(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """The call in hand: its state, its keys, its caller's history."""
    found = selectors.access_call(actor_of(request), call_id)
    context = bar(request) | _line(request, found, clock.now())
    return show(request, "_line.html", **context)


@act(Right.TAKE_CALLS)
def receive(request: HttpRequest) -> HttpResponse:
    """A call typed by hand: on the practice line, or one that the exchange has not told of."""
    is_telephone = exchange.is_connected()
    new = NewCall(
        channel=Channel.PHONE if is_telephone else Channel.SIMULATED,
        line="" if is_telephone else _("Saluran peragaan"),
        phone=forms.text(request, "phone").strip(),
        note=forms.text(request, "note"),
    )
    services.receive_call(by=actor_of(request), new=new, at=clock.now())
    return done(request, back=reverse("console:calls"))


@act(Right.TAKE_CALLS)
def answer(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Take the call; the first who presses has it."""
    services.answer_call(by=actor_of(request), call_id=call_id, at=clock.now())
    return done(request, _address(call_id))


@act(Right.TAKE_CALLS)
def classify(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """One key says what the call was."""
    found = services.classify_call(
        by=actor_of(request),
        call_id=call_id,
        disposition=forms.choice(request, "disposition", Disposition),
        human_sound=forms.ticked(request, "human_sound"),
        note=forms.text(request, "note"),
        told=_told_so_far(request),
        reason=forms.text(request, "reason"),
        at=clock.now(),
    )
    return done(request, _next_page(found))


def _told_so_far(request: HttpRequest) -> NewIncident | None:
    """What the form beside the key says already, for a silence in which somebody was heard. Half a
    place is no reason to refuse the key: a supervisor decides then.
    """
    if "quality" not in request.POST:
        return None
    try:
        return forms.new_incident(request, clock.now())
    except Failure:
        return None


def _next_page(call: Call) -> str:
    """The incident that was opened; the call where something is left to do; else the desk."""
    if call.incident_id is not None:
        return reverse("console:incident", args=[call.incident_id])
    return _address(call.id) if call.state == CallState.CLASSIFIED else reverse("console:calls")


@act(Right.TAKE_CALLS)
def decide(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """A supervisor decides that nobody goes, and why."""
    services.decide_silence(
        by=actor_of(request), call_id=call_id, reason=forms.text(request, "reason"), at=clock.now()
    )
    return done(request, reverse("console:calls"))


@act(Right.TAKE_CALLS)
def read_overruling(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """The one who held the call has read what a supervisor decided."""
    services.read_overruling(by=actor_of(request), call_id=call_id, at=clock.now())
    return done(request, back=reverse("console:calls"))


@act(Right.TAKE_CALLS)
def undo(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Take the label back; both stay in the journal."""
    services.undo_classification(by=actor_of(request), call_id=call_id, at=clock.now())
    return done(request, _address(call_id))


@act(Right.TAKE_CALLS)
def confirm_neighbour(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Somebody over there has taken it, by name."""
    chosen = request.POST.get("org_id")
    services.confirm_neighbour(
        by=actor_of(request),
        call_id=call_id,
        taken_by=forms.text(request, "taken_by"),
        org_id=forms.identifier(request, "org_id") if chosen else None,
        at=clock.now(),
    )
    return done(request, reverse("console:calls"))


@act(Right.TAKE_CALLS)
def take_back(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Nobody there answers: the caller is ours."""
    services.take_back(by=actor_of(request), call_id=call_id, at=clock.now())
    return done(request, _address(call_id))


@act(Right.TAKE_CALLS)
def call_back(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Promise to ring back. Refused where contact is not known to be safe."""
    services.request_callback(
        by=actor_of(request),
        call_id=call_id,
        history_seen=forms.ticked(request, "history_seen"),
        at=clock.now(),
    )
    return done(request, back=_address(call_id))


@act(Right.TAKE_CALLS)
def end(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Put the line down."""
    services.end_call(
        by=actor_of(request), call_id=call_id, reason=forms.text(request, "reason"), at=clock.now()
    )
    return done(request, reverse("console:calls"))


@told(Right.REVEAL_PERSONS)
def reveal(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Name and number; the journal says who has read them."""
    by = actor_of(request)
    caller = services.reveal_caller(by=by, call_id=call_id, at=clock.now())
    call = selectors.access_call(by, call_id)
    said = [call.contact_safety, *([call.incident.contact_safety] if call.incident else [])]
    return show(request, "_person.html", person=caller, is_silent=is_never_rung(*said))


@told(Right.TAKE_CALLS)
def preview(request: HttpRequest) -> HttpResponse:
    """What the half-filled form says already: priority and why, same incidents, who is asked.

    A POST, so that what a caller says never stands in an address.
    """
    return show(request, "_preview.html", **preview_context(request, clock.now()))


@act(Right.TAKE_CALLS)
def open_incident(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """An incident from this call; with `forward` the agencies are asked in the same act."""
    by, at = actor_of(request), clock.now()
    new = forms.new_incident(request, at)
    incident = services.open_incident_from_call(by=by, call_id=call_id, new=new, at=at)
    _note_read_back(request, by, incident, at)
    if forms.ticked(request, "forward"):
        dispatch.forward_by_routing(by=by, incident_id=incident.id, at=at)
    return done(request, reverse("console:incident", args=[incident.id]))


@act(Right.TAKE_CALLS)
def link(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """One more caller about a known incident: a report of its own."""
    incident_id, at = forms.identifier(request, "into"), clock.now()
    surge.link_caller(
        by=actor_of(request),
        call_id=call_id,
        incident_id=incident_id,
        said=forms.report(request),
        category=forms.text(request, "category"),
        facts=forms.facts(request, at),
        same_place_confirmed=forms.ticked(request, "same_place"),
        same_victims_confirmed=forms.ticked(request, "same_victims"),
        at=at,
    )
    return done(request, reverse("console:incident", args=[incident_id]))


@act(Right.TAKE_CALLS)
def unlink(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """It was about something else: back to the call, with all that was said."""
    services.unlink_call(by=actor_of(request), call_id=call_id, at=clock.now())
    return done(request, _address(call_id))


def _note_read_back(request: HttpRequest, by: Actor, incident: Incident, at: datetime) -> None:
    if forms.ticked(request, "read_back"):
        text = _("Baca ulang: alamat, korban, nomor dapat dihubungi.")
        incidents.write_log(by=by, incident_id=incident.id, text=text, at=at)


def _address(call_id: UUID) -> str:
    return reverse("console:call", args=[call_id])


def _queue(request: HttpRequest) -> dict[str, object]:
    rights = my_rights(request)
    opened = selectors.list_open_calls(rights)
    answered = {call.answered_by for call in opened if call.answered_by}
    waiting = [call for call in opened if call.state in WAITING]
    return queue_context(rights, waiting) | {
        "opened": sorted(
            (call for call in opened if call.state not in WAITING),
            key=lambda call: call.awaits not in PRESSING,
        ),
        "is_pressing": any(call.awaits in PRESSING for call in opened),
        "recent": _recent(rights),
        "villages": villages.waiting_since(rights),
        "names": accounts.names_of(answered),
        "takes": rights.has_anywhere(Right.TAKE_CALLS),
    }


def _rings(queue: dict[str, object]) -> int:
    return len(cast("list[Call]", queue["waiting"]))


def _running(request: HttpRequest) -> dict[str, object]:
    rights = my_rights(request)
    sees = rights.has_anywhere(Right.SEE_INCIDENTS)
    found = incident_selectors.list_open(rights, limit=RUNNING) if sees else []
    is_whole = len(found) < RUNNING
    count = len(found) if is_whole else incident_selectors.count_open(rights)
    return {"running": found, "running_count": count}


def _recent(rights: Rights) -> list[Call]:
    since = clock.now() - timedelta(hours=12)
    return selectors.list_settled(rights, since=since, limit=RECENT)


def _line(request: HttpRequest, call: Call, at: datetime) -> dict[str, object]:
    rights = my_rights(request)
    history = selectors.callers_history(call.caller_phone_index, at, without=call.id)
    is_open = call.answered_at is not None and call.ended_at is None
    is_mine = is_open and call.answered_by == actor_of(request).id
    holder = None if is_mine else selectors.holder_of(call)
    is_neighbours = (
        call.state == CallState.CLASSIFIED and call.disposition == Disposition.OUT_OF_AREA
    )
    return line_context(call) | {
        "call": call,
        "history": history,
        "history_words": [
            (Disposition(code).label, count) for code, count in history.by_disposition.items()
        ],
        "keys": KEYS,
        "takes": rights.has_anywhere(Right.TAKE_CALLS),
        "reveals": rights.has(Right.REVEAL_PERSONS, region=call.region),
        "is_waiting": call.state in WAITING,
        "holder": holder if holder != actor_of(request).id else None,
        "decides": selectors.is_supervisor(actor_of(request)),
        "is_unclassified": call.state in UNCLASSIFIED,
        "is_undoable": call.state in UNDOABLE,
        "is_unlinkable": _is_unlinkable(request, call, at),
        "may_call_back": call.state in (CallState.ABANDONED, CallState.SILENT)
        and not is_never_rung(call.contact_safety),
        "is_neighbours": is_neighbours,
        "has_line": call.channel in LINE_CHANNELS and is_mine,
        "is_controlled": selectors.is_controlled(call),
        "parties": selectors.list_parties(call.id) if call.answered_at else [],
        "silence": selectors.procedure_for(history),
        "listens_s": selectors.desk_times(at).silence_listened_s,
        "third_numbers": list_third_numbers() if is_mine else [],
        "neighbours": list_neighbours() if is_neighbours else [],
        "answered_by": accounts.names_of(
            {each for each in (call.answered_by, call.decided_by) if each}
        ),
    }


def _is_unlinkable(request: HttpRequest, call: Call, at: datetime) -> bool:
    if call.incident_id is None:
        return False
    return call.id in selectors.list_unlinkable(actor_of(request), call.incident_id, at)


def _named(fields: dict[str, list[str]]) -> dict[str, list[str]]:
    """The form shows an area by its name; a draft that came back from an incident has its code."""
    return {"region_label": [area(code) for code in fields.get("region", [])]} | fields


def _drafted(request: HttpRequest, call: Call) -> dict[str, object]:
    """What was typed of this call at any desk, for the form to begin with."""
    rights = my_rights(request)
    if call.incident_id or not rights.has(Right.TAKE_CALLS, region=call.region):
        return {}
    found = selectors.draft_of(call)
    if found is None:
        return {}
    names = accounts.names_of({found.saved_by})
    return {
        "draft": {"at": int(found.saved_at.timestamp() * 1000), "values": _named(found.fields)},
        "is_emergency": bool(found.fields.get("category", [""])[0]),
        "draft_at": found.saved_at,
        "draft_by": names.get(found.saved_by, "—"),
        "draft_is_mine": found.saved_by == actor_of(request).id,
    }
