"""Meja 112: the queue, one call with its history, disposal by one key, the incident form."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from kentongan.accounts import selectors as accounts
from kentongan.calls import selectors, services
from kentongan.calls.enums import CallState, Channel, Disposition
from kentongan.calls.types import Call, NewCall
from kentongan.console import forms
from kentongan.console.gate import act, done, my_rights, page, show, told
from kentongan.console.intake import form_context, preview_context
from kentongan.console.partners import is_never_rung
from kentongan.dispatch import services as dispatch
from kentongan.incidents import selectors as incident_selectors
from kentongan.incidents import services as incidents
from kentongan.incidents.enums import ContactSafety, Priority
from kentongan.incidents.errors import SamenessNotConfirmed
from kentongan.incidents.types import Incident
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.kernel.actors import Actor
from kentongan.orgs import selectors as orgs
from kentongan.orgs.enums import OrgKind, Right
from kentongan.orgs.types import Rights
from kentongan.web.requests import actor_of

RECENT = 20
RUNNING = 30
WAITING = (CallState.INCOMING, CallState.QUEUED)
UNDOABLE = (
    CallState.PRANK, CallState.SILENT, CallState.WRONG_NUMBER, CallState.TEST, CallState.ABANDONED,
    CallState.NON_EMERGENCY, CallState.REFERRED,
)  # fmt: skip
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
    context = _queue(request) | _running(request)
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
    context = _queue(request) | _line(request, found, at) | form_context(at)
    return show(
        request,
        "desk.html",
        live_after=journal.last_seq(),
        is_linkable=found.state in LINKABLE and my_rights(request).has_anywhere(Right.TAKE_CALLS),
        **context,
    )


@page(Right.SEE_CALLS)
def line(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """The call in hand: its state, its keys, its caller's history."""
    found = selectors.access_call(actor_of(request), call_id)
    return show(request, "_line.html", **_line(request, found, clock.now()))


@act(Right.TAKE_CALLS)
def receive(request: HttpRequest) -> HttpResponse:
    """A call on the practice line, typed by hand."""
    new = NewCall(
        channel=Channel.SIMULATED,
        line=_("Saluran peragaan"),
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
    disposition = forms.choice(request, "disposition", Disposition)
    services.classify_call(
        by=actor_of(request),
        call_id=call_id,
        disposition=disposition,
        human_sound=forms.ticked(request, "human_sound"),
        note=forms.text(request, "note"),
        at=clock.now(),
    )
    stays = disposition in (Disposition.OUT_OF_AREA, Disposition.EMERGENCY)
    return done(request, _address(call_id) if stays else reverse("console:calls"))


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
    services.end_call(by=actor_of(request), call_id=call_id, at=clock.now())
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
    new = forms.new_incident(request)
    incident = services.open_incident_from_call(by=by, call_id=call_id, new=new, at=at)
    _note_read_back(request, by, incident, at)
    if forms.ticked(request, "forward"):
        dispatch.forward_by_routing(by=by, incident_id=incident.id, at=at)
    return done(request, reverse("console:incident", args=[incident.id]))


@act(Right.TAKE_CALLS)
def link(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """One more caller about a known incident: a report of its own. Where this caller tells of more
    danger than was known, the incident becomes that urgent.
    """
    by, at = actor_of(request), clock.now()
    incident_id = forms.identifier(request, "into")
    known = incident_selectors.access_incident(by, incident_id)
    category = incident_selectors.find_category_at(request.POST.get("category", ""), at)
    priority = str(known.priority)
    said = forms.report(request)
    if category is not None:
        asked = incident_selectors.priority_of(category, forms.facts(request), at)
        priority = min(priority, str(asked))
        if category.contact_safety == ContactSafety.DO_NOT_CONTACT:
            said = replace(said, contact_safety=ContactSafety.DO_NOT_CONTACT)
    _require_same(request, priority)
    services.link_call(by=by, call_id=call_id, incident_id=incident_id, said=said, at=at)
    if priority != known.priority:
        incidents.set_priority(by=by, incident_id=incident_id, priority=Priority(priority), at=at)
    return done(request, reverse("console:incident", args=[incident_id]))


def _require_same(request: HttpRequest, priority: str) -> None:
    """A P1 on either side: "lokasi sama? korban sama?" (practice.md §3.4)."""
    asked = forms.ticked(request, "same_place") and forms.ticked(request, "same_victims")
    if priority == Priority.P1 and not asked:
        raise SamenessNotConfirmed


def _note_read_back(request: HttpRequest, by: Actor, incident: Incident, at: datetime) -> None:
    if forms.ticked(request, "read_back"):
        text = _("Baca ulang: alamat, korban, nomor dapat dihubungi.")
        incidents.write_log(by=by, incident_id=incident.id, text=text, at=at)


def _address(call_id: UUID) -> str:
    return reverse("console:call", args=[call_id])


def _queue(request: HttpRequest) -> dict[str, object]:
    rights = my_rights(request)
    opened = selectors.list_open_calls(rights)
    recent = _recent(rights)
    return {
        "waiting": [call for call in opened if call.state in WAITING],
        "opened": [call for call in opened if call.state not in WAITING],
        "recent": recent,
        "names": _names_of([*opened, *recent]),
        "takes": rights.has_anywhere(Right.TAKE_CALLS),
    }


def _running(request: HttpRequest) -> dict[str, object]:
    rights = my_rights(request)
    sees = rights.has_anywhere(Right.SEE_INCIDENTS)
    return {"running": incident_selectors.list_open(rights, limit=RUNNING) if sees else []}


def _recent(rights: Rights) -> list[Call]:
    since = clock.now() - timedelta(hours=12)
    found = selectors.list_recent(rights, since=since, limit=RECENT * 2).items
    return [call for call in found if call.ended_at or call.incident_id][:RECENT]


def _names_of(found: Sequence[Call]) -> dict[UUID, str]:
    return accounts.names_of({call.answered_by for call in found if call.answered_by})


def _line(request: HttpRequest, call: Call, at: datetime) -> dict[str, object]:
    rights = my_rights(request)
    history = selectors.callers_history(call.caller_phone_index, at, without=call.id)
    is_neighbours = (
        call.state == CallState.CLASSIFIED and call.disposition == Disposition.OUT_OF_AREA
    )
    return {
        "call": call,
        "history": history,
        "history_words": [
            (Disposition(code).label, count) for code, count in history.by_disposition.items()
        ],
        "keys": KEYS,
        "takes": rights.has_anywhere(Right.TAKE_CALLS),
        "reveals": rights.has(Right.REVEAL_PERSONS, region=call.region),
        "is_waiting": call.state in WAITING,
        "is_unclassified": call.state in UNCLASSIFIED,
        "is_undoable": call.state in UNDOABLE,
        "may_call_back": call.state in (CallState.ABANDONED, CallState.SILENT)
        and not is_never_rung(call.contact_safety),
        "is_neighbours": is_neighbours,
        "neighbours": _neighbours() if is_neighbours else [],
        "answered_by": accounts.names_of({call.answered_by} if call.answered_by else set()),
    }


def _neighbours() -> list[object]:
    return [org for org in orgs.list_orgs() if org.kind == OrgKind.NEIGHBOUR]
