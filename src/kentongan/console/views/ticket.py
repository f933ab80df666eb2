"""One ticket: what the agency is asked, and what it answers."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _t

from kentongan.console import forms
from kentongan.console.gate import act, done, my_rights, page, show
from kentongan.console.papers import ticket_paper
from kentongan.console.ticket_page import context_of, row_of
from kentongan.console.tickets import shown
from kentongan.dispatch import selectors, services
from kentongan.dispatch.enums import (
    DeclineReason,
    Help,
    TicketMethod,
)
from kentongan.dispatch.types import Told
from kentongan.incidents import selectors as incidents
from kentongan.incidents.services import read_restricted
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.orgs.enums import Right
from kentongan.web.documents import as_pdf, make_pdf
from kentongan.web.requests import actor_of

ANSWER = "a-"
"""What the names of the form's own fields begin with."""

ANSWERING = (Right.ANSWER_TICKETS, Right.FORWARD_TICKETS)
"""The agency's officer; 112 for what it was told by telephone, radio or message."""


@page(Right.SEE_TICKETS)
def ticket(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """The ticket beside the board, or as a page of its own."""
    context = _context(request, ticket_id, clock.now())
    part = "_" if request.headers.get("HX-Request") else ""
    sealed = "_sealed" if context.get("is_sealed") else ""
    template = f"{part}ticket{sealed}.html"
    return show(request, template, live_after=journal.last_seq(), **context)


@page(Right.SEE_TICKETS)
def paper(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """The ticket on A4."""
    return _printed(request, ticket_id, "console/ticket")


@page(Right.SEE_TICKETS)
def strip(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """The ticket for the roll of 80 mm."""
    return _printed(request, ticket_id, "console/strip")


def _printed(request: HttpRequest, ticket_id: UUID, template: str) -> HttpResponse:
    by, at = actor_of(request), clock.now()
    found = selectors.access_ticket(by, ticket_id)
    incidents.require_open_to(by, found.incident, at)
    row = row_of(actor_of(request), ticket_id, at)
    conditions = selectors.list_conditions_of(found.incident)
    said = selectors.answers_of(found)
    report = [*(f"{_t(label)}: {_t(answer)}" for label, answer in said), found.report]
    values = ticket_paper(shown(row), found.incident, conditions, report)
    return as_pdf(make_pdf(template, values), found.number)


@act(Right.SEE_TICKETS)
def open_restricted(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """Open the restricted incident it is about: the journal says who has read it."""
    by = actor_of(request)
    found = selectors.access_ticket(by, ticket_id)
    read_restricted(by=by, incident_id=found.incident_id, at=clock.now())
    return _stay(request, ticket_id)


@act(Right.ANSWER_TICKETS)
def read(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """The agency's officer has it on the screen."""
    return _do(request, ticket_id, services.read_ticket)


@act(Right.ANSWER_TICKETS)
def accept(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """The agency takes it, in somebody's name."""
    return _do(request, ticket_id, services.accept_ticket, name=forms.text(request, "name"))


@act(*ANSWERING)
def decline(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """The agency cannot, and says why."""
    return _do(
        request,
        ticket_id,
        services.decline_ticket,
        reason=forms.choice(request, "reason", DeclineReason),
        note=forms.text(request, "note"),
        told=_told(request),
    )


@act(*ANSWERING)
def pass_on(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """Another agency's task."""
    return _do(
        request,
        ticket_id,
        services.pass_on_ticket,
        to_org_id=forms.identifier(request, "to_org_id"),
        note=forms.text(request, "note"),
        told=_told(request),
    )


@act(*ANSWERING)
def schedule(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """Later, at an hour that is said now."""
    return _do(
        request,
        ticket_id,
        services.schedule_ticket,
        scheduled_for=forms.moment(request, "scheduled_for"),
        name=forms.text(request, "name"),
        told=_told(request),
    )


@act(Right.ASSIGN_UNITS, Right.FORWARD_TICKETS)
def assign(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """Send a unit of the agency, or write down which one it has sent."""
    return _do(
        request,
        ticket_id,
        services.assign_unit,
        unit_id=forms.identifier(request, "unit_id"),
        override_reason=forms.line(request, "override_reason"),
        told=_told(request),
    )


@act(Right.FORWARD_TICKETS)
def telephone(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """Passed on by telephone, radio or message: who answered, their reference, help on its way."""
    return _do(
        request,
        ticket_id,
        services.record_telephone,
        name=forms.text(request, "name"),
        their_reference=forms.line(request, "their_reference", longest=80),
        help_under_way=forms.ticked(request, "help_under_way"),
        method=_method(request),
    )


@act(Right.FORWARD_TICKETS)
def depart(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """The agency has told that its help is under way."""
    return _do(request, ticket_id, services.depart_ticket, told=_who_told(request))


@act(Right.FORWARD_TICKETS)
def arrive(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """The agency has told that its help is there."""
    return _do(request, ticket_id, services.arrive_ticket, told=_who_told(request))


@act(*ANSWERING)
def report(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """What was found and done: written by the agency, or told to 112."""
    return _do(
        request,
        ticket_id,
        services.report_ticket,
        text=forms.text(request, "text"),
        absence=forms.absence(request),
        answers=_answers(request),
        declared_by=forms.line(request, "declared_by"),
        told=_told(request),
    )


def _answers(request: HttpRequest) -> dict[str, str]:
    """What the form of this kind of incident asked: `a-result=DONE`."""
    asked = [name for name in request.POST if name.startswith(ANSWER)]
    return {
        name.removeprefix(ANSWER): said for name in asked if (said := forms.line(request, name))
    }


def _method(request: HttpRequest) -> TicketMethod:
    return forms.choice(request, "method", TicketMethod)


def _who_told(request: HttpRequest) -> Told:
    return Told(_method(request), forms.line(request, "teller"))


def _told(request: HttpRequest) -> Told | None:
    """The way and the name, where the form is 112's; the agency's own has neither."""
    return _who_told(request) if "method" in request.POST else None


@act(Right.CLOSE_INCIDENTS)
def close(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """112 closes the ticket."""
    return _do(request, ticket_id, services.close_ticket)


@act(Right.RUN_UNITS, Right.ASSIGN_UNITS, Right.FORWARD_TICKETS)
def step(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    """A step of a unit, said by radio to its agency's desk or to 112: an arrival counts as
    reported.
    """
    said = forms.text(request, "step")
    if said == "confirm-arrival":
        found = services.confirm_arrival(
            by=actor_of(request), assignment_id=assignment_id, told=_told(request), at=clock.now()
        )
        return _stay(request, found.ticket_id)
    if said == "dismiss-arrival":
        found = services.dismiss_arrival(
            by=actor_of(request), assignment_id=assignment_id, at=clock.now()
        )
        return _stay(request, found.ticket_id)
    found = services.step_assignment(
        by=actor_of(request),
        assignment_id=assignment_id,
        step=said,
        reason=forms.absence(request) or forms.line(request, "reason"),
        told=_told(request),
        at=clock.now(),
    )
    return _stay(request, found.ticket_id)


@act(Right.RUN_UNITS)
def ask_more(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    """Minta bantuan, for a crew that says so by radio: the same telephones ring."""
    services.ask_for_help(
        by=actor_of(request),
        assignment_id=assignment_id,
        wanted=forms.choices(request, "wanted", Help),
        note=forms.line(request, "note"),
        at=clock.now(),
    )
    return done(request)


def _do(
    request: HttpRequest, ticket_id: UUID, service: Callable[..., object], **said: object
) -> HttpResponse:
    """One act on the ticket, in the name of the one who asks, now; and its page again."""
    service(by=actor_of(request), ticket_id=ticket_id, **said, at=clock.now())
    return _stay(request, ticket_id)


def _stay(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    return done(request, back=reverse("console:ticket", args=[ticket_id]))


def _context(request: HttpRequest, ticket_id: UUID, at: datetime) -> dict[str, object]:
    return context_of(actor_of(request), my_rights(request), ticket_id, at)
