"""Akses darurat: rights taken for an hour, for a reason, which another person reviews."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.accounts import selectors as accounts
from kentongan.console.forms import text
from kentongan.console.gate import act, done, first_page, my_rights, page, show, told
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.kernel.errors import NotAllowed
from kentongan.orgs import errors, selectors, services
from kentongan.orgs.enums import Right
from kentongan.web.requests import actor_of


@page()
def glass(request: HttpRequest) -> HttpResponse:
    """The form with its notice; for reviewers also what waits for them."""
    _require_person(request)
    rights, at = my_rights(request), clock.now()
    me = actor_of(request).id
    reviews = rights.has_anywhere(Right.READ_JOURNAL) and not rights.break_glass
    return show(
        request,
        "glass.html",
        live_after=journal.last_seq(),
        minutes=int(selectors.break_glass_lasts(clock.now()).total_seconds() // 60),
        is_broken=rights.break_glass,
        may_break=selectors.find_glass_org(me, at) is not None,
        asks_code=accounts.get_user(me).has_second_factor,
        supervisor=selectors.supervisor_phone(at),
        reviews=reviews,
        waiting=selectors.list_to_review(rights),
        reviewed=selectors.glass_reviews(rights) if reviews else [],
        me=me,
        late_since=at - selectors.review_takes(at),
    )


@told()
def break_glass(request: HttpRequest) -> HttpResponse:
    """Take the rights. Refuses a token, whoever is not of the 112 centre, an empty reason and a
    wrong password or code. Not one act with its answer: a wrong try must count.
    """
    _require_person(request)
    if request.signed_in.session_id is None:  # type: ignore[attr-defined]
        raise errors.GlassAtADesk
    services.break_glass(
        by=actor_of(request),
        reason=text(request, "reason"),
        password=request.POST.get("password", ""),
        code=text(request, "code"),
        at=clock.now(),
    )
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
