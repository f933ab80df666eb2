"""Pengaturan › Rencana respons: what goes to what, alarm by alarm, and a trial at any point."""

from itertools import groupby
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.console import forms, plans
from kentongan.console.decided import who_decided
from kentongan.console.gate import act, done, page, show, told
from kentongan.console.intake import categories_by_family
from kentongan.console.settings_forms import basis, begins
from kentongan.dispatch import selectors, services
from kentongan.dispatch.enums import LEVELS
from kentongan.dispatch.selectors import configuration, levels_of, subject_of
from kentongan.fleet.enums import Capability
from kentongan.incidents.enums import Priority
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.kernel.errors import NotFound, mark
from kentongan.orgs import selectors as orgs
from kentongan.orgs.enums import OrgKind, Right
from kentongan.orgs.types import Organisation
from kentongan.regions import selectors as regions
from kentongan.web.requests import actor_of

PROPOSED = 10
NOT_TOLD = (OrgKind.CENTRE, OrgKind.NEIGHBOUR)
"""112 itself knows; a neighbour is asked, by a person."""


@page(Right.CONFIGURE)
def response_plans(request: HttpRequest) -> HttpResponse:
    """Every plan as it stands or stood last, and a form for a new one."""
    at, named = clock.now(), _orgs()
    newest_first = sorted(configuration().plans, key=plans.known_by)  # keeps the newest first
    kept = [list(rows) for _, rows in groupby(newest_first, key=plans.known_by)]
    standing = [next((row for row in rows if row.is_valid(at)), rows[0]) for rows in kept]
    return show(
        request,
        "settings_plans.html",
        plans=[(row, plans.shown(levels_of(row), named)) for row in standing],
        who=who_decided(standing),
        at=at,
        **_choices(named),
        levels=plans.form_rows(plans.EMPTY),
        plan=None,
    )


@page(Right.CONFIGURE)
def one_plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """One plan with all its versions, and the form that makes the next one."""
    at, named = clock.now(), _orgs()
    known = configuration().plans
    asked = next((row for row in known if row.id == plan_id), None)
    if asked is None:
        raise NotFound(thing=mark("Rencana respons"))
    rows = [row for row in known if plans.known_by(row) == plans.known_by(asked)]
    now = next((row for row in rows if row.is_valid(at)), None)
    return show(
        request,
        "settings_plan.html",
        plan=asked,
        now=now,
        versions=[(row, plans.shown(levels_of(row), named)) for row in rows],
        who=who_decided(rows),
        at=at,
        **_choices(named),
        levels=plans.form_rows(levels_of(now or rows[0])),
        basis=(now or rows[0]).legal_basis,
    )


@act(Right.CONFIGURE)
def set_plan(request: HttpRequest) -> HttpResponse:
    """A plan, or its next version, from now on or from a later day."""
    plan = services.set_response_plan(
        by=actor_of(request),
        subject=plans.subject(request),
        levels=plans.levels(request),
        legal_basis=basis(request),
        valid_from=begins(request),
        at=clock.now(),
    )
    return done(request, to=reverse("console:settings-plan", args=[plan.id]))


@act(Right.CONFIGURE)
def end_plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """It holds no longer; its versions stay to be read."""
    plan = services.end_response_plan(
        by=actor_of(request), plan_id=plan_id, valid_until=begins(request), at=clock.now()
    )
    return done(request, to=reverse("console:settings-plan", args=[plan.id]))


@page(Right.CONFIGURE)
def trial(request: HttpRequest) -> HttpResponse:
    """What, where, when, and at which alarm."""
    return show(request, "settings_plan_trial.html", alarm_levels=LEVELS, **_choices(_orgs()))


@told(Right.CONFIGURE)
def try_plan(request: HttpRequest) -> HttpResponse:
    """Which plan holds and why, and which units would be proposed now. Nothing is written."""
    at, named = clock.now(), _orgs()
    opened_at = forms.moment(request, "at") if request.POST.get("at") else at
    asked = plans.tried(request, opened_at)
    found = selectors.propose_for_rehearsed(asked, limit=PROPOSED, at=at)
    return show(
        request,
        "_settings_plan_trial.html",
        asked=asked,
        fitting=[(each, subject_of(each.plan)) for each in found.fitting],
        levels=plans.shown(levels_of(found.fitting[0].plan), named) if found.fitting else [],
        proposal=found.proposal,
        plan=found.proposal.plan,
    )


def _orgs() -> dict[UUID, Organisation]:
    return {org.id: org for org in orgs.list_orgs()}


def _choices(named: dict[UUID, Organisation]) -> dict[str, object]:
    return {
        "families": categories_by_family(clock.now()),
        "priorities": Priority.choices,
        "capabilities": Capability.choices,
        "tellable": [org for org in named.values() if org.kind not in NOT_TOLD],
        "neighbours": [org for org in named.values() if org.kind == OrgKind.NEIGHBOUR],
        "areas": regions.list_children(journal.node().region),
    }
