"""Penilaian: what callers say of the service, and the complaints that somebody answers by name."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.console.forms import text
from kentongan.console.gate import act, done, my_rights, page, show, told
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.orgs.enums import Right
from kentongan.ratings import selectors, services
from kentongan.web.requests import actor_of

MONTHS = 12


@page(Right.ANSWER_COMPLAINTS)
def ratings(request: HttpRequest) -> HttpResponse:
    """Open complaints of one's area or agency, and the marks of the last twelve months."""
    return show(request, "ratings.html", live_after=journal.last_seq(), **_shown(request))


@page(Right.ANSWER_COMPLAINTS)
def ratings_part(request: HttpRequest) -> HttpResponse:
    """What changes on it."""
    return show(request, "_ratings.html", **_shown(request))


def _shown(request: HttpRequest) -> dict[str, object]:
    rights, at = my_rights(request), clock.now()
    return {
        "at": at,
        "me": actor_of(request).id,
        "complaints": selectors.list_complaints(rights),
        "figures": selectors.agency_ratings(rights, months=MONTHS, at=at),
    }


@act(Right.ANSWER_COMPLAINTS)
def take(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    """Answer for it by name."""
    services.take_complaint(by=actor_of(request), complaint_id=complaint_id, at=clock.now())
    return done(request, back=reverse("console:ratings"))


@told(Right.ANSWER_COMPLAINTS)
def read(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    """What the citizen wrote. A POST: who has read it is written down."""
    complaint = services.read_complaint(
        by=actor_of(request), complaint_id=complaint_id, at=clock.now()
    )
    return show(request, "_complaint.html", complaint=complaint, rating=complaint.rating)


@act(Right.ANSWER_COMPLAINTS)
def answer(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    """What was said to the citizen, or mended."""
    services.answer_complaint(
        by=actor_of(request), complaint_id=complaint_id, text=text(request, "text"), at=clock.now()
    )
    return done(request, back=reverse("console:ratings"))
