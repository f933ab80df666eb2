"""One ticket: what the agency is asked, and what it answers."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kentongan.console import forms
from kentongan.console.gate import act, done, my_rights, page, show
from kentongan.console.partners import partners_for
from kentongan.console.tickets import shown
from kentongan.dispatch import selectors, services
from kentongan.dispatch.enums import (
    ENDED_TICKETS,
    UNANSWERED_TICKETS,
    AssignmentState,
    DeclineReason,
    DispatchMode,
    TicketMethod,
    TicketState,
)
from kentongan.dispatch.types import Proposal, TicketRow
from kentongan.incidents import selectors as incidents
from kentongan.incidents.enums import IncidentState
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound
from kentongan.orgs import selectors as orgs
from kentongan.orgs.enums import OrgKind, Right
from kentongan.orgs.types import Rights
from kentongan.web.requests import actor_of

T = TicketState
TAKEN = (T.ACCEPTED, T.SCHEDULED, T.UNITS_ASSIGNED)
PROPOSED = 100
"""All of an agency: the page folds the later ones, and none is out of reach (practice.md §6)."""

ANSWERING = (Right.ANSWER_TICKETS, Right.FORWARD_TICKETS)
"""The agency's officer; 112 for an agency that has only a telephone."""


@page(Right.SEE_TICKETS)
def ticket(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """The ticket beside the board, or as a page of its own."""
    template = "_ticket.html" if request.headers.get("HX-Request") else "ticket.html"
    context = _context(request, ticket_id, clock.now())
    return show(request, template, live_after=journal.last_seq(), **context)


@act(Right.ANSWER_TICKETS)
def read(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """The agency's officer has it on the screen."""
    services.read_ticket(by=actor_of(request), ticket_id=ticket_id, at=clock.now())
    return _stay(request, ticket_id)


@act(Right.ANSWER_TICKETS)
def accept(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """The agency takes it, in somebody's name."""
    name = forms.text(request, "name")
    services.accept_ticket(by=actor_of(request), ticket_id=ticket_id, name=name, at=clock.now())
    return _stay(request, ticket_id)


@act(*ANSWERING)
def decline(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """The agency cannot, and says why."""
    services.decline_ticket(
        by=actor_of(request),
        ticket_id=ticket_id,
        reason=forms.choice(request, "reason", DeclineReason),
        note=forms.text(request, "note"),
        at=clock.now(),
    )
    return _stay(request, ticket_id)


@act(*ANSWERING)
def pass_on(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """Another agency's task."""
    services.pass_on_ticket(
        by=actor_of(request),
        ticket_id=ticket_id,
        to_org_id=forms.identifier(request, "to_org_id"),
        note=forms.text(request, "note"),
        at=clock.now(),
    )
    return _stay(request, ticket_id)


@act(*ANSWERING)
def schedule(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """Later, at an hour that is said now."""
    services.schedule_ticket(
        by=actor_of(request),
        ticket_id=ticket_id,
        scheduled_for=forms.moment(request, "scheduled_for"),
        name=forms.text(request, "name"),
        at=clock.now(),
    )
    return _stay(request, ticket_id)


@act(Right.ASSIGN_UNITS)
def assign(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """Send a unit of the agency."""
    services.assign_unit(
        by=actor_of(request),
        ticket_id=ticket_id,
        unit_id=forms.identifier(request, "unit_id"),
        override_reason=forms.line(request, "override_reason"),
        at=clock.now(),
    )
    return _stay(request, ticket_id)


@act(Right.FORWARD_TICKETS)
def telephone(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """Passed on by telephone, radio or message: who answered, their reference, help on its way."""
    services.record_telephone(
        by=actor_of(request),
        ticket_id=ticket_id,
        name=forms.text(request, "name"),
        their_reference=forms.line(request, "their_reference", longest=80),
        help_under_way=forms.ticked(request, "help_under_way"),
        method=forms.choice(request, "method", TicketMethod),
        at=clock.now(),
    )
    return _stay(request, ticket_id)


@act(*ANSWERING)
def report(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """What was found and done."""
    said = forms.text(request, "text")
    services.report_ticket(by=actor_of(request), ticket_id=ticket_id, text=said, at=clock.now())
    return _stay(request, ticket_id)


@act(Right.CLOSE_INCIDENTS)
def close(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """112 closes the ticket."""
    services.close_ticket(by=actor_of(request), ticket_id=ticket_id, at=clock.now())
    return _stay(request, ticket_id)


@act(Right.RUN_UNITS, Right.ASSIGN_UNITS)
def step(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    """A step of a unit, said by radio to the desk."""
    found = services.step_assignment(
        by=actor_of(request),
        assignment_id=assignment_id,
        step=forms.text(request, "step"),
        reason=forms.line(request, "reason"),
        at=clock.now(),
    )
    return _stay(request, found.ticket_id)


def _stay(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    return done(request, back=reverse("console:ticket", args=[ticket_id]))


def _context(request: HttpRequest, ticket_id: UUID, at: datetime) -> dict[str, object]:
    by, rights = actor_of(request), my_rights(request)
    found = selectors.access_ticket(by, ticket_id)
    row = selectors.get_ticket_row(by, ticket_id, at=at)
    if row is None:
        raise NotFound(thing="Tiket")
    may = _may(rights, row)
    proposal = _proposal(by, row, at) if may["assign"] else None
    return {
        "ticket": shown(row),
        "found": found,
        "incident": found.incident,
        "may": may,
        "is_taken": found.state in TAKEN,
        "is_new": found.state == T.FORWARDED,
        "reasons": DeclineReason.choices,
        "methods": [m for m in TicketMethod.choices if m[0] != TicketMethod.SYSTEM],
        "orgs": _others(found.org_id) if may["speak"] else [],
        "may_control": found.incident.state == IncidentState.ON_SCENE,
        "needs": sum(r.needs_open for r in incidents.list_reports(found.incident_id)),
        "proposal": proposal,
        "partners": partners_for(proposal),
        "steps_of": UNIT_STEPS,
        "reachable": orgs.duty_phone(found.org_id, at),
        "others": [
            shown(other)
            for other in selectors.list_tickets_of(by, found.incident_id, at=at)
            if other.id != found.id
        ],
    }


def _proposal(by: Actor, row: TicketRow, at: datetime) -> Proposal:
    return selectors.proposals(by, row.incident_id, limit=PROPOSED, org_id=row.org_id, at=at)


A = AssignmentState
UNIT_STEPS = {
    A.ASSIGNED: (("en-route", _("Berangkat")), ("on-scene", _("Tiba di lokasi"))),
    A.ACKNOWLEDGED: (("en-route", _("Berangkat")), ("on-scene", _("Tiba di lokasi"))),
    A.EN_ROUTE: (("on-scene", _("Tiba di lokasi")), ("clear", _("Selesai"))),
    A.ON_SCENE: (("transport", _("Membawa pasien")), ("clear", _("Selesai"))),
    A.TRANSPORTING: (("at-hospital", _("Tiba di rumah sakit")),),
    A.AT_HOSPITAL: (("clear", _("Selesai")),),
}
"""What a desk writes down for a crew that speaks by radio."""


def _may(rights: Rights, row: TicketRow) -> dict[str, bool]:
    def has(right: Right) -> bool:
        return rights.has(right, region=row.region, org_ids=(row.org_id,))

    is_unanswered = row.state in UNANSWERED_TICKETS
    is_direct = row.mode == DispatchMode.DIRECT
    is_taken = row.state in TAKEN or (is_unanswered and is_direct)
    own = has(Right.ANSWER_TICKETS) or is_direct
    by_phone = row.mode == DispatchMode.TELEPHONE and has(Right.FORWARD_TICKETS)
    return {
        "answer": has(Right.ANSWER_TICKETS),
        "speak": has(Right.ANSWER_TICKETS) or by_phone,
        "assign": is_taken
        and own
        and row.mode != DispatchMode.TELEPHONE
        and has(Right.ASSIGN_UNITS),
        "run": has(Right.RUN_UNITS) or (is_direct and has(Right.ASSIGN_UNITS)),
        "telephone": (is_unanswered or row.state == T.ACCEPTED) and has(Right.FORWARD_TICKETS),
        "close": row.state not in ENDED_TICKETS and has(Right.CLOSE_INCIDENTS),
    }


def _others(org_id: UUID) -> list[object]:
    kinds = (OrgKind.AGENCY, OrgKind.VERTICAL, OrgKind.PARTNER)
    return [org for org in orgs.list_orgs() if org.kind in kinds and org.id != org_id]
