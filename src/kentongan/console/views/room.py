"""The room around Meja 112: what each is doing, help, its board, the phone book, drafts."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.accounts import selectors as accounts
from kentongan.calls import selectors, services
from kentongan.calls.enums import AgentState
from kentongan.console import forms
from kentongan.console.gate import act, done, my_rights, page, show, told
from kentongan.console.sounds import ring_every_s
from kentongan.exchange import selectors as exchange
from kentongan.kernel import clock
from kentongan.orgs import selectors as orgs
from kentongan.orgs.enums import OrgKind, Right, Role
from kentongan.web.requests import actor_of

STATES: tuple[tuple[str, AgentState], ...] = (
    ("ctrl+alt+s", AgentState.READY),
    ("ctrl+alt+c", AgentState.WRAP_UP),
    ("ctrl+alt+i", AgentState.BREAK),
    ("ctrl+alt+o", AgentState.PRAYER),
    ("ctrl+alt+t", AgentState.NOT_READY),
)
"""One key each: siap, catat, istirahat, salat (o), tidak siap. Alt alone is the form's."""

AWAY = (AgentState.BREAK, AgentState.PRAYER, AgentState.NOT_READY)
NOTE_LASTS = {"2": timedelta(hours=2), "8": timedelta(hours=8), "24": timedelta(hours=24)}
_RUNG = (OrgKind.AGENCY, OrgKind.VERTICAL, OrgKind.PARTNER, OrgKind.NEIGHBOUR, OrgKind.CENTRE)


@page(Right.SEE_CALLS)
def agents(request: HttpRequest) -> HttpResponse:
    """The bar above the desk, read again after each change."""
    return show(request, "_agents.html", desk_call=request.GET.get("panggilan", ""), **bar(request))


@act(Right.TAKE_CALLS)
def set_state(request: HttpRequest) -> HttpResponse:
    """Say what you are doing."""
    state = forms.choice(request, "state", AgentState)
    services.set_agent_state(by=actor_of(request), state=state, at=clock.now())
    return done(request, back=reverse("console:calls"))


@page(Right.TAKE_CALLS)
def ringing(request: HttpRequest) -> HttpResponse:
    """Whether calls wait, for the header of every page: while they do, this desk rings."""
    rings = selectors.count_waiting(my_rights(request))
    is_talking = rings > 0 and selectors.is_on_call(actor_of(request))
    return show(request, "_ringing.html", rings=rings, every_s=ring_every_s(is_talking=is_talking))


@act(Right.TAKE_CALLS)
def ask_help(request: HttpRequest) -> HttpResponse:
    """Ask the supervisor to come, with the call in hand if there is one."""
    chosen = request.POST.get("call_id")
    call_id = forms.identifier(request, "call_id") if chosen else None
    services.ask_help(by=actor_of(request), call_id=call_id, at=clock.now())
    return done(request, back=reverse("console:calls"))


@act(Right.SEE_CALLS)
def answer_help(request: HttpRequest, help_id: UUID) -> HttpResponse:
    """The supervisor comes."""
    services.answer_help(by=actor_of(request), help_id=help_id, at=clock.now())
    return done(request, back=reverse("console:calls"))


@act(Right.TAKE_CALLS)
def post_note(request: HttpRequest) -> HttpResponse:
    """A line on the room's board."""
    at = clock.now()
    lasts = NOTE_LASTS.get(forms.text(request, "hours"), NOTE_LASTS["8"])
    services.post_note(
        by=actor_of(request), text=forms.text(request, "text"), until_at=at + lasts, at=at
    )
    return done(request, back=reverse("console:calls"))


@act(Right.TAKE_CALLS)
def take_note_off(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """It holds no longer."""
    services.take_note_off(by=actor_of(request), note_id=note_id, at=clock.now())
    return done(request, back=reverse("console:calls"))


@page(Right.SEE_CALLS)
def phone_book(request: HttpRequest) -> HttpResponse:
    """Who is reached where now: by agency, with the names of those on duty."""
    return show(request, "_phone_book.html", entries=list(_entries(request)))


@told(Right.TAKE_CALLS)
def save_draft(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """What was typed so far, every two seconds."""
    services.save_draft(
        by=actor_of(request), call_id=call_id, fields=forms.draft(request), at=clock.now()
    )
    return HttpResponse(status=204)


def bar(request: HttpRequest, *, rings: int | None = None) -> dict[str, object]:
    """Everything of the bar: me, my colleagues, who asks for help, what hangs on the board. `rings`
    is how many calls wait, where the page has counted them already.
    """
    by, rights, at = actor_of(request), my_rights(request), clock.now()
    found = selectors.list_agents(rights, at)
    waiting = selectors.list_help_waiting(rights)
    mine = next((one for one in found if one.user_id == by.id), None)
    overruled = selectors.list_overruled(by)
    return {
        "me": by.id,
        "mine": mine,
        "agents": found,
        "colleagues": [
            one for one in found if one.state == AgentState.READY and one.user_id != by.id
        ],
        "states": STATES,
        "help": waiting,
        "asked": any(one.asked_by == by.id for one in waiting),
        "help_names": accounts.names_of({one.asked_by for one in waiting}) if waiting else {},
        "comes": Role.SUPERVISOR in rights.roles,
        "notes": selectors.list_notes(rights, at),
        "takes": rights.has_anywhere(Right.TAKE_CALLS),
        "rings": selectors.count_waiting(rights) if rings is None else rings,
        "is_away": mine is None or mine.state in AWAY,
        "is_nobody_ready": not any(one.state == AgentState.READY for one in found),
        "overruled": overruled,
        "has_exchange": exchange.is_connected(),
        "telephone": exchange.extension_of(by.id) if exchange.is_connected() else "",
        "deciders": accounts.names_of({one.decided_by for one in overruled if one.decided_by}),
    }


def _entries(request: HttpRequest) -> Iterator[dict[str, object]]:
    at = clock.now()
    on_duty: dict[UUID, list[object]] = {}
    for duty in orgs.list_duties(my_rights(request), at):
        on_duty.setdefault(duty.org_id, []).append(duty)
    listed = [org for org in orgs.list_orgs() if org.kind in _RUNG]
    for org in sorted(listed, key=lambda org: (_RUNG.index(OrgKind(org.kind)), org.short_name)):
        yield {"org": org, "duties": on_duty.get(org.id, [])}
