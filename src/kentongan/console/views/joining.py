"""An agency joins in ten minutes: telephone, mode, what it is asked, and a ticket marked UJI."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.console import forms
from kentongan.console.gate import act, done, my_rights, page, show
from kentongan.dispatch import selectors, services
from kentongan.dispatch.enums import DispatchMode, TicketMethod
from kentongan.incidents import selectors as incidents
from kentongan.incidents.enums import Family, PartyRole
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.kernel.errors import NotAllowed
from kentongan.orgs import selectors as orgs
from kentongan.orgs.enums import OrgKind, Right
from kentongan.web.requests import actor_of

JOINING = (OrgKind.AGENCY, OrgKind.VERTICAL, OrgKind.PARTNER)
ROLES = (PartyRole.LEAD, PartyRole.SUPPORT)


@page(Right.CONFIGURE)
def agencies(request: HttpRequest) -> HttpResponse:
    """Which organisations can be prepared."""
    rows = [org for org in orgs.list_orgs() if org.kind in JOINING]
    return show(request, "agencies.html", items=rows)


@page(Right.CONFIGURE)
def agency(request: HttpRequest, org_id: UUID) -> HttpResponse:
    """One agency: what is set, and what is still missing."""
    template = "_agency.html" if request.headers.get("HX-Request") else "agency.html"
    context = _context(request, org_id, clock.now())
    return show(request, template, live_after=journal.last_seq(), **context)


def _context(request: HttpRequest, org_id: UUID, at: datetime) -> dict[str, object]:
    org = orgs.get_org(org_id)
    if not my_rights(request).has(Right.CONFIGURE, region=org.region):
        raise NotAllowed(right=Right.CONFIGURE.value)
    return {
        "org": org,
        "joining": selectors.joining_of(org_id, at),
        "modes": DispatchMode.choices,
        "families": Family.choices,
        "family_words": dict(Family.choices),
        "role_words": dict(PartyRole.choices),
        "roles": [(role.value, role.label) for role in ROLES],
        "categories": incidents.list_categories(at),
    }


@act(Right.CONFIGURE)
def set_phone(request: HttpRequest, org_id: UUID) -> HttpResponse:
    """Who is rung at the agency, first of all."""
    services.set_escalation(
        by=actor_of(request), org_id=org_id, at=clock.now(),
        steps=[(forms.line(request, "title", longest=80), forms.line(request, "phone"))],
        legal_basis=forms.line(request, "legal_basis"),
    )  # fmt: skip
    return _stay(request, org_id)


@act(Right.CONFIGURE)
def set_mode(request: HttpRequest, org_id: UUID) -> HttpResponse:
    """How it is asked, on which legal basis."""
    services.set_agency_mode(
        by=actor_of(request), org_id=org_id, mode=forms.choice(request, "mode", DispatchMode),
        legal_basis=forms.line(request, "legal_basis"), at=clock.now(),
    )  # fmt: skip
    return _stay(request, org_id)


@act(Right.CONFIGURE)
def add_route(request: HttpRequest, org_id: UUID) -> HttpResponse:
    """What it is asked for: a family, or one category of it."""
    category = forms.line(request, "category", longest=40)
    services.add_routing_rule(
        by=actor_of(request), org_id=org_id, region=orgs.get_org(org_id).region,
        role=forms.choice(request, "role", PartyRole), category=category,
        family="" if category else forms.choice(request, "family", Family),
        legal_basis=forms.line(request, "legal_basis"), at=clock.now(),
    )  # fmt: skip
    return _stay(request, org_id)


@act(Right.CONFIGURE)
def send_trial(request: HttpRequest, org_id: UUID) -> HttpResponse:
    """A ticket marked UJI: the duty telephone rings, the board shows it."""
    services.send_trial(by=actor_of(request), org_id=org_id, at=clock.now())
    return _stay(request, org_id)


@act(Right.ANSWER_TICKETS, Right.FORWARD_TICKETS)
def accept_trial(request: HttpRequest, trial_id: UUID) -> HttpResponse:
    """The agency has it, by name; 112 writes it down for one without an account."""
    answers_itself = my_rights(request).has_anywhere(Right.ANSWER_TICKETS)
    services.accept_trial(
        by=actor_of(request), trial_id=trial_id, name=forms.line(request, "name"),
        method=TicketMethod.SYSTEM if answers_itself else TicketMethod.PHONE, at=clock.now(),
    )  # fmt: skip
    return done(request, back=reverse("console:tickets"))


def _stay(request: HttpRequest, org_id: UUID) -> HttpResponse:
    return done(request, back=reverse("console:agency", args=[org_id]))
