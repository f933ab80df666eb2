"""What is done with one incident: each address is one act."""

from collections.abc import Callable
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
from kentongan.kernel.errors import Outdated
from kentongan.orgs.enums import Right, VillageRole
from kentongan.villages import services as villages
from kentongan.villages.enums import Finding
from kentongan.web import problems
from kentongan.web.requests import actor_of

FIELD = (Right.RUN_UNITS, Right.ANSWER_TICKETS, Right.EDIT_INCIDENTS, Right.FORWARD_TICKETS)


def _do(
    request: HttpRequest, incident_id: UUID, service: Callable[..., object], **said: object
) -> HttpResponse:
    """One act on the incident, in the name of the one who asks, now; and its page again."""
    service(by=actor_of(request), incident_id=incident_id, **said, at=clock.now())
    return _stay(request, incident_id)


def _do_unless_changed(
    request: HttpRequest, incident_id: UUID, service: Callable[..., object], **said: object
) -> HttpResponse:
    """The same by a form that was opened at some version. Who comes too late is told of the version
    of now: sent again, having read that, it is meant.
    """
    version = int(forms.number(request, "version") or 0)
    try:
        return _do(request, incident_id, service, expected_version=version, **said)
    except Outdated as failure:
        response = problems.answer(request, failure)
        response.headers["ETag"] = f'"{failure.facts["version"]}"'
        return response


def _stay(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    return done(request, back=reverse("console:incident", args=[incident_id]))


@act(*FIELD)
def write_log(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """A line in the log."""
    return _do(
        request, incident_id, services.write_log, text=forms.text(request, "text"),
        to_crews=bool(request.POST.get("to_crews")),
    )  # fmt: skip


@act(Right.EDIT_INCIDENTS)
def ask_village(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Ask the incident's village whether it is so; nothing waits for it."""
    return _do(request, incident_id, villages.ask_village)


@act(Right.EDIT_INCIDENTS)
def note_unreached(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """A telephone in the village has rung in vain."""
    role = forms.choice(request, "role", VillageRole)
    return _do(request, incident_id, villages.note_unreached, role=role)


@act(Right.EDIT_INCIDENTS)
def tell_finding(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """What somebody of the village has said on the telephone, and what they saw."""
    return _do(
        request,
        incident_id,
        villages.tell_finding,
        role=forms.choice(request, "role", VillageRole),
        finding=forms.choice(request, "finding", Finding),
        note=forms.line(request, "note"),
    )


@act(Right.EDIT_INCIDENTS)
def edit(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Category, narrative, address. The later save is told that somebody was first."""
    change = IncidentEdit(
        category=forms.text(request, "category"),
        narrative=forms.text(request, "narrative"),
        address=forms.text(request, "address"),
    )
    return _do_unless_changed(request, incident_id, services.edit_incident, edit=change)


@act(Right.EDIT_INCIDENTS, Right.FORWARD_TICKETS, Right.RUN_UNITS)
def set_place(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Where it is, better known now. A point that nobody touched in the form is not sent on."""
    return _do_unless_changed(
        request,
        incident_id,
        services.set_place,
        place=forms.place(request),
        region=forms.text(request, "region"),
        is_moved=forms.is_moved(request),
    )


@act(Right.EDIT_INCIDENTS)
def set_priority(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """More or less urgent. A P1 stays until the scene has spoken."""
    return _do_unless_changed(
        request,
        incident_id,
        services.set_priority,
        priority=forms.choice(request, "priority", Priority),
        reason=forms.text(request, "reason"),
        from_scene=forms.ticked(request, "from_scene"),
    )


@act(*FIELD)
def raise_alarm(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """More is needed: whom the response plan tells at this alarm is told; nobody is sent."""
    return _do(
        request,
        incident_id,
        services.raise_alarm,
        alarm_level=forms.whole_number(request, "alarm_level"),
        reason=forms.line(request, "reason"),
    )


@act(Right.EDIT_INCIDENTS)
def set_safety(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Whether the caller may be contacted."""
    said = forms.choice(request, "contact_safety", ContactSafety)
    return _do_unless_changed(
        request, incident_id, services.set_contact_safety, contact_safety=said
    )


@act(*FIELD)
def control(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Terkendali."""
    return _do(request, incident_id, services.control)


@act(*FIELD)
def cool(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Pendinginan, with the hour at which somebody looks again."""
    recheck_at = forms.moment(request, "recheck_at")
    return _do(request, incident_id, services.start_cooling, recheck_at=recheck_at)


@act(*FIELD)
def field_done(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Nothing more is to be done there."""
    return _do(
        request,
        incident_id,
        services.field_done,
        absence=forms.absence(request),
        early_reason=forms.text(request, "early_reason"),
    )


@act(*FIELD)
def arrive(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Somebody is there, as an agency without an account has said by telephone."""
    return _do(request, incident_id, services.mark_on_scene)


@act(*FIELD)
def schedule(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Work by appointment: the clock runs from then."""
    scheduled_for = forms.moment(request, "scheduled_for")
    return _do(request, incident_id, services.schedule, scheduled_for=scheduled_for)


@act(Right.EDIT_INCIDENTS)
def hold(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Put off until something is known."""
    return _do(request, incident_id, services.hold, reason=forms.text(request, "reason"))


@act(Right.EDIT_INCIDENTS)
def resume(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Back on the board."""
    return _do(request, incident_id, services.resume)


@act(Right.CLOSE_INCIDENTS)
def hand_over(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Another centre or body has it now, and somebody there has said so."""
    chosen = request.POST.get("org_id")
    return _do(
        request,
        incident_id,
        services.hand_over,
        to=forms.text(request, "to"),
        to_org_id=forms.identifier(request, "org_id") if chosen else None,
    )


@act(Right.CLOSE_INCIDENTS)
def close(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Close with code and what the caller was told."""
    return _do(
        request,
        incident_id,
        services.close_incident,
        closing_code=forms.choice(request, "closing_code", ClosingCode),
        feedback=forms.choice(request, "feedback", Feedback),
        note=forms.text(request, "note"),
    )


@act(Right.EDIT_INCIDENTS)
def cancel(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """It was nothing, or is nothing any more."""
    reason = forms.text(request, "reason")
    return _do(request, incident_id, services.cancel_incident, reason=reason)


@act(Right.CLOSE_INCIDENTS)
def reopen(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Open again, within the time that its kind allows."""
    return _do(request, incident_id, services.reopen, reason=forms.text(request, "reason"))


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
    # to the panel that offers to undo it
    return done(request, reverse("console:incident", args=[into_id]) + "#s-merged")


@act(Right.EDIT_INCIDENTS)
def unmerge(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Undo a merge."""
    return _do(request, incident_id, services.unmerge)


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
