"""Tingkat layanan and Kebutuhan petugas: figures for supervisor and leader, also to take along."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.console import levels as words
from kentongan.console import staffing as plans
from kentongan.console.gate import my_rights, page, show
from kentongan.kernel import clock
from kentongan.kernel.errors import Unreadable, mark
from kentongan.levels import selectors
from kentongan.levels.enums import Step
from kentongan.levels.types import ServiceLevels
from kentongan.orgs.enums import Right
from kentongan.web.documents import as_pdf, make_pdf
from kentongan.web.sheets import CSV_TYPE, XLSX_TYPE, make_csv, make_xlsx

FORMS = ("xlsx", "csv", "pdf")
OVER_THE_ROSTER = 3
"""So many sentences: the roster itself must stay in sight."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which days, both counted, in what steps."""

    first: date
    last: date
    step: Step


@page(Right.SEE_BOARD)
def levels(request: HttpRequest) -> HttpResponse:
    """The last seven days, or the period that was asked."""
    asked, found = _read(request)
    return show(
        request, "levels.html", asked=asked, found=found, steps=Step.choices,
        forms=[(form, reverse(f"console:levels-{form}")) for form in FORMS],
        tables=words.tables(found), bars=words.bars(found), goal_y=100 - found.goal_pct,
    )  # fmt: skip


@page(Right.SEE_BOARD)
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The same tables as a workbook, as CSV or on paper."""
    asked, found = _read(request)
    tables = words.tables(found)
    name = f"tingkat-layanan-{asked.first}-{asked.last}"
    if form == "pdf":
        told = {
            "title": tables[0].title,
            "subtitle": words.title_of(asked.first, asked.last),
            "sections": [
                {"title": t.title, "head": t.head, "rows": t.rows, "note": t.note} for t in tables
            ],
        }
        return as_pdf(make_pdf("console/levels", told), name)
    made, kind = (make_xlsx, XLSX_TYPE) if form == "xlsx" else (make_csv, CSV_TYPE)
    response = HttpResponse(made(tables), content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


@page(Right.SEE_BOARD)
def staffing(request: HttpRequest) -> HttpResponse:
    """What the coming week needs over what is rostered."""
    found = selectors.staffing(my_rights(request), at=clock.now())
    lines = plans.short_lines(found)
    return show(
        request, "staffing.html", found=found, lines=lines, worst=plans.worst_of(lines),
        off=plans.holiday_lines(found), chart=plans.draw(found.hours),
        wrap_up=words.wrap_up_words(),
        shifts=[plans.shift_row(each) for each in found.shifts],
    )  # fmt: skip


@page(Right.SEE_BOARD)
def staffing_line(request: HttpRequest) -> HttpResponse:
    """Its sentences alone, over the roster."""
    found = selectors.staffing(my_rights(request), at=clock.now())
    lines = plans.short_lines(found)
    return show(
        request, "_staffing_lines.html", found=found, lines=lines[:OVER_THE_ROSTER],
        more=max(len(lines) - OVER_THE_ROSTER, 0), worst=plans.worst_of(lines),
        off=plans.holiday_lines(found),
    )  # fmt: skip


def _read(request: HttpRequest) -> tuple[Asked, ServiceLevels]:
    asked, at = _asked(request), clock.now()
    found = selectors.service_levels(
        my_rights(request), first=asked.first, last=asked.last, step=asked.step, at=at
    )
    return asked, found


def _asked(request: HttpRequest) -> Asked:
    asked = _day(request, "dari"), _day(request, "sampai")
    first, last = selectors.period_of(*asked, clock.now())
    said = request.GET.get("langkah", "") or Step.DAY
    if said not in Step.values:
        expected = mark("Langkah: HOUR, DAY, WEEK, atau MONTH.")
        raise Unreadable(field="langkah", reason=said[:40], expected=expected)
    return Asked(first, last, Step(said))


def _day(request: HttpRequest, name: str) -> date | None:
    said = request.GET.get(name, "")
    if not said:
        return None
    try:
        return date.fromisoformat(said)
    except ValueError:
        expected = mark("Tanggal seperti 2026-11-29.")
        raise Unreadable(field=name, reason=said[:40], expected=expected) from None
