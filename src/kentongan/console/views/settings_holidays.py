"""Pengaturan › Hari libur: which days are holidays, typed one by one or pasted as a list."""

from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kentongan.console.decided import who_decided
from kentongan.console.forms import choice, text
from kentongan.console.gate import act, done, page, show
from kentongan.console.settings_forms import basis, needed
from kentongan.journal.selectors import node
from kentongan.kernel import clock
from kentongan.kernel.errors import Unreadable, mark
from kentongan.levels import selectors, services
from kentongan.levels.enums import HolidayKind
from kentongan.levels.types import HolidayRow
from kentongan.orgs.enums import Right
from kentongan.web.requests import actor_of

FIRST_YEAR, LAST_YEAR = 2000, 2100


@page(Right.KEEP_HOLIDAYS)
def holidays(request: HttpRequest) -> HttpResponse:
    """A year: what is known of it and whose word that is, and the two forms."""
    year = _year(request)
    days, past = selectors.holidays_of_year(year), selectors.past_words(year)
    own = [row for _, row in days if row is not None]
    return show(
        request, "settings_holidays.html", year=year, days=days, past=past, is_named=bool(own),
        who=who_decided([*own, *past]), kinds=HolidayKind.choices,
        years=[each for each in (year - 1, year + 1) if FIRST_YEAR <= each <= LAST_YEAR],
    )  # fmt: skip


@act(Right.KEEP_HOLIDAYS)
def set_holiday(request: HttpRequest) -> HttpResponse:
    """One day."""
    day = _day(request)
    row = HolidayRow(
        day, needed(request, "name", longest=120).strip(), choice(request, "kind", HolidayKind),
        basis(request).strip(),
    )  # fmt: skip
    services.set_holidays(by=actor_of(request), rows=[row], at=clock.now())
    return done(request, to=_to(day.year))


@act(Right.KEEP_HOLIDAYS)
def paste_holidays(request: HttpRequest) -> HttpResponse:
    """A whole list at once, all of it or nothing."""
    rows = services.load_holidays(
        by=actor_of(request), text=text(request, "rows"), legal_basis=basis(request).strip(),
        at=clock.now(),
    )  # fmt: skip
    return done(request, to=_to(rows[0].day.year))


@act(Right.KEEP_HOLIDAYS)
def withdraw_holiday(request: HttpRequest, holiday_id: UUID) -> HttpResponse:
    """The word on a day is taken back; it stays to be read."""
    row = services.withdraw_holiday(by=actor_of(request), holiday_id=holiday_id, at=clock.now())
    return done(request, to=_to(row.day.year))


def _to(year: int) -> str:
    return f"{reverse('console:settings-holidays')}?tahun={year}"


def _year(request: HttpRequest) -> int:
    said = request.GET.get("tahun", "")
    if not said:
        return clock.now().astimezone(ZoneInfo(node().zone)).year
    is_number = said.isascii() and said.isdigit() and len(said) == 4
    if not is_number or not FIRST_YEAR <= int(said) <= LAST_YEAR:
        expected = f"{FIRST_YEAR}–{LAST_YEAR}"
        raise Unreadable(field="tahun", reason=said[:40], expected=expected)
    return int(said)


def _day(request: HttpRequest) -> date:
    said = text(request, "day")
    try:
        return date.fromisoformat(said)
    except ValueError:
        expected = mark("Tanggal seperti 2026-11-29.")
        raise Unreadable(field="day", reason=said[:40] or "—", expected=expected) from None
