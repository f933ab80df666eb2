"""Lonjakan panggilan: how it stands, declaring and ending, who helps, what callers hear."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.accounts import selectors as accounts
from kentongan.console import forms
from kentongan.console.gate import act, done, my_rights, page, show
from kentongan.console.surge import draw, sentence
from kentongan.kernel import clock
from kentongan.messaging.enums import Medium
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import find_user_id
from kentongan.surge import selectors, services
from kentongan.surge.enums import WAITED_FOR, RequestState
from kentongan.web.requests import actor_of

LONGEST_REASON = 200


@page(Right.SEE_CALLS)
def surge(request: HttpRequest) -> HttpResponse:
    """The whole page."""
    at = clock.now()
    drawn = [draw(told) for told in selectors.list_surges(my_rights(request), at)]
    texts = selectors.list_announcements()
    people = {each.told.surge.declared_by for each in drawn} | {row.changed_by for row in texts}
    people |= {each.told.surge.ended_by for each in drawn if each.told.surge.ended_by}
    context = _now(request) | _helpers(request)
    return show(
        request, "surge.html", drawn=drawn, texts=texts, now=at,
        announcement=selectors.announcement_at(at), who=accounts.names_of(people), **context,
    )  # fmt: skip


@page(Right.SEE_CALLS)
def now(request: HttpRequest) -> HttpResponse:
    """How it stands now, read again after each change."""
    return show(request, "_surge_now.html", **_now(request))


@page(Right.SEE_CALLS)
def helpers(request: HttpRequest) -> HttpResponse:
    """The overflow group, read again after each change."""
    return show(request, "_surge_helpers.html", **_helpers(request))


@page(Right.SEE_CALLS)
def banner(request: HttpRequest) -> HttpResponse:
    """What stands above every page of the desks: the surge, a proposal, what one is asked."""
    declares = selectors.may_declare(my_rights(request))
    proposal = selectors.find_standing() if declares else None
    return show(
        request, "_surge_banner.html", surge=selectors.find_open(), declares=declares,
        proposal=proposal, proposed=sentence(proposal) if proposal else "",
        mine=selectors.find_my_request(actor_of(request).id),
    )  # fmt: skip


@act(Right.DECLARE_SURGE)
def declare(request: HttpRequest) -> HttpResponse:
    """It is a surge."""
    services.declare_surge(by=actor_of(request), reason=_reason(request), at=clock.now())
    return done(request, to=reverse("console:surge"))


@act(Right.DECLARE_SURGE)
def end(request: HttpRequest, surge_id: UUID) -> HttpResponse:
    """It is over."""
    services.end_surge(
        by=actor_of(request), surge_id=surge_id, reason=_reason(request), at=clock.now()
    )
    return done(request, to=reverse("console:surge"))


def _reason(request: HttpRequest) -> str:
    return forms.line(request, "reason", longest=LONGEST_REASON)


@act(Right.DECLARE_SURGE)
def dismiss(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """No surge is needed."""
    services.dismiss_proposal(by=actor_of(request), proposal_id=proposal_id, at=clock.now())
    return done(request, back=reverse("console:surge"))


@act(Right.DECLARE_SURGE)
def add_operator(request: HttpRequest) -> HttpResponse:
    """One more who may be asked."""
    user_id = find_user_id(forms.line(request, "username"))
    services.add_operator(
        by=actor_of(request), user_id=user_id or forms.identifier(request, "username"),
        phone=forms.line(request, "phone"), extension=forms.line(request, "extension"),
        medium=forms.choice(request, "medium", Medium), at=clock.now(),
    )  # fmt: skip
    return done(request, to=reverse("console:surge"))


@act(Right.DECLARE_SURGE)
def remove_operator(request: HttpRequest, operator_id: UUID) -> HttpResponse:
    """Asked no more."""
    services.remove_operator(by=actor_of(request), operator_id=operator_id, at=clock.now())
    return done(request, back=reverse("console:surge"))


@act(Right.TAKE_CALLS)
def answer_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Yes or no."""
    services.answer_request(
        by=actor_of(request), request_id=request_id, is_coming=forms.ticked(request, "coming"),
        at=clock.now(),
    )  # fmt: skip
    return done(request, back=reverse("console:surge"))


@act(Right.TAKE_CALLS)
def put_ready(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """He takes calls from now on."""
    services.put_ready(by=actor_of(request), request_id=request_id, at=clock.now())
    return done(request, back=reverse("console:surge"))


@act(Right.DECLARE_SURGE)
def set_announcement(request: HttpRequest) -> HttpResponse:
    """What callers hear, from now on or from a later moment."""
    begins = forms.moment(request, "valid_from") if request.POST.get("valid_from") else None
    services.set_announcement(
        by=actor_of(request), text=forms.line(request, "text", longest=1_000),
        file_name=forms.line(request, "file_name"), valid_from=begins, at=clock.now(),
    )  # fmt: skip
    return done(request, to=reverse("console:surge"))


def _now(request: HttpRequest) -> dict[str, object]:
    rights, at = my_rights(request), clock.now()
    found = selectors.measure(rights, at, selectors.usual_at(rights, at))
    open_now, proposal = selectors.find_open(), selectors.find_standing()
    names = accounts.names_of({open_now.declared_by}) if open_now else {}
    return {
        "surge": open_now,
        "proposal": proposal,
        "proposed": sentence(proposal) if proposal else "",
        "measured": sentence(found),
        "is_over": found.is_over,
        "declares": selectors.may_declare(rights),
        "declared_by": names.get(open_now.declared_by, "") if open_now else "",
        "told": selectors.told_of(rights, open_now, at) if open_now else None,
    }


def _helpers(request: HttpRequest) -> dict[str, object]:
    rights = my_rights(request)
    return {
        "helpers": selectors.list_helpers(),
        "media": Medium.choices,
        "declares": selectors.may_declare(rights),
        "still": (*WAITED_FOR, RequestState.DECLINED),
        "is_open": selectors.find_open() is not None,
    }
