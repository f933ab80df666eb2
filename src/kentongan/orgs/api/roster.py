"""The roster over HTTP: the month, planning it, swaps, and posts that must be covered."""

from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from msgspec import Meta

from kentongan.kernel import clock
from kentongan.orgs import selectors, services
from kentongan.orgs.enums import DutyKind, Right, SwapState
from kentongan.orgs.models import CoverRule, DutySwap
from kentongan.orgs.selectors import Gap
from kentongan.web.endpoints import Api, answer
from kentongan.web.requests import actor_of
from kentongan.web.wire import Line, Listed, Moment, Stamp, stamp, stamp_or_none, utc

api = Api(tag="Roster and handover")

A_DAY, LONGEST_AHEAD = timedelta(days=1), timedelta(days=31)


class WireGap(msgspec.Struct, kw_only=True):
    """A stretch in which too few are on duty at a post."""

    org_id: UUID
    kind: DutyKind
    post_id: UUID | None
    starts_at: Stamp
    ends_at: Stamp


class WirePlanned(msgspec.Struct, kw_only=True):
    """How many duties are new."""

    duties: int


class WireSwap(msgspec.Struct, kw_only=True):
    """A swap that is asked for, or what came of it. Without `asked_of` anybody may take it."""

    id: UUID
    duty_id: UUID
    in_return_id: UUID | None
    asked_of: UUID | None
    state: SwapState
    asked_at: Stamp
    decided_at: Stamp | None


class WireCover(msgspec.Struct, kw_only=True):
    """So many must be on duty here round the clock."""

    org_id: UUID
    kind: DutyKind
    post_id: UUID | None
    least: int
    legal_basis: str
    valid_from: Stamp


class MonthBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Any day of the month."""

    month: Annotated[date, Meta(examples=["2026-12-01"])]


class SwapBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The duty that is taken in return; without it, it is offered to all."""

    in_return_id: UUID | None = None


class CoverBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Who must be there, and by what right; 0 ends the watch."""

    kind: DutyKind
    least: Annotated[int, Meta(ge=0, le=100)]
    legal_basis: Line
    post_id: UUID | None = None


class GapQuery(msgspec.Struct, kw_only=True):
    """Until when; a day ahead when left out. At most 31 days."""

    until: Moment | None = None


@api.get("/orgs/<uuid:org_id>/uncovered", answer=Listed[WireGap])
def list_uncovered(request: HttpRequest, *, org_id: UUID, query: GapQuery) -> HttpResponse:
    """Where too few will be on duty of those who must be."""
    org = selectors.get_org(org_id)
    selectors.rights_of(actor_of(request)).require(
        Right.SEE_ROSTER, region=org.region, org_ids=(org.id,)
    )
    at = clock.now()
    until = utc(query.until, "until") if query.until else at + A_DAY
    gaps = selectors.uncovered_posts([org], at, min(until, at + LONGEST_AHEAD))
    return answer(Listed(items=[_gap(gap) for gap in gaps]))


@api.post("/orgs/<uuid:org_id>/cover", answer=WireCover, status=201)
def set_cover(request: HttpRequest, *, org_id: UUID, body: CoverBody) -> HttpResponse:
    """A post must be covered from now on; alarms go out ahead of each gap."""
    rule = services.set_cover(
        by=actor_of(request),
        org_id=org_id,
        kind=body.kind,
        least=body.least,
        legal_basis=body.legal_basis,
        post_id=body.post_id,
        at=clock.now(),
    )
    return answer(_cover(rule), status=201)


@api.post("/orgs/<uuid:org_id>/plan-month", answer=WirePlanned, example={"month": "2026-12-01"})
def plan_month(request: HttpRequest, *, org_id: UUID, body: MonthBody) -> HttpResponse:
    """Plan a month by the patterns in force. What is planned already stays as it is."""
    planned = services.plan_month(
        by=actor_of(request), org_id=org_id, month=body.month, at=clock.now()
    )
    return answer(WirePlanned(duties=planned))


@api.post("/duties/<uuid:duty_id>/swap", answer=WireSwap, status=201)
def ask_swap(request: HttpRequest, *, duty_id: UUID, body: SwapBody) -> HttpResponse:
    """Ask to be relieved of a duty that is still to come."""
    swap = services.ask_swap(
        by=actor_of(request), duty_id=duty_id, in_return_id=body.in_return_id, at=clock.now()
    )
    return answer(_swap(swap), status=201)


@api.post("/swaps/<uuid:swap_id>/agree", answer=WireSwap)
def agree_swap(request: HttpRequest, *, swap_id: UUID) -> HttpResponse:
    """Agree, or take what was offered to all."""
    return answer(_swap(services.agree_swap(by=actor_of(request), swap_id=swap_id, at=clock.now())))


@api.post("/swaps/<uuid:swap_id>/decline", answer=WireSwap)
def decline_swap(request: HttpRequest, *, swap_id: UUID) -> HttpResponse:
    """Say no, or ask no longer."""
    swap = services.decline_swap(by=actor_of(request), swap_id=swap_id, at=clock.now())
    return answer(_swap(swap))


def _gap(gap: Gap) -> WireGap:
    return WireGap(
        org_id=gap.org.id,
        kind=gap.kind,
        post_id=gap.post.id if gap.post else None,
        starts_at=stamp(gap.starts_at),
        ends_at=stamp(gap.ends_at),
    )


def _cover(rule: CoverRule) -> WireCover:
    return WireCover(
        org_id=rule.org_id,
        kind=DutyKind(rule.kind),
        post_id=rule.post_id,
        least=rule.least,
        legal_basis=rule.legal_basis,
        valid_from=stamp(rule.valid_from),
    )


def _swap(swap: DutySwap) -> WireSwap:
    return WireSwap(
        id=swap.id,
        duty_id=swap.duty_id,
        in_return_id=swap.in_return_id,
        asked_of=swap.asked_of_id,
        state=SwapState(swap.state),
        asked_at=stamp(swap.asked_at),
        decided_at=stamp_or_none(swap.decided_at),
    )
