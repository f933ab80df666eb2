"""Pengaturan › Instansi: an agency's mode, telephones, posts, units, tasks and promises."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.console.decided import who_decided
from kentongan.console.forms import choice, identifier, line, ticked
from kentongan.console.gate import act, done, page, show
from kentongan.console.intake import categories_by_family
from kentongan.console.settings_forms import (
    LONGEST_PHONE,
    area,
    basis,
    begins,
    capabilities,
    chain,
    coverage,
    fact,
    needed,
    org_code,
    point,
    promised,
    subject,
    whole,
)
from kentongan.dispatch import services as dispatch
from kentongan.dispatch.enums import DispatchMode
from kentongan.dispatch.selectors import configuration
from kentongan.fleet import services as fleet
from kentongan.fleet.enums import Capability, UnitKind
from kentongan.fleet.selectors import units_snapshot
from kentongan.incidents.enums import PartyRole, Priority
from kentongan.incidents.selectors import list_questions
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.orgs import selectors, services
from kentongan.orgs.enums import DutyKind, OrgKind, PostKind, Right
from kentongan.regions import selectors as regions
from kentongan.web.requests import actor_of

LINES_OF_A_CHAIN = 4
MOST_AT_A_POST = 99
"""A bound against a slip of the finger."""


@page(Right.CONFIGURE)
def agencies(request: HttpRequest) -> HttpResponse:
    """Every organisation with how it is sent to, and a form for one more."""
    at, found = clock.now(), configuration()
    orgs = selectors.list_orgs()
    return show(
        request,
        "settings_agencies.html",
        rows=[(org, found.mode_of(org.id, at), found.escalation(org.id, at)) for org in orgs],
        kinds=OrgKind.choices,
        areas=regions.list_children(journal.node().region),
    )


@page(Right.CONFIGURE)
def agency(request: HttpRequest, org_id: UUID) -> HttpResponse:
    """One of them, with all that has been decided about it."""
    at, found, org = clock.now(), configuration(), selectors.get_org(org_id)
    chain_now = found.escalation(org_id, at)
    decided: dict[str, list[Any]] = {
        "modes": [row for row in found.modes if row.org_id == org_id],
        "alarms": [row for row in found.station_alarms if row.org_id == org_id],
        "steps": [row for row in found.steps if row.org_id == org_id],
        "routing": [row for row in found.routing if row.org_id == org_id],
        "promises": [row for row in found.promises if row.org_id == org_id],
        "cover": selectors.list_cover(org_id),
    }
    return show(
        request,
        "settings_agency.html",
        **decided,
        who=who_decided(row for rows in decided.values() for row in rows),
        org=org,
        at=at,
        mode=found.mode_of(org_id, at),
        alarm=found.station_alarm(org_id, at),
        mode_choices=DispatchMode.choices,
        chain=[*chain_now, *[None] * (LINES_OF_A_CHAIN - len(chain_now))],
        posts=[
            (post, {row.region: row.rank for row in post.coverage.all()})
            for post in selectors.list_posts(org_id)
        ],
        units=[unit for unit in units_snapshot().units if unit.org_id == org_id],
        families=categories_by_family(at),
        roles=PartyRole.choices,
        questions=list({each.code: each for each in list_questions(at)}.values()),
        priorities=Priority.choices,
        capabilities=Capability.choices,
        unit_kinds=UnitKind.choices,
        post_kinds=PostKind.choices,
        duty_kinds=DutyKind.choices,
        areas=regions.list_children(journal.node().region),
    )


@act(Right.CONFIGURE)
def open_agency(request: HttpRequest) -> HttpResponse:
    """Bring an organisation in; the answer leads to its page."""
    kind = choice(request, "kind", OrgKind)
    org = services.open_org(
        by=actor_of(request),
        code=org_code(request),
        name=needed(request, "name", longest=160),
        short_name=needed(request, "short_name", longest=40),
        kind=kind,
        region=area(request, beyond=kind == OrgKind.NEIGHBOUR),
        phone=line(request, "phone", longest=LONGEST_PHONE),
        is_joined=ticked(request, "is_joined"),
        at=clock.now(),
    )
    return _back(request, org.id)


@act(Right.CONFIGURE)
def change_agency(request: HttpRequest, org_id: UUID) -> HttpResponse:
    """Its name, telephone, and whether it answers in the system."""
    return _do(
        request,
        org_id,
        services.change_org,
        name=needed(request, "name", longest=160),
        short_name=needed(request, "short_name", longest=40),
        phone=line(request, "phone", longest=LONGEST_PHONE),
        answers_by=line(request, "answers_by") if "answers_by" in request.POST else None,
        is_joined=ticked(request, "is_joined"),
    )


@act(Right.CONFIGURE)
def set_mode(request: HttpRequest, org_id: UUID) -> HttpResponse:
    """How it is sent to, now or later."""
    return _decide(
        request,
        org_id,
        dispatch.set_agency_mode,
        mode=choice(request, "mode", DispatchMode),
    )


@act(Right.CONFIGURE)
def set_station_alarm(request: HttpRequest, org_id: UUID) -> HttpResponse:
    """Up to which priority its posts are rung by themselves, by which decree; or no longer."""
    return _decide(
        request,
        org_id,
        dispatch.set_station_alarm,
        up_to=choice(request, "up_to", Priority) if request.POST.get("up_to") else "",
    )


@act(Right.CONFIGURE)
def set_chain(request: HttpRequest, org_id: UUID) -> HttpResponse:
    """Whose telephone rings when nobody answers, in order."""
    return _decide(
        request,
        org_id,
        dispatch.set_escalation,
        steps=chain(request),
    )


@act(Right.CONFIGURE)
def set_agency_promise(request: HttpRequest, org_id: UUID) -> HttpResponse:
    """What this agency promises otherwise than all do."""
    return _decide(
        request,
        org_id,
        dispatch.set_promise,
        priority=choice(request, "priority", Priority),
        times=promised(request),
    )


@act(Right.CONFIGURE)
def add_route(request: HttpRequest, org_id: UUID) -> HttpResponse:
    """What it is asked for, where, and with what."""
    return _decide(
        request,
        org_id,
        dispatch.add_routing_rule,
        region=area(request),
        role=choice(request, "role", PartyRole),
        capabilities=capabilities(request),
        fact=fact(request),
        **subject(request),
    )


@act(Right.CONFIGURE)
def end_route(request: HttpRequest, rule_id: int) -> HttpResponse:
    """It is no longer asked for this."""
    row = dispatch.end_routing_rule(by=actor_of(request), rule_id=rule_id, at=clock.now())
    return _back(request, row.org_id)


@act(Right.CONFIGURE)
def open_post(request: HttpRequest, org_id: UUID) -> HttpResponse:
    """A place where its people or units stand."""
    where = point(request)
    return _do(
        request,
        org_id,
        services.open_post,
        name=needed(request, "name", longest=120),
        kind=choice(request, "kind", PostKind),
        region=area(request),
        lat=where.lat if where else None,
        lon=where.lon if where else None,
        phone=line(request, "phone", longest=LONGEST_PHONE),
    )


@act(Right.CONFIGURE)
def set_cover(request: HttpRequest, org_id: UUID) -> HttpResponse:
    """How many must be there round the clock, at one of its posts or at any."""
    return _decide(
        request,
        org_id,
        services.set_cover,
        post_id=identifier(request, "post_id") if request.POST.get("post_id") else None,
        kind=choice(request, "kind", DutyKind),
        least=whole(request, "least", least=0, most=MOST_AT_A_POST),
    )


@act(Right.CONFIGURE)
def set_coverage(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """The areas a post answers for."""
    post = services.set_coverage(
        by=actor_of(request),
        post_id=post_id,
        ranks=coverage(request, journal.node().region),
        at=clock.now(),
    )
    return _back(request, post.org_id)


@act(Right.CONFIGURE)
def add_unit(request: HttpRequest, org_id: UUID) -> HttpResponse:
    """A vehicle or a team at one of its posts."""
    return _do(
        request,
        org_id,
        fleet.add_unit,
        post_id=identifier(request, "post_id"),
        call_sign=needed(request, "call_sign", longest=40),
        kind=choice(request, "kind", UnitKind),
        capabilities=capabilities(request),
        phone=line(request, "phone", longest=LONGEST_PHONE),
    )


def _do(
    request: HttpRequest, org_id: UUID, service: Callable[..., object], **said: object
) -> HttpResponse:
    """One act on the agency, in the name of the one who asks, now; and its page again."""
    service(by=actor_of(request), org_id=org_id, **said, at=clock.now())
    return _back(request, org_id)


def _decide(
    request: HttpRequest, org_id: UUID, service: Callable[..., object], **said: object
) -> HttpResponse:
    """The same for a decision: on what legal basis, and from when."""
    decided = {"legal_basis": basis(request), "valid_from": begins(request)}
    return _do(request, org_id, service, **said, **decided)


def _back(request: HttpRequest, org_id: UUID) -> HttpResponse:
    return done(request, to=reverse("console:settings-agency", args=[org_id]))
