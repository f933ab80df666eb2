"""Demoted numbers over HTTP: candidates, what holds, reviews, appeals, calls to be heard again."""

from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from msgspec import Meta

from kentongan.demotions import selectors, services
from kentongan.demotions.enums import AppealOutcome, EndCause, Exclusion, Ground, Verdict
from kentongan.demotions.models import Demotion, Listening
from kentongan.kernel import clock
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of
from kentongan.orgs.types import Rights
from kentongan.web.endpoints import Api, answer, created
from kentongan.web.requests import actor_of
from kentongan.web.wire import Listed, Stamp, stamp, stamp_or_none

api = Api(tag="Demotions")

Words = Annotated[str, Meta(max_length=400)]


class WireDemotionCandidate(msgspec.Struct, kw_only=True):
    """A number by its last prank; with `why_not` it never may be demoted."""

    call_id: UUID
    pranks: int
    operators: int
    first_at: Stamp
    last_at: Stamp
    why_not: Exclusion | None


class WireDemotion(msgspec.Struct, kw_only=True):
    """The calls of a number wait a little. The number is not told; words are read at the desk."""

    id: UUID
    granted_by: UUID
    granted_at: Stamp
    until_at: Stamp
    is_in_force: bool
    reviewed_by: UUID | None
    reviewed_at: Stamp | None
    appealed_at: Stamp | None
    appeal_outcome: AppealOutcome | None
    blocked_until: Stamp | None
    ended_at: Stamp | None
    end_cause: EndCause | None


class WireCallToHear(msgspec.Struct, kw_only=True):
    """A call that a colleague hears again."""

    demotion_id: UUID
    call_id: UUID
    ground: Ground
    drawn_at: Stamp
    verdict: Verdict | None


class DemoteBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The number, by one of its calls, and why."""

    call_id: UUID
    reason: Words


class ObjectionBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What the caller says against it."""

    words: Words


class ObjectionOutcomeBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    outcome: AppealOutcome


class VerdictBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    verdict: Verdict


class DecreeBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The decree that allows it, by its number."""

    decree: Annotated[str, Meta(max_length=200)]


@api.get("/demotions", answer=Listed[WireDemotion])
def list_demotions(request: HttpRequest) -> HttpResponse:
    """Those that have not ended, and the last that have."""
    rights = _rights(request)
    rows = selectors.list_open(rights) + selectors.list_ended(rights)
    return answer(Listed(items=[_demotion(row) for row in rows]))


@api.get("/demotions/candidates", answer=Listed[WireDemotionCandidate])
def list_candidates(request: HttpRequest) -> HttpResponse:
    """Numbers that enough people have recorded as a prankster's."""
    rights, by = _rights(request), actor_of(request)
    found = selectors.list_candidates(by, rights, clock.now())
    items = [
        WireDemotionCandidate(
            call_id=each.call_id, pranks=each.pranks, operators=each.operators,
            first_at=stamp(each.first_at), last_at=stamp(each.last_at),
            why_not=Exclusion(each.why_not) if each.why_not else None,
        )
        for each in found
    ]  # fmt: skip
    return answer(Listed(items=items))


@api.post(
    "/demotions", answer=WireDemotion, status=201,
    example={"call_id": "0192f0c0-0000-7000-8000-000000000001", "reason": "Iseng berulang."},
)  # fmt: skip
def demote_number(request: HttpRequest, *, body: DemoteBody) -> HttpResponse:
    """Let the calls of a number wait a little."""
    row = services.grant(
        by=actor_of(request), call_id=body.call_id, reason=body.reason, at=clock.now()
    )
    return created(_demotion(row), "/api/v1/demotions")


@api.post("/demotions/<uuid:demotion_id>/review", answer=WireDemotion)
def review_demotion(request: HttpRequest, demotion_id: UUID) -> HttpResponse:
    """Another supervisor has looked: it holds for its whole time."""
    row = services.review(by=actor_of(request), demotion_id=demotion_id, at=clock.now())
    return answer(_demotion(row))


@api.post("/demotions/<uuid:demotion_id>/lift", answer=WireDemotion)
def lift_demotion(request: HttpRequest, demotion_id: UUID) -> HttpResponse:
    """End it now."""
    row = services.lift(by=actor_of(request), demotion_id=demotion_id, at=clock.now())
    return answer(_demotion(row))


@api.post(
    "/demotions/<uuid:demotion_id>/appeal", answer=WireDemotion,
    example={"words": "Anak saya yang bermain dengan telepon."},
)  # fmt: skip
def object_to_demotion(
    request: HttpRequest, demotion_id: UUID, *, body: ObjectionBody
) -> HttpResponse:
    """Note what the caller says against it; it holds no longer until that is decided."""
    row = services.appeal(
        by=actor_of(request), demotion_id=demotion_id, words=body.words, at=clock.now()
    )
    return answer(_demotion(row))


@api.post(
    "/demotions/<uuid:demotion_id>/decide", answer=WireDemotion, example={"outcome": "LIFTED"}
)
def decide_objection(
    request: HttpRequest, demotion_id: UUID, *, body: ObjectionOutcomeBody
) -> HttpResponse:
    """Decide an appeal; not who granted it."""
    row = services.decide_appeal(
        by=actor_of(request), demotion_id=demotion_id, outcome=body.outcome, at=clock.now()
    )
    return answer(_demotion(row))


@api.post(
    "/demotions/<uuid:demotion_id>/block", answer=WireDemotion, example={"decree": "SK 112/7/2026"}
)
def block_number(request: HttpRequest, demotion_id: UUID, *, body: DecreeBody) -> HttpResponse:
    """Turn the number away, where the regency has switched that on."""
    row = services.block_number(
        by=actor_of(request), demotion_id=demotion_id, decree=body.decree, at=clock.now()
    )
    return answer(_demotion(row))


@api.get("/demotions/listenings", answer=Listed[WireCallToHear])
def list_listenings(request: HttpRequest) -> HttpResponse:
    """The calls that nobody has heard again yet."""
    rows = selectors.list_to_hear(_rights(request))
    return answer(Listed(items=[_listening(row) for row in rows]))


@api.post(
    "/demotions/<uuid:demotion_id>/calls/<uuid:call_id>/verdict", answer=WireCallToHear,
    example={"verdict": "PRANK"},
)  # fmt: skip
def hear_again(
    request: HttpRequest, demotion_id: UUID, call_id: UUID, *, body: VerdictBody
) -> HttpResponse:
    """Say what was heard in it; in earnest ends the demotion."""
    row = services.hear_again(
        by=actor_of(request), demotion_id=demotion_id, call_id=call_id, verdict=body.verdict,
        at=clock.now(),
    )  # fmt: skip
    return answer(_listening(row))


def _rights(request: HttpRequest) -> Rights:
    rights = rights_of(actor_of(request))
    rights.require_anywhere(Right.DEMOTE_NUMBERS)
    return rights


def _demotion(row: Demotion) -> WireDemotion:
    return WireDemotion(
        id=row.id, granted_by=row.granted_by, granted_at=stamp(row.granted_at),
        until_at=stamp(row.until_at), is_in_force=selectors.is_in_force(row, clock.now()),
        reviewed_by=row.reviewed_by, reviewed_at=stamp_or_none(row.reviewed_at),
        appealed_at=stamp_or_none(row.appealed_at),
        appeal_outcome=AppealOutcome(row.appeal_outcome) if row.appeal_outcome else None,
        blocked_until=stamp_or_none(row.blocked_until), ended_at=stamp_or_none(row.ended_at),
        end_cause=EndCause(row.end_cause) if row.end_cause else None,
    )  # fmt: skip


def _listening(row: Listening) -> WireCallToHear:
    return WireCallToHear(
        demotion_id=row.demotion_id, call_id=row.call_id, ground=Ground(row.ground),
        drawn_at=stamp(row.drawn_at), verdict=Verdict(row.verdict) if row.verdict else None,
    )  # fmt: skip
