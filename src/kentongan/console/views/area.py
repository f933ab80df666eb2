"""A camat's or village's pages, and the officer's list of what villages have sent."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.accounts.selectors import names_of
from kentongan.console import forms
from kentongan.console.gate import act, done, my_rights, page, show, told
from kentongan.incidents.selectors import list_categories
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.orgs.enums import Right
from kentongan.regions.selectors import path_of
from kentongan.villages import selectors, services
from kentongan.villages.enums import Finding
from kentongan.web.requests import actor_of


@page(Right.SPEAK_FOR_AREA)
def area(request: HttpRequest) -> HttpResponse:
    """What happens in my area, what it is asked, what it has sent."""
    return show(request, "area.html", live_after=journal.last_seq(), **_area(request))


@page(Right.SPEAK_FOR_AREA)
def area_part(request: HttpRequest) -> HttpResponse:
    """What changes on it."""
    return show(request, "_area.html", **_area(request))


def _area(request: HttpRequest) -> dict[str, object]:
    rights, by, at = my_rights(request), actor_of(request), clock.now()
    answered = selectors.list_answered(rights, at)
    return {
        "area_name": path_of(selectors.area_of(by)),
        "happening": selectors.list_happening(rights),
        "asked": selectors.list_asked(rights),
        "answered": answered,
        "names": names_of({each.answered_by for each in answered if each.answered_by}),
        "now": at,
        "sent": selectors.list_sent(by),
        "findings": Finding.choices,
    }


@act(Right.SPEAK_FOR_AREA)
def answer_verification(request: HttpRequest, verification_id: UUID) -> HttpResponse:
    """Benar, tidak ditemukan, belum tahu."""
    services.answer_verification(
        by=actor_of(request), verification_id=verification_id,
        finding=forms.choice(request, "finding", Finding), note=forms.line(request, "note"),
        at=clock.now(),
    )  # fmt: skip
    return done(request, back=reverse("console:area"))


@told(Right.SPEAK_FOR_AREA)
def read_pasted(request: HttpRequest) -> HttpResponse:
    """What is recognised in a pasted message. Nothing is kept and nothing is sent."""
    said = selectors.read_pasted(request.POST.get("text", ""), clock.now())
    return show(request, "_pasted.html", said=said, source=request.POST.get("text", ""))


@act(Right.SPEAK_FOR_AREA)
def send_report(request: HttpRequest) -> HttpResponse:
    """Send the message that was read back. It is read again here: what counts is its text."""
    by, at = actor_of(request), clock.now()
    said = selectors.read_pasted(request.POST.get("text", ""), at)
    services.send_report(by=by, region=selectors.area_of(by), said=said, at=at)
    return done(request, back=reverse("console:area"))


@page(Right.EDIT_INCIDENTS)
def village_reports(request: HttpRequest) -> HttpResponse:
    """What villages have sent and no officer has settled."""
    return show(request, "village_reports.html", live_after=journal.last_seq(), **_waiting(request))


@page(Right.EDIT_INCIDENTS)
def village_reports_part(request: HttpRequest) -> HttpResponse:
    """What changes on it."""
    return show(request, "_village_reports.html", **_waiting(request))


def _waiting(request: HttpRequest) -> dict[str, object]:
    rows = [(row, path_of(row.region)) for row in selectors.list_waiting(my_rights(request))]
    return {"waiting": rows, "categories": list_categories(clock.now())}


@act(Right.EDIT_INCIDENTS)
def confirm_report(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Make it an incident of the chosen kind."""
    incident = services.confirm_report(
        by=actor_of(request), report_id=report_id, category=request.POST.get("category", ""),
        point_is_place="point" in request.POST, at=clock.now(),
    )  # fmt: skip
    return done(request, reverse("console:incident", args=[incident.id]))


@act(Right.EDIT_INCIDENTS)
def dismiss_report(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Not followed, with a reason."""
    services.dismiss_report(
        by=actor_of(request), report_id=report_id, reason=request.POST.get("reason", ""),
        at=clock.now(),
    )  # fmt: skip
    return done(request, back=reverse("console:village-reports"))
