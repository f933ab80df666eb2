"""Pengaturan: what lacks before duty, promises of the whole regency, how long data are kept."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.console.decided import who_decided
from kentongan.console.forms import choice, line
from kentongan.console.gate import act, done, page, show
from kentongan.console.settings_forms import basis, begins, promised, whole
from kentongan.console.settings_index import list_items
from kentongan.dispatch import services as dispatch
from kentongan.dispatch.selectors import configuration
from kentongan.incidents.enums import Priority
from kentongan.journal import periods
from kentongan.journal.rules import LONGEST_DAYS, SHORTEST_DAYS
from kentongan.journal.selectors import database_ahead_s
from kentongan.kernel import clock
from kentongan.kernel.machine_clock import CLOCKS_APART_S, is_synchronised, steps
from kentongan.orgs import services as orgs
from kentongan.orgs.enums import Right
from kentongan.policy.enums import Need
from kentongan.policy.selectors import is_ready_for_duty, list_needs
from kentongan.web.requests import actor_of

WHERE = {
    Need.CATEGORIES: "console:settings-categories",
    Need.PROMISES: "console:settings-promises",
    Need.BASIS: "console:settings-agencies",
    Need.AGENCIES: "console:settings-agencies",
    Need.ROUTING: "console:settings-agencies",
    Need.POSTS: "console:settings-agencies",
    Need.COVERAGE: "console:settings-agencies",
    Need.UNITS: "console:settings-agencies",
    Need.PHONES: "console:settings-agencies",
    Need.ROOM: "console:people",
    Need.OFFICERS: "console:people",
    Need.SECOND_ADMIN: "console:people",
    Need.DUTY: "console:duty",
}
"""The page on which a need is met. Regions are loaded by `kentongan regions`."""


@page(Right.CONFIGURE)
def settings(request: HttpRequest) -> HttpResponse:
    """What this node still lacks, each with the page where it is put in."""
    needs = list_needs(clock.now())
    rows = [(each, reverse(WHERE[each.need]) if each.need in WHERE else "") for each in needs]
    return show(
        request,
        "settings.html",
        needs=rows,
        items=list_items(clock.now()),
        is_ready=is_ready_for_duty(needs),
        missing=sum(1 for each in needs if each.is_vital and not each.is_met),
        clock=_machine_clock(),
    )


def _machine_clock() -> dict[str, object]:
    """What the clock of this machine is worth, as /health says it."""
    ahead_s = database_ahead_s()
    return {
        "is_kept": is_synchronised(),
        "ahead_s": ahead_s,
        "is_apart": ahead_s is not None and abs(ahead_s) > CLOCKS_APART_S,
        "back_s": steps.look(),
    }


@page(Right.CONFIGURE)
def promises(request: HttpRequest) -> HttpResponse:
    """The times promised by all, per priority, with those to come and those that were."""
    rows = [row for row in configuration().promises if row.org_id is None]
    return show(
        request,
        "settings_promises.html",
        rows=sorted(rows, key=lambda row: row.priority),
        priorities=Priority.choices,
        who=who_decided(rows),
        at=clock.now(),
    )


@act(Right.CONFIGURE)
def set_promise(request: HttpRequest) -> HttpResponse:
    """Promise other times for a priority, now or later."""
    dispatch.set_promise(
        by=actor_of(request),
        priority=choice(request, "priority", Priority),
        times=promised(request),
        legal_basis=basis(request),
        valid_from=begins(request),
        at=clock.now(),
    )
    return done(request, to=reverse("console:settings-promises"))


@page(Right.CONFIGURE)
def retention(request: HttpRequest) -> HttpResponse:
    """How long each class of personal data is kept."""
    rows = periods.list_periods(clock.now())
    return show(
        request,
        "settings_retention.html",
        rows=rows,
        who=who_decided(rows),
        shortest=SHORTEST_DAYS,
        longest=LONGEST_DAYS,
        at=clock.now(),
    )


@act(Right.CONFIGURE)
def set_retention(request: HttpRequest) -> HttpResponse:
    """Keep a class so long from now on; a shorter period begins after its notice."""
    orgs.set_retention(
        by=actor_of(request),
        retention=line(request, "retention", longest=40),
        days=whole(request, "days", least=0, most=LONGEST_DAYS),
        legal_basis=basis(request),
        at=clock.now(),
    )
    return done(request, to=reverse("console:settings-retention"))
