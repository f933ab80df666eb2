"""Quality reviews over HTTP: what waits, the form, one's own reviews, appeals, trends."""

from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse

from kentongan.kernel import clock
from kentongan.orgs.selectors import rights_of
from kentongan.quality import selectors, services
from kentongan.quality.enums import AppealOutcome, Cause, Mark
from kentongan.quality.models import Review
from kentongan.quality.types import Question
from kentongan.web.endpoints import Api, answer
from kentongan.web.paging import page_size
from kentongan.web.requests import actor_of
from kentongan.web.wire import Line, Listed, Stamp, Text, copied, stamp, stamp_or_none

api = Api(tag="Quality")


class WireReview(msgspec.Struct, kw_only=True):
    """A call that was drawn for review. `score` is of the weighted questions; a critical mistake
    stands apart. Notes are read on the desk's page.
    """

    id: UUID
    call_id: UUID
    operator_id: UUID
    cause: Cause
    due_at: Stamp
    reviewer_id: UUID | None
    reviewed_at: Stamp | None
    score: int | None
    has_critical: bool
    acknowledged_at: Stamp | None
    appeal_until: Stamp | None
    appealed_at: Stamp | None
    outcome: AppealOutcome | None


class WireQuestion(msgspec.Struct, kw_only=True):
    """One question of the form; a critical one has no weight."""

    code: str
    words: str
    weight: int
    is_critical: bool


class WireFigure(msgspec.Struct, kw_only=True):
    """The reviews of a month. `mean` only from ten scores on."""

    month: str
    count: int
    critical: int
    mean: int | None


class ReviewQuery(msgspec.Struct, kw_only=True):
    """Which part of the list."""

    limit: int | None = None
    cursor: str | None = None


class ReviewBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Every question of the form by its code."""

    marks: dict[str, Mark]
    coach_note: Text = ""


class AppealBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Why it is to be looked at again."""

    text: Text


class DecisionBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Without `marks` the review is upheld."""

    decision: Text
    marks: dict[str, Mark] | None = None


class FormBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The form, from now on."""

    questions: list[WireQuestion]
    legal_basis: Line


_MARKS = {"GREETING": "YES"}


@api.get("/quality-reviews", answer=Listed[WireReview])
def list_reviews(request: HttpRequest, *, query: ReviewQuery) -> HttpResponse:
    """Those of the areas where you review, the newest first."""
    rows, cursor = selectors.page_of_reviews(
        rights_of(actor_of(request)), limit=page_size(query.limit), cursor=query.cursor
    )
    return answer(Listed(items=[_review(row) for row in rows], next=cursor))


@api.get("/quality-reviews/mine", answer=Listed[WireReview])
def list_own_reviews(request: HttpRequest) -> HttpResponse:
    """The finished reviews of your own calls."""
    return answer(Listed(items=[_review(row) for row in selectors.list_own(actor_of(request))]))


@api.post("/quality-reviews/<uuid:review_id>/take", answer=WireReview)
def take_review(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """Review it by name; nobody reviews a call of their own."""
    row = services.take_review(by=actor_of(request), review_id=review_id, at=clock.now())
    return answer(_review(row))


@api.post(
    "/quality-reviews/<uuid:review_id>/marks",
    answer=WireReview,
    example={"marks": _MARKS, "coach_note": "Tenang sampai akhir."},
)
def give_review(request: HttpRequest, review_id: UUID, *, body: ReviewBody) -> HttpResponse:
    """The form filled in, by who has taken it."""
    row = services.give_review(
        by=actor_of(request), review_id=review_id, marks=body.marks, coach_note=body.coach_note,
        at=clock.now(),
    )  # fmt: skip
    return answer(_review(row))


@api.post("/quality-reviews/<uuid:review_id>/acknowledge", answer=WireReview)
def acknowledge(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """You have read what was said of your call."""
    row = services.acknowledge(by=actor_of(request), review_id=review_id, at=clock.now())
    return answer(_review(row))


@api.post(
    "/quality-reviews/<uuid:review_id>/appeal",
    answer=WireReview,
    example={"text": "Alamat sudah diperiksa ulang pada menit kedua."},
)
def appeal(request: HttpRequest, review_id: UUID, *, body: AppealBody) -> HttpResponse:
    """Ask another supervisor to look again, once and in time."""
    row = services.appeal(by=actor_of(request), review_id=review_id, text=body.text, at=clock.now())
    return answer(_review(row))


@api.post(
    "/quality-reviews/<uuid:review_id>/decide",
    answer=WireReview,
    example={"decision": "Sudah didengar ulang, penilaian tetap."},
)
def decide_appeal(request: HttpRequest, review_id: UUID, *, body: DecisionBody) -> HttpResponse:
    """Uphold a review or change it. Neither its reviewer nor who took the call decides."""
    row = services.decide_appeal(
        by=actor_of(request), review_id=review_id, decision=body.decision, marks=body.marks,
        at=clock.now(),
    )  # fmt: skip
    return answer(_review(row))


@api.get("/quality-form", answer=Listed[WireQuestion])
def list_questions(request: HttpRequest) -> HttpResponse:
    """The questions in force."""
    actor_of(request)
    questions = selectors.questions_at(clock.now())
    return answer(Listed(items=[copied(WireQuestion, each) for each in questions]))


@api.post(
    "/quality-form",
    answer=Listed[WireQuestion],
    example={
        "questions": [{"code": "TONE", "words": "Tenang", "weight": 10, "is_critical": False}],
        "legal_basis": "SOP 112/3/2026",
    },
)
def set_form(request: HttpRequest, *, body: FormBody) -> HttpResponse:
    """Review by these from now on; reviews that were given keep theirs."""
    asked = [Question(**msgspec.structs.asdict(each)) for each in body.questions]
    services.set_form(
        by=actor_of(request), questions=asked, legal_basis=body.legal_basis, at=clock.now()
    )
    return answer(Listed(items=body.questions))


@api.get("/quality-trend", answer=Listed[WireFigure])
def show_trend(request: HttpRequest) -> HttpResponse:
    """The centre's last twelve months, the newest first. Nobody is named."""
    found = selectors.trend(clock.now(), rights=rights_of(actor_of(request)))
    return answer(Listed(items=[copied(WireFigure, each) for each in found]))


def _review(row: Review) -> WireReview:
    times = ("reviewed_at", "acknowledged_at", "appeal_until", "appealed_at")
    return copied(
        WireReview,
        row,
        cause=Cause(row.cause),
        due_at=stamp(row.due_at),
        outcome=AppealOutcome(row.outcome) if row.outcome else None,
        **{name: stamp_or_none(getattr(row, name)) for name in times},
    )
