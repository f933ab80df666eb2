"""Handing a post over, over HTTP: what is open, who holds it, the times of the roster."""

from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from msgspec import Meta

from kentongan.kernel import clock
from kentongan.orgs import selectors, services
from kentongan.orgs.enums import DutyTimeCode, MatterKind, Right
from kentongan.orgs.models import DutyTime, Handover, HandoverItem, Remark
from kentongan.orgs.selectors import HeldMatter
from kentongan.web.endpoints import Api, answer
from kentongan.web.requests import actor_of
from kentongan.web.wire import Line, Listed, Stamp, Text, stamp, stamp_or_none

api = Api(tag="Roster and handover")


class WireMatter(msgspec.Struct, kw_only=True):
    """Something open at an organisation. Without a holder it is everybody's who is on duty."""

    id: UUID
    kind: MatterKind
    title: str
    detail: str
    priority: str
    since: Stamp
    holder_duty_id: UUID | None
    holder_name: str


class WireHandoverItem(msgspec.Struct, kw_only=True):
    """One matter of a handover; `id` is what the taker names as read."""

    id: int
    kind: MatterKind
    matter_id: UUID
    title: str
    taken_at: Stamp | None


class WireHandover(msgspec.Struct, kw_only=True):
    """What one duty hands to the next."""

    id: UUID
    org_id: UUID
    giver_duty_id: UUID
    giver_name: str
    taker_duty_id: UUID
    taker_name: str
    note: str
    offered_at: Stamp
    taken_at: Stamp | None
    items: list[WireHandoverItem]


class WireRemark(msgspec.Struct, kw_only=True):
    """Something open that no other room knows."""

    id: UUID
    org_id: UUID
    text: str
    opened_at: Stamp
    settled_at: Stamp | None


class WireDutyTime(msgspec.Struct, kw_only=True):
    """A time of the roster in force; an alarm's list has the longest first."""

    code: DutyTimeCode
    seconds: list[int]


class HandOverBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """To whom, and what: ids of open matters."""

    to_duty_id: UUID
    items: list[UUID]
    note: Text = ""


class TakeBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The items that the taker has read: all of them."""

    read: list[int]


class RemarkBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What is open."""

    text: Line


class DutyTimesBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A time of the roster, and by what right."""

    code: DutyTimeCode
    seconds: Annotated[list[int], Meta(examples=[[86400, 7200, 0]])]
    legal_basis: Line


@api.get("/orgs/<uuid:org_id>/matters", answer=Listed[WireMatter])
def list_matters(request: HttpRequest, *, org_id: UUID) -> HttpResponse:
    """What is open at an organisation, the most urgent first, and who holds it."""
    org = selectors.get_org(org_id)
    selectors.rights_of(actor_of(request)).require(
        Right.SEE_ROSTER, region=org.region, org_ids=(org.id,)
    )
    return answer(Listed(items=[_held(each) for each in selectors.open_matters(org, clock.now())]))


@api.get("/handovers", answer=Listed[WireHandover])
def list_handovers(request: HttpRequest) -> HttpResponse:
    """The handovers that wait to be taken: offered to you, or of rosters that you keep."""
    by = actor_of(request)
    rights = selectors.rights_of(by)
    rights.require_anywhere(Right.SEE_ROSTER)
    return answer(Listed(items=[_handover(e) for e in selectors.list_offered(rights, by.id)]))


@api.post("/duties/<uuid:duty_id>/hand-over", answer=WireHandover, status=201)
def hand_over(request: HttpRequest, *, duty_id: UUID, body: HandOverBody) -> HttpResponse:
    """Offer what is open to a successor, who takes it by name. To your own duty, as the keeper of
    the roster: it is taken with that.
    """
    handover = services.hand_over(
        by=actor_of(request),
        duty_id=duty_id,
        to_duty_id=body.to_duty_id,
        items=body.items,
        note=body.note,
        at=clock.now(),
    )
    return answer(_handover(handover), status=201)


@api.post("/handovers/<uuid:handover_id>/take", answer=WireHandover)
def take_handover(request: HttpRequest, *, handover_id: UUID, body: TakeBody) -> HttpResponse:
    """Take all of it in your own name, once you have read each."""
    handover = services.take_over(
        by=actor_of(request), handover_id=handover_id, read=body.read, at=clock.now()
    )
    return answer(_handover(handover))


@api.post("/orgs/<uuid:org_id>/remarks", answer=WireRemark, status=201)
def note_remark(request: HttpRequest, *, org_id: UUID, body: RemarkBody) -> HttpResponse:
    """Note something open that no other room knows: a broken line."""
    remark = services.note_remark(
        by=actor_of(request), org_id=org_id, text=body.text, at=clock.now()
    )
    return answer(_remark(remark), status=201)


@api.post("/remarks/<uuid:remark_id>/settle", answer=WireRemark)
def settle_remark(request: HttpRequest, *, remark_id: UUID) -> HttpResponse:
    """It is open no longer."""
    remark = services.settle_remark(by=actor_of(request), remark_id=remark_id, at=clock.now())
    return answer(_remark(remark))


@api.get("/duty-times", answer=Listed[WireDutyTime])
def list_duty_times(request: HttpRequest) -> HttpResponse:
    """The times of the roster in force."""
    selectors.rights_of(actor_of(request)).require_anywhere(Right.SEE_ROSTER)
    found = {code: selectors.duty_times(code, clock.now()) for code in DutyTimeCode}
    items = [
        WireDutyTime(code=code, seconds=[int(each.total_seconds()) for each in times])
        for code, times in found.items()
    ]
    return answer(Listed(items=items))


@api.post(
    "/duty-times",
    answer=WireDutyTime,
    example={"code": "COVER_AHEAD", "seconds": [86400, 7200, 0], "legal_basis": "SOP 112/2026"},
)
def set_duty_times(request: HttpRequest, *, body: DutyTimesBody) -> HttpResponse:
    """Set a time of the roster from now on."""
    row = services.set_duty_times(
        by=actor_of(request),
        code=body.code,
        seconds=body.seconds,
        legal_basis=body.legal_basis,
        at=clock.now(),
    )
    return answer(_duty_time(row))


def _held(held: HeldMatter) -> WireMatter:
    matter, holder = held.matter, held.holder
    return WireMatter(
        id=matter.id,
        kind=matter.kind,
        title=matter.title,
        detail=matter.detail,
        priority=matter.priority,
        since=stamp(matter.since),
        holder_duty_id=holder.id if holder else None,
        holder_name=holder.person_name if holder else "",
    )


def _handover(handover: Handover) -> WireHandover:
    return WireHandover(
        id=handover.id,
        org_id=handover.org_id,
        giver_duty_id=handover.giver_id,
        giver_name=handover.giver.person_name,
        taker_duty_id=handover.taker_id,
        taker_name=handover.taker.person_name,
        note=handover.note,
        offered_at=stamp(handover.offered_at),
        taken_at=stamp_or_none(handover.taken_at),
        items=[_item(item) for item in handover.items.all()],
    )


def _item(item: HandoverItem) -> WireHandoverItem:
    return WireHandoverItem(
        id=item.id,
        kind=MatterKind(item.kind),
        matter_id=item.matter_id,
        title=item.title,
        taken_at=stamp_or_none(item.taken_at),
    )


def _remark(remark: Remark) -> WireRemark:
    return WireRemark(
        id=remark.id,
        org_id=remark.org_id,
        text=remark.text,
        opened_at=stamp(remark.opened_at),
        settled_at=stamp_or_none(remark.settled_at),
    )


def _duty_time(row: DutyTime) -> WireDutyTime:
    return WireDutyTime(code=DutyTimeCode(row.code), seconds=row.seconds)
