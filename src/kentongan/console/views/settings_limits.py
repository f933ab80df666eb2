"""Pengaturan › Ambang dan tenggat: the numbers of each room, now, to follow, and over."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kentongan.console.decided import who_decided
from kentongan.console.forms import line
from kentongan.console.gate import act, done, page, show
from kentongan.console.settings_forms import basis, begins, scaled
from kentongan.journal.limits import STARTING_BASIS, Limit, all_limits, get_limit, list_rows
from kentongan.kernel import clock
from kentongan.orgs import services
from kentongan.orgs.enums import Right
from kentongan.web.requests import actor_of

ROOMS = {
    "board": _("Papan Pantau"),
    "calls": _("Panggilan"),
    "dispatch": _("Tiket dan eskalasi"),
    "floor": _("Lantai petugas 112"),
    "fleet": _("Unit/Armada"),
    "incidents": _("Kejadian"),
    "orgs": _("Piket dan akses"),
}


@page(Right.CONFIGURE)
def limits(request: HttpRequest) -> HttpResponse:
    """Every threshold and deadline with what holds, what is to follow, and what was."""
    rows = list_rows()
    rooms = groupby(all_limits(), lambda each: each.code.partition(".")[0])
    return show(
        request,
        "settings_limits.html",
        at=clock.now(),
        rooms=[
            (ROOMS.get(room, room), [_shown(each, rows) for each in declared])
            for room, declared in rooms
        ],
        who=who_decided(rows),
    )


def _shown(limit: Limit, rows: list[Any]) -> dict[str, object]:
    size = limit.unit.size
    return {
        "code": limit.code, "words": limit.words, "unit": limit.unit.word,
        "now": _in_unit(limit.at(clock.now()), size),
        "least": _in_unit(limit.allowed.start, size),
        "most": _in_unit(limit.allowed.stop - 1, size),
        "starting_basis": STARTING_BASIS,
        "rows": [(_in_unit(row.value, size), row) for row in rows if row.code == limit.code],
    }  # fmt: skip


def _in_unit(stored: int, size: int) -> str:
    return f"{stored / size:.6g}".replace(".", ",")


@act(Right.CONFIGURE)
def set_limit(request: HttpRequest) -> HttpResponse:
    """One of them, now or later, in the unit in which it is shown."""
    limit = get_limit(line(request, "code", longest=40))
    services.set_limit(
        by=actor_of(request),
        code=limit.code,
        value=scaled(request, "value", limit.unit.size),
        legal_basis=basis(request),
        valid_from=begins(request),
        at=clock.now(),
    )
    return done(request, to=reverse("console:settings-limits"))
