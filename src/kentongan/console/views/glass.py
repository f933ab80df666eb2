"""Akses darurat: rights taken for an hour, for a reason, which another person reviews."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.console.forms import text
from kentongan.console.gate import act, done, first_page, my_rights, page, show
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.kernel.errors import NotAllowed
from kentongan.orgs import selectors, services
from kentongan.orgs.enums import Right
from kentongan.web.requests import actor_of


@page()
def glass(request: HttpRequest) -> HttpResponse:
    """The form with its notice; for reviewers also what waits for them."""
    _require_person(request)
    rights = my_rights(request)
    reviews = rights.has_anywhere(Right.READ_JOURNAL)
    return show(
        request,
        "glass.html",
        live_after=journal.last_seq(),
        minutes=int(selectors.break_glass_lasts().total_seconds() // 60),
        is_broken=rights.break_glass,
        reviews=reviews,
        waiting=selectors.open_break_glasses() if reviews else [],
        me=actor_of(request).id,
    )


@act()
def break_glass(request: HttpRequest) -> HttpResponse:
    """Take the rights. Refuses without a reason, and those who hold no role."""
    _require_person(request)
    services.break_glass(by=actor_of(request), reason=text(request, "reason"), at=clock.now())
    return done(request, first_page(my_rights(request)) or "/")


@act(Right.READ_JOURNAL)
def review(request: HttpRequest, glass_id: UUID) -> HttpResponse:
    """Say what the use was worth."""
    services.review_break_glass(
        by=actor_of(request), break_glass_id=glass_id, note=text(request, "note"), at=clock.now()
    )
    return done(request, reverse("console:glass"))


def _require_person(request: HttpRequest) -> None:
    """A wall screen or a vehicle has no life to answer for, and no name to be reviewed by."""
    if getattr(request, "signed_in", None) is None:
        raise NotAllowed(right="")
