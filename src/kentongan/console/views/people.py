"""Pengguna: the people who sign in, what they may do, and the keys that they have lost."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.console.forms import choice, identifier, line, moment, text
from kentongan.console.gate import CHANGED, act, done, my_rights, page, show, told
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.kernel.text import require_storable
from kentongan.orgs import selectors, services
from kentongan.orgs.enums import Right, Role
from kentongan.regions import selectors as regions
from kentongan.web.paging import decode_cursor, encode_cursor
from kentongan.web.requests import actor_of
from kentongan.web.wire import LONGEST_LINE

ROWS = 50


@page(Right.MANAGE_ACCOUNTS)
def people(request: HttpRequest) -> HttpResponse:
    """The people an administrator looks after, by account name, or those who are looked for."""
    said = require_storable("q", request.GET.get("q", ""))[:LONGEST_LINE].strip()
    cursor = request.GET.get("cursor", "")
    found = selectors.list_people(
        actor_of(request),
        clock.now(),
        said=said,
        after=decode_cursor(cursor, str)[0] if cursor else "",
        limit=ROWS,
    )
    return show(
        request,
        "people.html",
        live_after=journal.last_seq(),
        items=found[:ROWS],
        said=said,
        cursor=cursor,
        next=encode_cursor(found[ROWS - 1].user.username) if len(found) > ROWS else "",
        invites=selectors.is_for_the_node(my_rights(request), Right.MANAGE_ACCOUNTS),
    )


@page(Right.MANAGE_ACCOUNTS)
def person(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """One of them, with what may be done for them."""
    return show(
        request,
        "person.html",
        live_after=journal.last_seq(),
        roles=Role.choices,
        orgs=selectors.list_orgs(),
        areas=regions.list_children(journal.node().region),
        **_person(request, user_id),
    )


@page(Right.MANAGE_ACCOUNTS)
def person_part(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """What changes of it, read again after each act."""
    return show(request, "_person_account.html", **_person(request, user_id))


@told(Right.MANAGE_ACCOUNTS)
def invite(request: HttpRequest) -> HttpResponse:
    """An account for somebody new; the answer shows the one-time password."""
    user, password = services.invite_person(
        by=actor_of(request),
        username=line(request, "username"),
        name=line(request, "name"),
        at=clock.now(),
    )
    return _one_time(request, user.id, password)


@told(Right.MANAGE_ACCOUNTS)
def give_password(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """A one-time password for a person who has lost theirs; shown this once."""
    password = services.give_one_time_password(
        by=actor_of(request), user_id=user_id, at=clock.now()
    )
    return _one_time(request, user_id, password)


@act(Right.TAKE_FACTORS)
def take_factor(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Take a lost second factor away, for a reason."""
    services.take_second_factor(
        by=actor_of(request), user_id=user_id, reason=text(request, "reason"), at=clock.now()
    )
    return done(request, back=_page_of(user_id))


@act(Right.MANAGE_ACCOUNTS)
def deactivate(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Close an account."""
    services.deactivate_person(by=actor_of(request), user_id=user_id, at=clock.now())
    return done(request, back=_page_of(user_id))


@act(Right.MANAGE_ACCOUNTS)
def reactivate(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Open it again."""
    services.reactivate_person(by=actor_of(request), user_id=user_id, at=clock.now())
    return done(request, back=_page_of(user_id))


@act(Right.MANAGE_ACCOUNTS)
def end_sessions(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """End every session of a person."""
    services.end_sessions(by=actor_of(request), user_id=user_id, at=clock.now())
    return done(request, back=_page_of(user_id))


@act(Right.MANAGE_ACCOUNTS)
def grant_role(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Give a role from now on."""
    services.grant_role(
        by=actor_of(request),
        user_id=user_id,
        org_id=identifier(request, "org_id"),
        role=choice(request, "role", Role),
        region=regions.get_region(line(request, "region")).code,
        valid_until=_until(request),
        at=clock.now(),
    )
    return done(request, back=_page_of(user_id))


@act(Right.MANAGE_ACCOUNTS)
def end_grant(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """End a role from now on."""
    grant = services.end_grant(by=actor_of(request), grant_id=grant_id, at=clock.now())
    return done(request, back=_page_of(grant.user_id))


def _until(request: HttpRequest) -> datetime | None:
    return moment(request, "valid_until") if request.POST.get("valid_until") else None


def _page_of(user_id: UUID) -> str:
    return reverse("console:person", args=[user_id])


def _person(request: HttpRequest, user_id: UUID) -> dict[str, object]:
    by = actor_of(request)
    return {
        "person": selectors.get_person(by, user_id, clock.now()),
        "is_me": by.id == user_id,
        "takes": my_rights(request).has_anywhere(Right.TAKE_FACTORS),
    }


def _one_time(request: HttpRequest, user_id: UUID, password: str) -> HttpResponse:
    shown = selectors.get_person(actor_of(request), user_id, clock.now())
    response = show(request, "_one_time.html", person=shown, password=password)
    response.headers["HX-Trigger"] = CHANGED
    return response
