"""The people who sign in, for their administrators."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from msgspec import Meta

from kentongan.accounts import services as accounts
from kentongan.kernel import clock
from kentongan.kernel.errors import NotSigned
from kentongan.orgs import selectors, services
from kentongan.orgs.enums import Role
from kentongan.orgs.models import RoleGrant
from kentongan.orgs.selectors import Person
from kentongan.regions.selectors import get_region
from kentongan.regions.types import dotted
from kentongan.web.endpoints import Api, answer, created
from kentongan.web.paging import decode_cursor, encode_cursor, page_size
from kentongan.web.requests import actor_of
from kentongan.web.wire import (
    Cursor,
    Limit,
    Line,
    Listed,
    Moment,
    RegionCode,
    Stamp,
    Text,
    stamp,
    stamp_or_none,
    utc_or_none,
)

api = Api(tag="People")


class WireGrant(msgspec.Struct, kw_only=True):
    """A role that a person holds at an organisation, for a region or an area set."""

    id: UUID
    user_id: UUID
    role: Role
    org_id: UUID
    region: str
    area_set_id: UUID | None
    valid_from: Stamp
    valid_until: Stamp | None


class WirePerson(msgspec.Struct, kw_only=True):
    """An account. `wait_s`: for so long wrong tries hold it up; `one_time_until`: its password is
    one that must be replaced.
    """

    id: UUID
    username: str
    name: str
    is_active: bool
    signed_in_at: Stamp | None
    second_factor: bool
    needs_second_factor: bool
    one_time_until: Stamp | None
    wait_s: int
    roles: list[WireGrant]


class WireOneTimePassword(msgspec.Struct, kw_only=True):
    """Shown this once. It opens nothing but the choice of one's own."""

    user_id: UUID
    username: str
    one_time_password: str
    valid_until: Stamp | None


class PeopleQuery(msgspec.Struct, kw_only=True):
    """Which people, and how many."""

    q: Annotated[Line, Meta(description="A part of an account name or a name.")] = ""
    limit: Limit | None = None
    cursor: Cursor | None = None


class PersonBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Somebody new."""

    username: Annotated[Line, Meta(examples=["rina.wahyuni"])]
    name: Line


class TakeBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What happened, and how the person was recognised."""

    reason: Text


class PasswordBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The password of now, and the one to come."""

    current: Line
    new: Line


class GrantBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A role, for a region and all below it or for an area set: one of the two."""

    role: Role
    org_id: UUID
    region: RegionCode = ""
    area_set_id: UUID | None = None
    valid_until: Moment | None = None


@api.get("/people", answer=Listed[WirePerson])
def list_people(request: HttpRequest, *, query: PeopleQuery) -> HttpResponse:
    """The people whose accounts you look after, by account name."""
    limit = page_size(query.limit)
    after = decode_cursor(query.cursor, str)[0] if query.cursor is not None else ""
    found = selectors.list_people(
        actor_of(request), clock.now(), said=query.q, after=after, limit=limit
    )
    following = encode_cursor(found[limit - 1].user.username) if len(found) > limit else None
    return answer(Listed(items=[_person(each) for each in found[:limit]], next=following))


@api.get("/people/<uuid:user_id>", answer=WirePerson)
def get_person(request: HttpRequest, *, user_id: UUID) -> HttpResponse:
    """One of them."""
    return _answer(request, user_id)


@api.post(
    "/people", answer=WireOneTimePassword, status=201, exempt=True,
    example={"username": "rina.wahyuni", "name": "Rina Wahyuni"},
)  # fmt: skip
def invite_person(request: HttpRequest, *, body: PersonBody) -> HttpResponse:
    """An account for somebody new. The answer is not kept: it shows the password this once."""
    user, password = services.invite_person(
        by=actor_of(request), username=body.username, name=body.name, at=clock.now()
    )
    told = _one_time(user.id, user.username, password, user.one_time_until)
    return created(told, f"{request.path}/{user.id}")


@api.post("/people/<uuid:user_id>/one-time-password", answer=WireOneTimePassword, exempt=True)
def give_one_time_password(request: HttpRequest, *, user_id: UUID) -> HttpResponse:
    """A password for a person who has lost theirs; their sessions end. Sent again it is another
    one: the answer is not kept, for it shows the password this once.
    """
    by = actor_of(request)
    password = services.give_one_time_password(by=by, user_id=user_id, at=clock.now())
    user = selectors.get_person(by, user_id, clock.now()).user
    return answer(_one_time(user.id, user.username, password, user.one_time_until))


@api.post(
    "/people/<uuid:user_id>/second-factor/take", answer=WirePerson,
    example={"reason": "Ponsel hilang; dikenali di kantor"},
)  # fmt: skip
def take_second_factor(request: HttpRequest, *, user_id: UUID, body: TakeBody) -> HttpResponse:
    """Take away a second factor that its person has lost; sessions and streams end. Never one's
    own.
    """
    services.take_second_factor(
        by=actor_of(request), user_id=user_id, reason=body.reason, at=clock.now()
    )
    return _answer(request, user_id)


@api.post("/people/<uuid:user_id>/deactivate", answer=WirePerson)
def deactivate_person(request: HttpRequest, *, user_id: UUID) -> HttpResponse:
    """Close an account; sessions, streams and tokens end. Never one's own or the last
    administrator's.
    """
    services.deactivate_person(by=actor_of(request), user_id=user_id, at=clock.now())
    return _answer(request, user_id)


@api.post("/people/<uuid:user_id>/reactivate", answer=WirePerson)
def reactivate_person(request: HttpRequest, *, user_id: UUID) -> HttpResponse:
    """Open a closed account again, with its password and the roles that have not ended."""
    services.reactivate_person(by=actor_of(request), user_id=user_id, at=clock.now())
    return _answer(request, user_id)


@api.post("/me/password", answer=None, status=204, exempt=True, slows_guesses=True)
def change_password(request: HttpRequest, *, body: PasswordBody) -> HttpResponse:
    """Replace your own password. Your other sessions and all tokens of the account end, the one
    that asks here included. Not kept under an Idempotency-Key: it holds both passwords.
    """
    entered = getattr(request, "signed_in", None)
    if entered is None:
        raise NotSigned
    accounts.change_password(
        by=entered.actor, current=body.current, new=body.new, keep=entered.session_id,
        at=clock.now(),
    )  # fmt: skip
    return HttpResponse(status=204)


@api.post("/people/<uuid:user_id>/sessions/end", answer=WirePerson)
def end_sessions(request: HttpRequest, *, user_id: UUID) -> HttpResponse:
    """End every session of a person, and with them their streams."""
    services.end_sessions(by=actor_of(request), user_id=user_id, at=clock.now())
    return _answer(request, user_id)


@api.post("/people/<uuid:user_id>/roles", answer=WireGrant, status=201)
def grant_role(request: HttpRequest, *, user_id: UUID, body: GrantBody) -> HttpResponse:
    """Give a role from now on, for a region and all below it or for an area set."""
    grant = services.grant_role(
        by=actor_of(request),
        user_id=user_id,
        org_id=body.org_id,
        role=body.role,
        region=get_region(body.region).code if body.region else "",
        area_set_id=body.area_set_id,
        valid_until=utc_or_none(body.valid_until, "valid_until"),
        at=clock.now(),
    )
    return answer(_grant(grant), status=201)


@api.post("/roles/<uuid:grant_id>/end", answer=WireGrant)
def end_grant(request: HttpRequest, *, grant_id: UUID) -> HttpResponse:
    """End a role from now on. Never the last administrator's."""
    grant = services.end_grant(by=actor_of(request), grant_id=grant_id, at=clock.now())
    return answer(_grant(grant))


def _answer(request: HttpRequest, user_id: UUID) -> HttpResponse:
    return answer(_person(selectors.get_person(actor_of(request), user_id, clock.now())))


def _person(person: Person) -> WirePerson:
    user = person.user
    return WirePerson(
        id=user.id,
        username=user.username,
        name=user.name,
        is_active=user.is_active,
        signed_in_at=stamp_or_none(user.signed_in_at),
        second_factor=user.has_second_factor,
        needs_second_factor=person.needs_factor,
        one_time_until=stamp_or_none(user.one_time_until),
        wait_s=person.wait_s,
        roles=[_grant(grant) for grant in person.grants],
    )


def _grant(grant: RoleGrant) -> WireGrant:
    return WireGrant(
        id=grant.id,
        user_id=grant.user_id,
        role=Role(grant.role),
        org_id=grant.org_id,
        region=dotted(grant.region),
        area_set_id=grant.area_set_id,
        valid_from=stamp(grant.valid_from),
        valid_until=stamp_or_none(grant.valid_until),
    )


def _one_time(
    user_id: UUID, username: str, password: str, valid_until: datetime | None
) -> WireOneTimePassword:
    return WireOneTimePassword(
        user_id=user_id,
        username=username,
        one_time_password=password,
        valid_until=stamp_or_none(valid_until),
    )
