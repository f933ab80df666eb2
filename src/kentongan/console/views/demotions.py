"""Prioritas nomor: who could be demoted, what holds, appeals, calls to be heard again."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.accounts.selectors import names_of
from kentongan.console.forms import choice, identifier, text
from kentongan.console.gate import act, done, my_rights, page, show
from kentongan.demotions import selectors, services
from kentongan.demotions.enums import AppealOutcome, Exclusion, Verdict
from kentongan.demotions.types import Demotion
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.orgs.enums import Right
from kentongan.web.requests import actor_of


@page(Right.DEMOTE_NUMBERS)
def demotions(request: HttpRequest) -> HttpResponse:
    """The whole page."""
    rights, at, by = my_rights(request), clock.now(), actor_of(request)
    opened, ended = selectors.list_open(rights), selectors.list_ended(rights)
    listenings = selectors.list_to_hear(rights)
    people = {name for row in (*opened, *ended) for name in _people(row)}
    return show(
        request, "demotions.html", at=at, me=by.id, opened=opened, ended=ended,
        in_force={row.id for row in opened if selectors.is_in_force(row, at)},
        candidates=selectors.list_candidates(by, rights, at), exclusions=dict(Exclusion.choices),
        listenings=listenings, verdicts=Verdict, may_block=selectors.may_block(at),
        who=names_of(people | {row.recorded_by for row in listenings}),
        live_after=journal.last_seq(),
    )  # fmt: skip


def _people(row: Demotion) -> set[UUID]:
    return {each for each in (row.granted_by, row.reviewed_by, row.ended_by) if each}


@act(Right.DEMOTE_NUMBERS)
def grant(request: HttpRequest) -> HttpResponse:
    """Let the calls of a number wait a little."""
    services.grant(
        by=actor_of(request), call_id=identifier(request, "call_id"),
        reason=text(request, "reason"), at=clock.now(),
    )  # fmt: skip
    return done(request, reverse("console:demotions"))


@act(Right.DEMOTE_NUMBERS)
def review(request: HttpRequest, demotion_id: UUID) -> HttpResponse:
    """I have looked: it holds for its whole time."""
    services.review(by=actor_of(request), demotion_id=demotion_id, at=clock.now())
    return done(request, reverse("console:demotions"))


@act(Right.DEMOTE_NUMBERS)
def lift(request: HttpRequest, demotion_id: UUID) -> HttpResponse:
    """End it now."""
    services.lift(by=actor_of(request), demotion_id=demotion_id, at=clock.now())
    return done(request, reverse("console:demotions"))


@act(Right.TAKE_CALLS)
def appeal(request: HttpRequest, demotion_id: UUID) -> HttpResponse:
    """Note what the caller says against it."""
    services.appeal(
        by=actor_of(request), demotion_id=demotion_id, words=text(request, "words"), at=clock.now()
    )
    return done(request)


@act(Right.DEMOTE_NUMBERS)
def decide(request: HttpRequest, demotion_id: UUID) -> HttpResponse:
    """Uphold it or lift it."""
    services.decide_appeal(
        by=actor_of(request), demotion_id=demotion_id,
        outcome=choice(request, "outcome", AppealOutcome), at=clock.now(),
    )  # fmt: skip
    return done(request, reverse("console:demotions"))


@act(Right.DEMOTE_NUMBERS)
def block(request: HttpRequest, demotion_id: UUID) -> HttpResponse:
    """Turn it away by a decree."""
    services.block_number(
        by=actor_of(request), demotion_id=demotion_id, decree=text(request, "decree"),
        at=clock.now(),
    )  # fmt: skip
    return done(request, reverse("console:demotions"))


@act(Right.DEMOTE_NUMBERS)
def hear_again(request: HttpRequest, demotion_id: UUID, call_id: UUID) -> HttpResponse:
    """What I have heard in it."""
    services.hear_again(
        by=actor_of(request), demotion_id=demotion_id, call_id=call_id,
        verdict=choice(request, "verdict", Verdict), at=clock.now(),
    )  # fmt: skip
    return done(request, reverse("console:demotions"))
