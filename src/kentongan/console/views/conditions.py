"""Syarat keselamatan: what others are asked to make safe before a crew works."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.console import forms
from kentongan.console.gate import act, done
from kentongan.dispatch import services
from kentongan.dispatch.enums import TicketMethod
from kentongan.kernel import clock
from kentongan.orgs.enums import Right
from kentongan.web.requests import actor_of

ASKING = (Right.FORWARD_TICKETS, Right.ANSWER_TICKETS)


@act(*ASKING)
def ask(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Power off, a road closed, a train stopped: asked of whom, by which way."""
    condition = services.ask_condition(
        by=actor_of(request),
        incident_id=incident_id,
        kind=forms.line(request, "kind", longest=24),
        org_id=forms.identifier(request, "org_id"),
        where=forms.line(request, "where"),
        name=forms.line(request, "name"),
        method=forms.choice(request, "method", TicketMethod),
        at=clock.now(),
    )
    return _stay(request, condition.incident_id)


@act(*ASKING)
def confirm(request: HttpRequest, condition_id: UUID) -> HttpResponse:
    """It is so, and who says it."""
    condition = services.confirm_condition(
        by=actor_of(request), condition_id=condition_id, name=forms.line(request, "name"),
        at=clock.now(),
    )  # fmt: skip
    return _stay(request, condition.incident_id)


@act(*ASKING)
def refuse(request: HttpRequest, condition_id: UUID) -> HttpResponse:
    """It will not be done, who says it, and why."""
    condition = services.refuse_condition(
        by=actor_of(request), condition_id=condition_id, name=forms.line(request, "name"),
        reason=forms.line(request, "reason"), at=clock.now(),
    )  # fmt: skip
    return _stay(request, condition.incident_id)


@act(*ASKING)
def release(request: HttpRequest, condition_id: UUID) -> HttpResponse:
    """It does not hold any more, and who says it."""
    condition = services.release_condition(
        by=actor_of(request), condition_id=condition_id, name=forms.line(request, "name"),
        at=clock.now(),
    )  # fmt: skip
    return _stay(request, condition.incident_id)


@act(*ASKING)
def cancel(request: HttpRequest, condition_id: UUID) -> HttpResponse:
    """It is not needed any more."""
    condition = services.cancel_condition(
        by=actor_of(request), condition_id=condition_id, at=clock.now()
    )
    return _stay(request, condition.incident_id)


def _stay(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    return done(request, back=reverse("console:incident", args=[incident_id]))
