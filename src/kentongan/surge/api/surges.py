"""Surges over HTTP: how it stands, declaring and ending, the overflow group, what callers hear."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from msgspec import Meta

from kentongan.journal.selectors import node
from kentongan.kernel import clock
from kentongan.messaging.enums import Medium
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of
from kentongan.surge import selectors, services
from kentongan.surge.enums import RequestState
from kentongan.surge.types import OverflowRequest, Proposal, Surge, Told
from kentongan.web.endpoints import Api, answer, created
from kentongan.web.requests import actor_of
from kentongan.web.wire import (
    Code,
    Line,
    Listed,
    Moment,
    Phone,
    Stamp,
    copied,
    stamp,
    stamp_or_none,
    utc_or_none,
)

api = Api(tag="Surge")


class WireMeasure(msgspec.Struct, kw_only=True):
    """What is, or was, measured: `usual` is null where the node is too young to know."""

    window_s: int
    arrivals: int
    usual: float | None
    threshold: int
    waiting: int
    operators: int


class WireSurge(msgspec.Struct, kw_only=True):
    """A surge, and what was measured when it was declared."""

    id: UUID
    declared_at: Stamp
    declared_by: UUID
    is_automatic: bool
    reason: str
    measured: WireMeasure
    end_proposed_at: Stamp | None
    ended_at: Stamp | None
    ended_by: UUID | None
    end_reason: str


class WireFigures(msgspec.Struct, kw_only=True):
    """What became of its calls: `offered` is the sum of the others."""

    offered: int
    answered: int
    abandoned: int
    waiting: int


class WireStep(msgspec.Struct, kw_only=True):
    """Five minutes, and how many calls came in them."""

    starts_at: Stamp
    arrivals: int


class WireTold(msgspec.Struct, kw_only=True):
    """A surge with its figures, counted anew each time."""

    surge: WireSurge
    figures: WireFigures
    steps: list[WireStep]


class WireProposal(msgspec.Struct, kw_only=True):
    """What is proposed to the supervisor."""

    id: UUID
    proposed_at: Stamp
    dismissed_at: Stamp | None
    measured: WireMeasure


class WireNow(msgspec.Struct, kw_only=True):
    """How it stands now."""

    is_active: bool
    surge: WireSurge | None
    proposal: WireProposal | None
    measured: WireMeasure


class ReasonBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Why it is a surge, or why it is over."""

    reason: Annotated[Line, Meta(min_length=1)]


class WireHelper(msgspec.Struct, kw_only=True):
    """One of the overflow group; `state` is what came of asking him in the surge that goes on. His
    number is given to those who declare surges.
    """

    id: UUID
    user_id: UUID
    name: str
    phone: str
    extension: str
    medium: Medium
    request_id: UUID | None
    state: RequestState | None


class OperatorBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Who may be asked, and how he is reached."""

    user_id: UUID
    phone: Phone
    extension: Code = ""
    medium: Medium = Medium.CHAT


class WireOperator(msgspec.Struct, kw_only=True):
    id: UUID
    user_id: UUID
    removed_at: Stamp | None


class WireRequest(msgspec.Struct, kw_only=True):
    """One was asked to help."""

    id: UUID
    surge_id: UUID
    user_id: UUID
    state: RequestState
    asked_at: Stamp
    ready_at: Stamp | None
    released_at: Stamp | None


class AnswerBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Whether he comes."""

    is_coming: bool


class WireAnnouncement(msgspec.Struct, kw_only=True):
    """What callers hear in a surge; nobody has decided it where `changed_by` is null."""

    text: str
    file_name: str
    changed_at: Stamp | None
    changed_by: UUID | None


class AnnouncementBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The words, the exchange's own sound file if there is one, from when on."""

    text: Annotated[str, Meta(max_length=1_000)]
    file_name: Annotated[str, Meta(max_length=200)] = ""
    valid_from: Moment | None = None


@api.get("/surge", answer=WireNow)
def now(request: HttpRequest) -> HttpResponse:
    """Whether there is a surge, what is proposed, what is measured at this moment."""
    rights, at = rights_of(actor_of(request)), clock.now()
    rights.require_anywhere(Right.SEE_CALLS)
    surge, proposal = selectors.find_open(), selectors.find_standing()
    found = selectors.measure(rights, at, selectors.usual_at(rights, at))
    return answer(
        WireNow(
            is_active=surge is not None, surge=_surge(surge) if surge else None,
            proposal=_proposal(proposal) if proposal else None, measured=copied(WireMeasure, found),
        )
    )  # fmt: skip


@api.get("/surges", answer=Listed[WireTold])
def surges(request: HttpRequest) -> HttpResponse:
    """The last surges with their figures, newest first."""
    found = selectors.list_surges(rights_of(actor_of(request)), clock.now())
    return answer(Listed(items=[_told(each) for each in found]))


@api.post("/surges", answer=WireSurge, status=201)
def declare(request: HttpRequest, *, body: ReasonBody) -> HttpResponse:
    """It is a surge from now on. The overflow group is asked."""
    row = services.declare_surge(by=actor_of(request), reason=body.reason, at=clock.now())
    return created(_surge(row), "/api/v1/surges")


@api.post("/surges/<uuid:surge_id>/end", answer=WireSurge)
def end(request: HttpRequest, *, surge_id: UUID, body: ReasonBody) -> HttpResponse:
    """It is over. Who was asked to help is thanked and let go."""
    by, at = actor_of(request), clock.now()
    return answer(
        _surge(services.end_surge(by=by, surge_id=surge_id, reason=body.reason, at=at))
    )  # fmt: skip


@api.post("/surge-proposals/<uuid:proposal_id>/dismiss", answer=WireProposal)
def dismiss(request: HttpRequest, *, proposal_id: UUID) -> HttpResponse:
    """No surge is needed now."""
    by, at = actor_of(request), clock.now()
    return answer(
        _proposal(services.dismiss_proposal(by=by, proposal_id=proposal_id, at=at))
    )  # fmt: skip


@api.get("/overflow-operators", answer=Listed[WireHelper])
def operators(request: HttpRequest) -> HttpResponse:
    """The overflow group, and who of it was asked."""
    rights = rights_of(actor_of(request))
    rights.require_anywhere(Right.SEE_CALLS)
    shows = rights.has(Right.DECLARE_SURGE, region=node().region)
    items = [
        WireHelper(
            id=each.operator.id, user_id=each.operator.user_id, name=each.name,
            phone=each.operator.phone if shows else "", extension=each.operator.extension,
            medium=Medium(each.operator.medium),
            request_id=each.request.id if each.request else None,
            state=RequestState(each.request.state) if each.request else None,
        )
        for each in selectors.list_helpers()
    ]  # fmt: skip
    return answer(Listed(items=items))


@api.post("/overflow-operators", answer=WireOperator, status=201)
def add_operator(request: HttpRequest, *, body: OperatorBody) -> HttpResponse:
    """One more who may be asked; in a surge at once."""
    row = services.add_operator(
        by=actor_of(request), user_id=body.user_id, phone=body.phone, extension=body.extension,
        medium=body.medium, at=clock.now(),
    )  # fmt: skip
    return created(copied(WireOperator, row), "/api/v1/overflow-operators")


@api.post("/overflow-operators/<uuid:operator_id>/remove", answer=WireOperator)
def remove_operator(request: HttpRequest, *, operator_id: UUID) -> HttpResponse:
    """Asked no more."""
    by, at = actor_of(request), clock.now()
    return answer(
        copied(WireOperator, services.remove_operator(by=by, operator_id=operator_id, at=at))
    )  # fmt: skip


@api.post("/overflow-requests/<uuid:request_id>/answer", answer=WireRequest)
def answer_request(
    request: HttpRequest, *, request_id: UUID, body: AnswerBody
) -> HttpResponse:  # fmt: skip
    """Yes or no, of oneself or of whom the supervisor has rung."""
    row = services.answer_request(
        by=actor_of(request), request_id=request_id, is_coming=body.is_coming, at=clock.now()
    )
    return answer(_request(row))


@api.post("/overflow-requests/<uuid:request_id>/ready", answer=WireRequest)
def put_ready(request: HttpRequest, *, request_id: UUID) -> HttpResponse:
    """He takes calls from now on."""
    by, at = actor_of(request), clock.now()
    return answer(_request(services.put_ready(by=by, request_id=request_id, at=at)))


@api.get("/surge-announcement", answer=WireAnnouncement)
def announcement(request: HttpRequest) -> HttpResponse:
    """What callers hear in a surge."""
    rights_of(actor_of(request)).require_anywhere(Right.SEE_CALLS)
    return answer(copied(WireAnnouncement, selectors.announcement_at(clock.now())))


@api.post("/surge-announcement", answer=WireAnnouncement, status=201)
def set_announcement(request: HttpRequest, *, body: AnnouncementBody) -> HttpResponse:
    """Callers hear this from now on or from a later moment. Nobody whose life may be in danger is
    told to hang up.
    """
    row = services.set_announcement(
        by=actor_of(request), text=body.text, file_name=body.file_name,
        valid_from=_moment(body.valid_from), at=clock.now(),
    )  # fmt: skip
    return created(copied(WireAnnouncement, row), "/api/v1/surge-announcement")


def _moment(said: datetime | None) -> datetime | None:
    return utc_or_none(said, "valid_from")


def _surge(row: Surge) -> WireSurge:
    return copied(WireSurge, row, measured=copied(WireMeasure, row))


def _proposal(row: Proposal) -> WireProposal:
    return copied(WireProposal, row, measured=copied(WireMeasure, row))


def _told(told: Told) -> WireTold:
    return WireTold(
        surge=_surge(told.surge),
        figures=copied(WireFigures, told.figures),
        steps=[WireStep(starts_at=stamp(begins), arrivals=n) for begins, n in told.steps],
    )


def _request(row: OverflowRequest) -> WireRequest:
    return WireRequest(
        id=row.id, surge_id=row.surge_id, user_id=row.operator.user_id,
        state=RequestState(row.state), asked_at=stamp(row.asked_at),
        ready_at=stamp_or_none(row.ready_at), released_at=stamp_or_none(row.released_at),
    )  # fmt: skip
