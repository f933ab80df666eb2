"""What callers say over HTTP: figures, complaints, and what the regency has decided."""

from datetime import time
from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from msgspec import Meta

from kentongan.kernel import clock
from kentongan.messaging.enums import Medium
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of
from kentongan.ratings import selectors, services
from kentongan.ratings.enums import ComplaintCause
from kentongan.ratings.models import Complaint
from kentongan.ratings.types import Terms
from kentongan.web.endpoints import Api, answer
from kentongan.web.paging import page_size
from kentongan.web.requests import actor_of
from kentongan.web.wire import Line, Listed, Stamp, Text, copied, stamp, stamp_or_none

api = Api(tag="Ratings")

Hour = Annotated[str, Meta(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$", examples=["08:00"])]


class WireRating(msgspec.Struct, kw_only=True):
    """What callers say of one agency in a month. `mean` and `marks` (how many gave 1 to 5) only
    from ten answers on.
    """

    org_id: UUID | None
    org_name: str
    month: str
    asked: int
    answered: int
    mean: float | None
    marks: list[int]


class WireComplaint(msgspec.Struct, kw_only=True):
    """A low mark, or a wish to be rung. What was written is opened apart."""

    id: UUID
    incident_id: UUID
    org_id: UUID | None
    cause: ComplaintCause
    opened_at: Stamp
    due_at: Stamp
    holder_id: UUID | None
    taken_at: Stamp | None
    answered_at: Stamp | None


class WireWords(msgspec.Struct, kw_only=True):
    """What the citizen has said, and the answer."""

    score: int
    was_quick: str
    was_polite: str
    was_solved: str
    wants_call_back: bool
    words: str
    answer: str


class WireTerms(msgspec.Struct, kw_only=True):
    """How callers are asked, and by what right."""

    opens_at: Hour
    closes_at: Hour
    delay_min: int
    link_lasts_h: int
    change_within_min: int
    again_after_days: int
    low_upto: int
    answer_within_h: int
    after_hospital: bool
    medium: Medium
    address: str
    legal_basis: str


class TermsBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The same, from now on."""

    opens_at: Hour
    closes_at: Hour
    delay_min: int
    link_lasts_h: int
    change_within_min: int
    again_after_days: int
    low_upto: int
    answer_within_h: int
    medium: Medium
    address: Annotated[str, Meta(max_length=80)]
    legal_basis: Line
    after_hospital: bool = False


class MonthsQuery(msgspec.Struct, kw_only=True):
    """How many months back, this one counted."""

    months: Annotated[int, Meta(ge=1, le=24)] = 12


class ComplaintQuery(msgspec.Struct, kw_only=True):
    """Which part of the list."""

    limit: int | None = None
    cursor: str | None = None


class AnswerBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What was said to the citizen, or mended."""

    text: Text


@api.get("/ratings", answer=Listed[WireRating])
def list_ratings(request: HttpRequest, *, query: MonthsQuery) -> HttpResponse:
    """What callers say of each agency, the newest month first; an agency reads its own."""
    rights = rights_of(actor_of(request))
    found = selectors.agency_ratings(rights, months=query.months, at=clock.now())
    return answer(Listed(items=[copied(WireRating, each) for each in found]))


@api.get("/complaints", answer=Listed[WireComplaint])
def list_complaints(request: HttpRequest, *, query: ComplaintQuery) -> HttpResponse:
    """Those of your area or agency, the newest first."""
    rights = rights_of(actor_of(request))
    rows, cursor = selectors.page_of_complaints(
        rights, limit=page_size(query.limit), cursor=query.cursor
    )
    return answer(Listed(items=[_complaint(row) for row in rows], next=cursor))


@api.post("/complaints/<uuid:complaint_id>/take", answer=WireComplaint)
def take_complaint(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    """Answer for it from now on, by name."""
    taken = services.take_complaint(by=actor_of(request), complaint_id=complaint_id, at=clock.now())
    return answer(_complaint(taken))


@api.post("/complaints/<uuid:complaint_id>/words", answer=WireWords, exempt=True)
def read_complaint(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    """What the citizen wrote. The journal says who has read it."""
    read = services.read_complaint(by=actor_of(request), complaint_id=complaint_id, at=clock.now())
    return answer(copied(WireWords, read.rating, answer=read.answer))


@api.post(
    "/complaints/<uuid:complaint_id>/answer",
    answer=WireComplaint,
    example={"text": "Sudah ditelepon dan dimintakan maaf."},
)
def answer_complaint(request: HttpRequest, complaint_id: UUID, *, body: AnswerBody) -> HttpResponse:
    """Close it with what was said to the citizen, or mended. Only who has taken it."""
    answered = services.answer_complaint(
        by=actor_of(request), complaint_id=complaint_id, text=body.text, at=clock.now()
    )
    return answer(_complaint(answered))


@api.get("/rating-terms", answer=Listed[WireTerms])
def list_rating_terms(request: HttpRequest) -> HttpResponse:
    """What has been decided of asking callers, the newest first: the first is in force. While
    there is none, nobody is asked.
    """
    rights_of(actor_of(request)).require_anywhere(Right.CONFIGURE)
    return answer(Listed(items=[_terms(row) for row in selectors.list_terms()]))


@api.post(
    "/rating-terms",
    answer=WireTerms,
    example={
        "opens_at": "08:00", "closes_at": "20:00", "delay_min": 30, "link_lasts_h": 72,
        "change_within_min": 60, "again_after_days": 7, "low_upto": 2, "answer_within_h": 72,
        "medium": "SMS", "address": "https://112.example.go.id",
        "legal_basis": "SK Bupati 100.3/17/2026",
    },
)  # fmt: skip
def set_rating_terms(request: HttpRequest, *, body: TermsBody) -> HttpResponse:
    """Ask callers like this, from now on."""
    values = msgspec.structs.asdict(body)
    hours = {name: time.fromisoformat(values[name]) for name in ("opens_at", "closes_at")}
    row = services.set_terms(by=actor_of(request), terms=Terms(**values | hours), at=clock.now())
    return answer(_terms(row))


def _terms(row: object) -> WireTerms:
    hours = {name: f"{getattr(row, name):%H:%M}" for name in ("opens_at", "closes_at")}
    return copied(WireTerms, row, **hours)


def _complaint(row: Complaint) -> WireComplaint:
    return WireComplaint(
        id=row.id,
        incident_id=row.rating.invitation.incident_id,
        org_id=row.org_id,
        cause=ComplaintCause(row.cause),
        opened_at=stamp(row.opened_at),
        due_at=stamp(row.due_at),
        holder_id=row.holder_id,
        taken_at=stamp_or_none(row.taken_at),
        answered_at=stamp_or_none(row.answered_at),
    )
