"""What is done with one incident: each address is one act."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.console import forms
from kentongan.console.gate import act, done, show, told
from kentongan.console.partners import is_never_rung
from kentongan.dispatch import services as dispatch
from kentongan.incidents import selectors, services
from kentongan.incidents.enums import ClosingCode, ContactSafety, Feedback, PartyRole, Priority
from kentongan.incidents.types import IncidentEdit
from kentongan.kernel import clock
from kentongan.orgs.enums import Right
from kentongan.web.requests import actor_of

FIELD = (Right.RUN_UNITS, Right.ANSWER_TICKETS, Right.EDIT_INCIDENTS, Right.FORWARD_TICKETS)


def _stay(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    return done(request, back=reverse("console:incident", args=[incident_id]))


@act(*FIELD)
def write_log(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """A line in the log."""
    said = forms.text(request, "text")
    services.write_log(by=actor_of(request), incident_id=incident_id, text=said, at=clock.now())
    return _stay(request, incident_id)


@act(Right.EDIT_INCIDENTS)
def edit(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Category, narrative, address. The later save is told that somebody was first."""
    change = IncidentEdit(
        category=forms.text(request, "category"),
        narrative=forms.text(request, "narrative"),
        address=forms.text(request, "address"),
    )
    services.edit_incident(
        by=actor_of(request),
        incident_id=incident_id,
        expected_version=int(forms.number(request, "version") or 0),
        edit=change,
        at=clock.now(),
    )
    return _stay(request, incident_id)


@act(Right.EDIT_INCIDENTS, Right.FORWARD_TICKETS, Right.RUN_UNITS)
def set_place(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Where it is, better known now."""
    services.set_place(
        by=actor_of(request),
        incident_id=incident_id,
        place=forms.place(request),
        region=forms.text(request, "region"),
        at=clock.now(),
    )
    return _stay(request, incident_id)


@act(Right.EDIT_INCIDENTS)
def set_priority(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """More or less urgent. A P1 stays until the scene has spoken."""
    services.set_priority(
        by=actor_of(request),
        incident_id=incident_id,
        priority=forms.choice(request, "priority", Priority),
        reason=forms.text(request, "reason"),
        from_scene=forms.ticked(request, "from_scene"),
        at=clock.now(),
    )
    return _stay(request, incident_id)


@act(Right.EDIT_INCIDENTS)
def set_safety(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Whether the caller may be contacted."""
    services.set_contact_safety(
        by=actor_of(request),
        incident_id=incident_id,
        contact_safety=forms.choice(request, "contact_safety", ContactSafety),
        at=clock.now(),
    )
    return _stay(request, incident_id)


@act(*FIELD)
def control(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Terkendali."""
    services.control(by=actor_of(request), incident_id=incident_id, at=clock.now())
    return _stay(request, incident_id)


@act(*FIELD)
def cool(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Pendinginan, with the hour at which somebody looks again."""
    recheck_at = forms.moment(request, "recheck_at")
    services.start_cooling(
        by=actor_of(request), incident_id=incident_id, recheck_at=recheck_at, at=clock.now()
    )
    return _stay(request, incident_id)


@act(*FIELD)
def field_done(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Nothing more is to be done there."""
    services.field_done(by=actor_of(request), incident_id=incident_id, at=clock.now())
    return _stay(request, incident_id)


@act(*FIELD)
def schedule(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Work by appointment: the clock runs from then."""
    scheduled_for = forms.moment(request, "scheduled_for")
    services.schedule(
        by=actor_of(request), incident_id=incident_id, scheduled_for=scheduled_for, at=clock.now()
    )
    return _stay(request, incident_id)


@act(Right.EDIT_INCIDENTS)
def hold(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Put off until something is known."""
    reason = forms.text(request, "reason")
    services.hold(by=actor_of(request), incident_id=incident_id, reason=reason, at=clock.now())
    return _stay(request, incident_id)


@act(Right.EDIT_INCIDENTS)
def resume(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Back on the board."""
    services.resume(by=actor_of(request), incident_id=incident_id, at=clock.now())
    return _stay(request, incident_id)


@act(Right.CLOSE_INCIDENTS)
def hand_over(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Another centre or body has it now, and somebody there has said so."""
    chosen = request.POST.get("org_id")
    services.hand_over(
        by=actor_of(request),
        incident_id=incident_id,
        to=forms.text(request, "to"),
        to_org_id=forms.identifier(request, "org_id") if chosen else None,
        at=clock.now(),
    )
    return _stay(request, incident_id)


@act(Right.CLOSE_INCIDENTS)
def close(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Close with code and what the caller was told."""
    services.close_incident(
        by=actor_of(request),
        incident_id=incident_id,
        closing_code=forms.choice(request, "closing_code", ClosingCode),
        feedback=forms.choice(request, "feedback", Feedback),
        note=forms.text(request, "note"),
        at=clock.now(),
    )
    return _stay(request, incident_id)


@act(Right.EDIT_INCIDENTS)
def cancel(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """It was nothing, or is nothing any more."""
    services.cancel_incident(
        by=actor_of(request),
        incident_id=incident_id,
        reason=forms.text(request, "reason"),
        at=clock.now(),
    )
    return _stay(request, incident_id)


@act(Right.CLOSE_INCIDENTS)
def reopen(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Open again, within the time that its kind allows."""
    services.reopen(
        by=actor_of(request),
        incident_id=incident_id,
        reason=forms.text(request, "reason"),
        at=clock.now(),
    )
    return _stay(request, incident_id)


@act(Right.EDIT_INCIDENTS)
def merge(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Say that two incidents are one; every caller stays."""
    into_id = forms.identifier(request, "into")
    services.merge_into(
        by=actor_of(request),
        incident_id=incident_id,
        into_id=into_id,
        same_place_confirmed=forms.ticked(request, "same_place"),
        same_victims_confirmed=forms.ticked(request, "same_victims"),
        at=clock.now(),
    )
    return done(request, reverse("console:incident", args=[into_id]))


@act(Right.EDIT_INCIDENTS)
def unmerge(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Undo a merge."""
    services.unmerge(by=actor_of(request), incident_id=incident_id, at=clock.now())
    return _stay(request, incident_id)


@act(Right.FORWARD_TICKETS)
def forward(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Ask one more agency, or all that routing names."""
    by, at = actor_of(request), clock.now()
    if request.POST.get("org_id"):
        dispatch.forward_ticket(
            by=by,
            incident_id=incident_id,
            org_id=forms.identifier(request, "org_id"),
            role=forms.choice(request, "role", PartyRole),
            at=at,
        )
    else:
        dispatch.forward_by_routing(by=by, incident_id=incident_id, at=at)
    return _stay(request, incident_id)


@told(Right.REVEAL_PERSONS)
def reveal_reporter(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """A caller's name and number; the journal says who has read them."""
    by = actor_of(request)
    person = services.reveal_reporter(by=by, report_id=report_id, at=clock.now())
    report = selectors.access_report(by, report_id)
    is_silent = is_never_rung(report.contact_safety, report.incident.contact_safety)
    return show(request, "_person.html", person=person, is_silent=is_silent)


@act(*FIELD)
def set_needs(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Whether this caller still waits for help."""
    report = services.set_report_needs(
        by=actor_of(request),
        report_id=report_id,
        needs_open=forms.ticked(request, "needs_open"),
        at=clock.now(),
    )
    return _stay(request, report.incident_id)
