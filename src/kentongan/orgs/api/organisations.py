"""Organisations and regions over HTTP: who there is, and where a name is."""

from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from msgspec import Meta

from kentongan.kernel import clock
from kentongan.kernel.actors import ActorKind
from kentongan.kernel.errors import NotAllowed
from kentongan.orgs import selectors, services
from kentongan.orgs.enums import DutyKind, OrgKind, PostKind, Right, Role
from kentongan.orgs.models import BreakGlass, Duty, Organisation, Post
from kentongan.regions import selectors as regions
from kentongan.regions.types import RegionMatch, dotted
from kentongan.web.endpoints import Api, answer
from kentongan.web.requests import actor_of
from kentongan.web.wire import (
    Line,
    Listed,
    RegionCode,
    Stamp,
    Text,
    stamp,
    stamp_or_none,
)

api = Api(tag="Organisations and regions")

MOST_FOUND = 50


class WireOrg(msgspec.Struct, kw_only=True):
    """An organisation. `is_joined`: it answers in the system; else by telephone."""

    id: UUID
    code: str
    name: str
    short_name: str
    kind: OrgKind
    region: RegionCode
    phone: str
    is_joined: bool
    is_invented: bool


class WirePost(msgspec.Struct, kw_only=True):
    """Where people or units of an organisation stand."""

    id: UUID
    org_id: UUID
    name: str
    kind: PostKind
    region: RegionCode
    lat: float | None
    lon: float | None
    phone: str
    covers: list[str]
    is_invented: bool


class WireDuty(msgspec.Struct, kw_only=True):
    """Somebody who is on duty now."""

    id: UUID
    org_id: UUID
    kind: DutyKind
    person_name: str
    post_id: UUID | None
    starts_at: Stamp
    ends_at: Stamp
    signed_on: bool


class WireRole(msgspec.Struct, kw_only=True):
    """A role that you hold."""

    role: Role
    org_id: UUID
    areas: list[str]


class WireMe(msgspec.Struct, kw_only=True):
    """Who you are here."""

    id: UUID
    org_id: UUID | None
    roles: list[WireRole]
    rights: list[str]
    break_glass: bool


class WireRegion(msgspec.Struct, kw_only=True):
    """A region that a search has found."""

    code: RegionCode
    name: str
    label: str
    path: str
    level: int
    score: float
    landmarks: list[str]


class RegionsFound(msgspec.Struct, kw_only=True):
    """What a name may mean. With `needs_choice` a person asks `question` and picks."""

    items: list[WireRegion]
    next: str | None = None
    needs_choice: bool
    question: str


class WireBreakGlass(msgspec.Struct, kw_only=True):
    """Rights taken in an emergency, for a reason, for a short time."""

    id: UUID
    user_id: UUID
    reason: str
    started_at: Stamp
    expires_at: Stamp
    reviewed_at: Stamp | None
    review_note: str
    reviewed_by: UUID | None


class ReviewBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What the use was worth."""

    note: Text


class OrgQuery(msgspec.Struct, kw_only=True):
    """Which organisation."""

    org_id: UUID | None = None


class RegionQuery(msgspec.Struct, kw_only=True):
    """What is looked for."""

    q: Annotated[Line, Meta(description="A name, or a code.")] = ""
    within: Annotated[
        RegionCode, Meta(description="Only below this region.")
    ] = ""  # fmt: skip
    level: Annotated[
        int, Meta(ge=1, le=4, description="1 province … 4 village.")
    ] | None = None  # fmt: skip
    limit: Annotated[int, Meta(ge=1, le=MOST_FOUND)] = 10


@api.get("/me", answer=WireMe)
def get_me(request: HttpRequest) -> HttpResponse:
    """Who the token belongs to, with roles and rights."""
    by = actor_of(request)
    rights = selectors.rights_of(by)
    roles = [
        WireRole(role=g.role, org_id=g.org_id, areas=[dotted(area) for area in g.areas])
        for g in rights.grants
    ]
    return answer(
        WireMe(
            id=by.id, org_id=by.org_id, roles=roles, break_glass=rights.break_glass,
            rights=[right.value for right in Right if rights.has_anywhere(right)],
        )
    )  # fmt: skip


@api.get("/orgs", answer=Listed[WireOrg])
def list_orgs(request: HttpRequest) -> HttpResponse:
    """All organisations by name."""
    return answer(Listed(items=[_org(org) for org in selectors.list_orgs()]))


@api.get("/posts", answer=Listed[WirePost])
def list_posts(request: HttpRequest, *, query: OrgQuery) -> HttpResponse:
    """Posts, of one organisation or all, with what they cover."""
    return answer(Listed(items=[_post(post) for post in selectors.list_posts(query.org_id)]))


@api.get("/orgs/<uuid:org_id>/duties", answer=Listed[WireDuty])
def list_duties(request: HttpRequest, *, org_id: UUID) -> HttpResponse:
    """Who is on duty at an organisation now, those who have signed on first."""
    org = selectors.get_org(org_id)
    selectors.rights_of(actor_of(request)).require(
        Right.SEE_ROSTER, region=org.region, org_ids=(org.id,)
    )
    duties = selectors.on_duty(org_id, None, clock.now())
    return answer(Listed(items=[_duty(duty) for duty in duties]))


@api.get("/duties", answer=Listed[WireDuty])
def list_all_duties(request: HttpRequest) -> HttpResponse:
    """Who is on duty now, agency by agency, of the rosters that you may see."""
    duties = selectors.list_duties(selectors.rights_of(actor_of(request)), clock.now())
    return answer(Listed(items=[_duty(duty) for duty in duties]))


@api.post("/duties/<uuid:duty_id>/sign-on", answer=WireDuty)
def sign_on(request: HttpRequest, *, duty_id: UUID) -> HttpResponse:
    """Begin a duty: from one hour before it starts."""
    return answer(_duty(services.sign_on(by=actor_of(request), duty_id=duty_id, at=clock.now())))


@api.post("/duties/<uuid:duty_id>/sign-off", answer=WireDuty)
def sign_off(request: HttpRequest, *, duty_id: UUID) -> HttpResponse:
    """End a duty."""
    return answer(_duty(services.sign_off(by=actor_of(request), duty_id=duty_id, at=clock.now())))


@api.post("/break-glass/<uuid:break_glass_id>/review", answer=WireBreakGlass)
def review_break_glass(
    request: HttpRequest, *, break_glass_id: UUID, body: ReviewBody
) -> HttpResponse:
    """Say what a use was worth. Never one's own."""
    by = actor_of(request)
    if by.kind is not ActorKind.PERSON:
        raise NotAllowed
    broken = services.review_break_glass(
        by=by, break_glass_id=break_glass_id, note=body.note, at=clock.now()
    )
    return answer(_broken(broken))


@api.get("/regions", answer=RegionsFound)
def search_regions(request: HttpRequest, *, query: RegionQuery) -> HttpResponse:
    """Regions whose name is, sounds like, or looks like `q`. A shared name is never picked."""
    if not query.q:
        return _children(query)
    found = regions.search_regions(
        query.q, within=query.within, level=query.level, limit=query.limit
    )
    return answer(
        RegionsFound(
            items=[_region(match) for match in found.candidates],
            needs_choice=found.needs_choice, question=found.question,
        )
    )  # fmt: skip


def _children(query: RegionQuery) -> HttpResponse:
    """Without a name: the regions directly below one, or the topmost."""
    below = regions.list_children(query.within) if query.within else regions.list_roots()
    items = [
        WireRegion(
            code=row.dotted, name=row.name, label=row.name, path=regions.path_of(row.code),
            level=row.level, score=1.0, landmarks=[],
        )
        for row in below
    ]  # fmt: skip
    return answer(RegionsFound(items=items, needs_choice=False, question=""))


def _region(match: RegionMatch) -> WireRegion:
    return WireRegion(
        code=dotted(match.code),
        name=match.name,
        label=match.label,
        path=match.path,
        level=match.level,
        score=match.score,
        landmarks=list(match.landmarks),
    )


def _org(org: Organisation) -> WireOrg:
    return WireOrg(
        id=org.id,
        code=org.code,
        name=org.name,
        short_name=org.short_name,
        kind=OrgKind(org.kind),
        region=dotted(org.region),
        phone=org.phone,
        is_joined=org.is_joined,
        is_invented=org.is_invented,
    )


def _post(post: Post) -> WirePost:
    return WirePost(
        id=post.id,
        org_id=post.org_id,
        name=post.name,
        kind=PostKind(post.kind),
        region=dotted(post.region),
        lat=post.lat,
        lon=post.lon,
        phone=post.phone,
        covers=[dotted(each.region) for each in post.coverage.all()],
        is_invented=post.is_invented,
    )


def _duty(duty: Duty) -> WireDuty:
    return WireDuty(
        id=duty.id,
        org_id=duty.org_id,
        kind=DutyKind(duty.kind),
        person_name=duty.person_name,
        post_id=duty.post_id,
        starts_at=stamp(duty.starts_at),
        ends_at=stamp(duty.ends_at),
        signed_on=duty.signed_on_at is not None,
    )


def _broken(row: BreakGlass) -> WireBreakGlass:
    review = getattr(row, "review", None)
    return WireBreakGlass(
        id=row.id,
        user_id=row.user_id,
        reason=row.reason,
        started_at=stamp(row.started_at),
        expires_at=stamp(row.expires_at),
        reviewed_at=stamp_or_none(review.reviewed_at if review else None),
        review_note=review.note if review else "",
        reviewed_by=review.reviewed_by_id if review else None,
    )
