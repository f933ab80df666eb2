"""What the floor has for one's own desk: notes, who listened, the pause that is offered."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.accounts.selectors import names_of
from kentongan.console.gate import act, done, page, show
from kentongan.floor import selectors, services
from kentongan.floor.enums import HeavyCause, TalkOutcome
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.orgs.enums import Right
from kentongan.web.requests import actor_of


@page(Right.TAKE_CALLS)
def desk(request: HttpRequest) -> HttpResponse:
    """What waits to be read there; nothing at all most of the time."""
    by, at = actor_of(request), clock.now()
    found = selectors.at_desk(by, at)
    people = {note.written_by for note in found.notes}
    people |= {row.supervisor_id for row in found.listened}
    return show(
        request, "_floor_desk.html", desk=found, who=names_of(people),
        leads=selectors.may_lead(by, at),
    )  # fmt: skip


@page(Right.TAKE_CALLS)
def own(request: HttpRequest) -> HttpResponse:
    """Who listened to me and why, what was whispered, my hard calls, what I did today: to nobody
    else.
    """
    by, at = actor_of(request), clock.now()
    listened, notes = selectors.list_listened(by, at), selectors.list_notes(by)
    follow_ups = selectors.list_own_follow_ups(by)
    people = {row.supervisor_id for row in listened} | {note.written_by for note in notes}
    people |= {talk.talked_by for row in follow_ups for talk in row.talks.all()}
    return show(
        request, "floor_own.html", me=by.id, listened=listened, notes=notes, follow_ups=follow_ups,
        calls=selectors.list_own_calls(by, at), marked={row.call_id for row in follow_ups},
        causes=dict(HeavyCause.choices), outcomes=dict(TalkOutcome.choices), who=names_of(people),
        live_after=journal.last_seq(),
    )  # fmt: skip


@act(Right.TAKE_CALLS)
def read_note(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """I have read it."""
    services.read_note(by=actor_of(request), note_id=note_id, at=clock.now())
    return done(request, back=reverse("console:calls"))


@act(Right.TAKE_CALLS)
def read_listenings(request: HttpRequest) -> HttpResponse:
    """I have read who listened."""
    services.read_listenings(by=actor_of(request), at=clock.now())
    return done(request, back=reverse("console:calls"))


@act(Right.TAKE_CALLS)
def answer_offer(request: HttpRequest, follow_up_id: UUID) -> HttpResponse:
    """Take the pause, or not."""
    services.answer_offer(
        by=actor_of(request), follow_up_id=follow_up_id, takes=request.POST.get("takes") == "1",
        at=clock.now(),
    )  # fmt: skip
    return done(request, back=reverse("console:calls"))
