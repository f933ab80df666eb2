"""Panduan penelepon: a card beside the call, pressed through by digits, left at any moment."""

from datetime import datetime
from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.calls import selectors as calls
from kentongan.console import forms
from kentongan.console.gate import act, done, my_rights, page, show
from kentongan.guidance import selectors, services
from kentongan.guidance.enums import SaidKind
from kentongan.guidance.types import Guided, UsableCard
from kentongan.incidents import selectors as incidents
from kentongan.incidents import services as incident_services
from kentongan.incidents.enums import Priority
from kentongan.incidents.types import Incident
from kentongan.kernel import clock
from kentongan.orgs.enums import Right
from kentongan.web.requests import actor_of

OFFERED = 6
"""Those with a digit of their own; all others are in the list below them."""


@page(Right.TAKE_CALLS)
def for_call(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """The card beside a call, or those that fit the kind chosen in its form."""
    by, at = actor_of(request), clock.now()
    call = calls.access_call(by, call_id)
    category = request.GET.get("category", "")[:40]
    context = _guiding(request, category, at, call_id=call.id)
    return show(request, "_guidance.html", start=reverse("console:guide-call", args=[call_id]),
                may_take=my_rights(request).has(Right.TAKE_CALLS, region=call.region),
                **context)  # fmt: skip


@page(Right.TAKE_CALLS, Right.ANSWER_TICKETS)
def for_incident(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """The same beside an incident: a call's guidance goes on here when the incident was sent."""
    by, at = actor_of(request), clock.now()
    found = incidents.access_incident(by, incident_id)
    incidents.require_open_to(by, found, at)
    context = _guiding(request, found.category, at, incident_id=found.id)
    return show(
        request,
        "_guidance.html",
        start=reverse("console:guide-incident", args=[incident_id]),
        may_take=my_rights(request).has_anywhere(Right.TAKE_CALLS)
        or bool(context["cards"] or context["guided"]),
        incident=found,
        takes_more=_takes_more(found, cast("Guided | None", context["guided"])),
        **context,
    )


def _takes_more(incident: Incident, guided: Guided | None) -> bool:
    """Whether the card proposes what the incident does not have yet."""
    if guided is None:
        return False
    is_higher = guided.proposal.priority < incident.priority
    return is_higher or not set(guided.proposal.capabilities) <= set(incident.asked_for)


def _cards(request: HttpRequest, category: str, at: datetime) -> list[UsableCard]:
    """For 112 the regency's; for an agency's officer the agency's own (practice.md §3.7)."""
    if my_rights(request).has_anywhere(Right.TAKE_CALLS):
        return selectors.cards_for(category, at)
    own = actor_of(request).org_id
    found = selectors.cards_for(category, at, org_id=own)
    return [card for card in found if own is not None and card.org_id == own]


def _offered(cards: list[UsableCard], category: str) -> list[UsableCard]:
    """Those with a digit: for this kind and for all calls; where none is for it, the first ones."""
    fitting = [card for card in cards if category in card.categories or card.is_for_all]
    is_known = any(category in card.categories for card in fitting)
    return (fitting if is_known else cards)[:OFFERED]


def _guiding(request: HttpRequest, category: str, at: datetime, **about: UUID) -> dict[str, object]:
    cards = _cards(request, category, at)
    running = selectors.find_running(actor_of(request).id, **about)
    guided = selectors.show_session(running, at) if running else None
    offered = _offered(cards, category)
    return {
        "guided": guided,
        "cards": offered,
        "others": [card for card in cards if card not in offered],
        "is_live": selectors.is_live_node(),
    }


@act(Right.TAKE_CALLS)
def start_for_call(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Begin with a card."""
    by, at = actor_of(request), clock.now()
    call = calls.access_call(by, call_id, right=Right.TAKE_CALLS)
    services.start_session(
        by=by, card_id=forms.identifier(request, "card"), region=call.region, call_id=call.id,
        at=at,
    )  # fmt: skip
    return done(request, back=reverse("console:call", args=[call_id]))


@act(Right.TAKE_CALLS, Right.ANSWER_TICKETS)
def start_for_incident(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Begin with a card, beside an incident."""
    by, at = actor_of(request), clock.now()
    found = incidents.access_incident(by, incident_id)
    incidents.require_open_to(by, found, at)
    services.start_session(
        by=by, card_id=forms.identifier(request, "card"), region=found.region,
        incident_id=found.id, at=at,
    )  # fmt: skip
    return done(request, back=reverse("console:incident", args=[incident_id]))


@act(Right.TAKE_CALLS, Right.ANSWER_TICKETS)
def say(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """An answer was heard, or a step was told."""
    services.say(
        by=actor_of(request),
        session_id=session_id,
        kind=forms.choice(request, "kind", SaidKind),
        code=forms.line(request, "code", longest=40),
        choice=forms.line(request, "choice", longest=40),
        at=clock.now(),
    )
    return done(request, back=reverse("console:calls"))


@act(Right.TAKE_CALLS, Right.ANSWER_TICKETS)
def leave(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Leave the card where it is."""
    services.leave_session(by=actor_of(request), session_id=session_id, at=clock.now())
    return done(request, back=reverse("console:calls"))


@act(Right.TAKE_CALLS)
def take_proposal(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Take what the card proposes, by a person's own key: a higher priority, what is to come."""
    by, at = actor_of(request), clock.now()
    if request.POST.get("priority"):
        incident_services.set_priority(
            by=by, incident_id=incident_id, priority=forms.choice(request, "priority", Priority),
            reason=forms.line(request, "reason"), at=at,
        )  # fmt: skip
    incident_services.ask_for(
        by=by, incident_id=incident_id, capabilities=forms.asked_for(request), at=at
    )
    return done(request, back=reverse("console:incident", args=[incident_id]))
