"""Pengaturan › Kejadian yang sama: which families may be one incident, how near and how long."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.console.decided import who_decided
from kentongan.console.gate import act, done, page, show
from kentongan.console.settings_forms import basis, begins, category_code
from kentongan.console.settings_inputs import sameness
from kentongan.incidents import selectors, services
from kentongan.incidents.enums import Family
from kentongan.incidents.types import Sameness
from kentongan.kernel import clock
from kentongan.orgs.enums import Right
from kentongan.web.requests import actor_of


@dataclass(frozen=True, slots=True)
class Cell:
    """What holds for two families, and whether the regency has decided it."""

    one: str
    other: str
    said: Sameness
    is_decided: bool


@page(Right.CONFIGURE)
def pairs(request: HttpRequest) -> HttpResponse:
    """The matrix as it stands, each cell leading to its form, and all that was decided."""
    at = clock.now()
    families = _families(at)
    rows = selectors.list_pair_rows()
    one, other = _chosen(request, families)
    return show(
        request,
        "settings_sameness.html",
        families=families,
        lines=_lines(families, at),
        rows=rows,
        decided=len(selectors.list_pair_rows(at)),
        who=who_decided(rows),
        one=one,
        other=other,
        now=selectors.sameness_of(
            selectors.matrix_at(at), one, other, ended_h=selectors.ended_h(at)
        ),
        farthest=selectors.FARTHEST_M,
        longest=selectors.LONGEST_H,
        at=at,
    )


@act(Right.CONFIGURE)
def decide_pair(request: HttpRequest) -> HttpResponse:
    """What holds for two families, now or later."""
    services.decide_pair(
        by=actor_of(request),
        one=category_code(request, "one"),
        other=category_code(request, "other"),
        sameness=sameness(request),
        legal_basis=basis(request),
        valid_from=begins(request),
        at=clock.now(),
    )
    return done(request, to=reverse("console:settings-sameness"))


@act(Right.CONFIGURE)
def reset_pairs(request: HttpRequest) -> HttpResponse:
    """Everything is as practice says again."""
    services.reset_pairs(by=actor_of(request), at=clock.now())
    return done(request, to=reverse("console:settings-sameness"))


def _families(at: datetime) -> list[tuple[str, str]]:
    own = {row.family for row in selectors.list_categories(at)} - set(Family.values)
    return [(code, str(word)) for code, word in Family.choices] + [(c, c) for c in sorted(own)]


def _lines(families: list[tuple[str, str]], at: datetime) -> list[tuple[str, list[Cell]]]:
    """The lower half: a pair stands once."""
    matrix, ended_h = selectors.matrix_at(at), selectors.ended_h(at)
    return [
        (word, [_cell(matrix, code, other, ended_h) for other, _ in families[: number + 1]])
        for number, (code, word) in enumerate(families)
    ]


def _cell(matrix: selectors.Matrix, one: str, other: str, ended_h: int) -> Cell:
    is_decided = selectors.pair_of(one, other) in matrix
    return Cell(one, other, selectors.sameness_of(matrix, one, other, ended_h=ended_h), is_decided)


def _chosen(request: HttpRequest, families: list[tuple[str, str]]) -> tuple[str, str]:
    known = {code for code, _ in families}
    said = (request.GET.get("satu", ""), request.GET.get("lain", ""))
    return said if set(said) <= known else (families[0][0], families[0][0])
