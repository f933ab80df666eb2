"""Penilaian mutu: what is to be reviewed, the form, one's own reviews, appeals, trends."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.accounts.selectors import names_of
from kentongan.calls.selectors import masked_caller
from kentongan.console.forms import text
from kentongan.console.gate import act, done, my_rights, page, show
from kentongan.floor.selectors import list_call_notes
from kentongan.incidents.selectors import is_open_to
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.orgs.enums import Right
from kentongan.quality import selectors, services
from kentongan.quality.enums import Mark
from kentongan.web.requests import actor_of

MARK = "mark-"


@page(Right.REVIEW_QUALITY)
def reviews(request: HttpRequest) -> HttpResponse:
    """What waits, what was appealed, and how the centre does."""
    rights, at, me = my_rights(request), clock.now(), actor_of(request).id
    waiting, appeals = selectors.list_open(rights), selectors.list_appeals(rights)
    people = {row.operator_id for row in (*waiting, *appeals)}
    people |= {row.reviewer_id for row in (*waiting, *appeals) if row.reviewer_id}
    return show(
        request, "quality.html", at=at, me=me, waiting=waiting, appeals=appeals,
        own={row.id for row in (*waiting, *appeals) if selectors.took_part(me, row)},
        who=names_of(people), overdue=selectors.count_overdue(rights, at),
        trend=selectors.trend(at, rights=rights),
        people=selectors.trends_by_operator(at, rights), live_after=journal.last_seq(),
    )  # fmt: skip


@page(Right.REVIEW_QUALITY)
def review(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """One call with its form: empty, filled in, or under appeal."""
    by, at = actor_of(request), clock.now()
    row = selectors.access_review(by, review_id)
    incident = row.call.incident
    is_sealed = incident is not None and not is_open_to(by, incident, at)
    is_decider = row.appealed_at is not None and row.decided_at is None
    name, phone = ("", "") if is_sealed else masked_caller(row.call)
    people = {each for each in (row.operator_id, row.reviewer_id, row.decided_by) if each}
    return show(
        request, "quality_review.html", row=row, call=row.call, at=at, me=by.id,
        whispers=[] if is_sealed else list_call_notes(by, row.call_id),
        is_sealed=is_sealed, caller=name, phone=phone, who=names_of(people), marks=Mark,
        questions=selectors.marked(row, at), is_decider=is_decider and row.reviewer_id != by.id,
        live_after=journal.last_seq(),
    )  # fmt: skip


@act(Right.REVIEW_QUALITY)
def take(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """Review it by name."""
    services.take_review(by=actor_of(request), review_id=review_id, at=clock.now())
    return done(request, _page_of(review_id))


@act(Right.REVIEW_QUALITY)
def give(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """The form, filled in."""
    services.give_review(
        by=actor_of(request), review_id=review_id, marks=_marks(request),
        coach_note=text(request, "coach_note"), at=clock.now(),
    )  # fmt: skip
    return done(request, reverse("console:quality"))


@act(Right.REVIEW_QUALITY)
def decide(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """Uphold it, or change it by the marks on the page."""
    changes = request.POST.get("outcome") == "CHANGED"
    services.decide_appeal(
        by=actor_of(request), review_id=review_id, decision=text(request, "decision"),
        marks=_marks(request) if changes else None, at=clock.now(),
    )  # fmt: skip
    return done(request, reverse("console:quality"))


@page(Right.TAKE_CALLS)
def own(request: HttpRequest) -> HttpResponse:
    """What colleagues have said of my calls, and my trend: nobody else's."""
    by, at = actor_of(request), clock.now()
    rows = selectors.list_own(by)
    return show(
        request, "quality_own.html", at=at, marks=Mark,
        trend=selectors.trend(at, operator_id=by.id),
        rows=[(row, selectors.marked(row)) for row in rows], live_after=journal.last_seq(),
    )  # fmt: skip


@act(Right.TAKE_CALLS)
def acknowledge(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """I have read it."""
    services.acknowledge(by=actor_of(request), review_id=review_id, at=clock.now())
    return done(request, reverse("console:own-quality"))


@act(Right.TAKE_CALLS)
def appeal(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """Let another supervisor look again."""
    services.appeal(
        by=actor_of(request), review_id=review_id, text=text(request, "appeal"), at=clock.now()
    )
    return done(request, reverse("console:own-quality"))


def _marks(request: HttpRequest) -> dict[str, str]:
    said = [name for name in request.POST if name.startswith(MARK)]
    return {name.removeprefix(MARK): text(request, name) for name in said}


def _page_of(review_id: UUID) -> str:
    return reverse("console:quality-review", args=[review_id])
