"""Tindak lanjut: who is to be asked how they are, opened by name, and what came of it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.accounts.selectors import names_of
from kentongan.calls.selectors import access_call
from kentongan.console.forms import choice, line, text
from kentongan.console.gate import act, done, my_rights, page, show, told
from kentongan.floor import selectors, services
from kentongan.floor.enums import HeavyCause, TalkOutcome
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.kernel.errors import Unreadable
from kentongan.orgs.enums import Right
from kentongan.web.requests import actor_of


@page(Right.WATCH_FLOOR)
def follow_ups(request: HttpRequest) -> HttpResponse:
    """Who and by when; why stands in each."""
    return show(
        request, "follow_ups.html", rows=selectors.list_follow_ups(my_rights(request)),
        at=clock.now(), me=actor_of(request).id, live_after=journal.last_seq(),
    )  # fmt: skip


@told(Right.WATCH_FLOOR)
def open_one(request: HttpRequest, follow_up_id: UUID) -> HttpResponse:
    """Why, and what was said so far; the journal says who has read it."""
    by, at = actor_of(request), clock.now()
    row = services.read_follow_up(by=by, follow_up_id=follow_up_id, at=at)
    talks = selectors.list_talks(row.id)
    return show(
        request, "_follow_up.html", row=row, talks=talks, call=access_call(by, row.call_id),
        cause=dict(HeavyCause.choices).get(row.cause, "—"), outcomes=TalkOutcome,
        words=dict(TalkOutcome.choices), who=names_of({talk.talked_by for talk in talks}),
    )  # fmt: skip


@act(Right.WATCH_FLOOR)
def note_talk(request: HttpRequest, follow_up_id: UUID) -> HttpResponse:
    """They were asked."""
    number = text(request, "number")
    if number not in {"1", "2"}:
        raise Unreadable(field="number", reason=number[:20] or "—", expected="1, 2")
    services.note_talk(
        by=actor_of(request), follow_up_id=follow_up_id, number=int(number),
        outcome=choice(request, "outcome", TalkOutcome), note=line(request, "note", longest=1000),
        at=clock.now(),
    )  # fmt: skip
    return done(request, reverse("console:follow-ups"))
