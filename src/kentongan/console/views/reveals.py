"""Pembukaan data: who has read callers' numbers and restricted incidents, week by week."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kentongan.accounts.selectors import names_of
from kentongan.console.forms import text
from kentongan.console.gate import act, done, my_rights, page, show
from kentongan.fleet.selectors import units_snapshot
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.kernel.errors import Unreadable
from kentongan.orgs import selectors, services
from kentongan.orgs.enums import Right
from kentongan.web.paging import decode_cursor, encode_cursor
from kentongan.web.requests import actor_of

ROWS = 50
WHAT = {
    "calls.call.revealed": _("Nama dan nomor pelapor dari panggilan"),
    "incidents.report.revealed": _("Nama dan nomor pelapor dari kejadian"),
    "incidents.incident.read": _("Kejadian dirahasiakan dibuka"),
    "dispatch.tracks.read": _("Jejak posisi unit dibuka"),
    "recordings.recording.opened": _("Rekaman panggilan dibuka"),
}


@page(Right.READ_JOURNAL)
def reveals(request: HttpRequest) -> HttpResponse:
    """The people of a week, whoever has revealed most first."""
    week = Week(request)
    rows = selectors.reveals_of_week(my_rights(request), week.monday)
    names = _names(row.person_id for row in rows)
    return show(
        request, "reveals.html", live_after=journal.last_seq(), rows=rows, who=names,
        **week.context(),
    )  # fmt: skip


@page(Right.READ_JOURNAL)
def reveals_of(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """What one of them has revealed in that week, and the step that says it was looked at."""
    week = Week(request)
    cursor = request.GET.get("cursor", "")
    before = decode_cursor(cursor, int)[0] if cursor else 0
    rights = my_rights(request)
    found = selectors.list_reveals(rights, week.monday, person_id, before=before, limit=ROWS + 1)
    return show(
        request,
        "reveals_of.html",
        live_after=journal.last_seq(),
        person_id=person_id,
        name=_names([person_id]).get(person_id, "—"),
        items=[(entry, WHAT[entry.kind]) for entry in found[:ROWS]],
        next=encode_cursor(found[ROWS - 1].seq) if len(found) > ROWS else "",
        review=selectors.find_reveal_review(person_id, week.monday),
        is_own=person_id == actor_of(request).id,
        **week.context(),
    )


@act(Right.READ_JOURNAL)
def review(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Say that a person's week was looked at."""
    monday = _day(request.POST.get("minggu", ""))
    services.review_reveals(
        by=actor_of(request), person_id=person_id, week_on=monday, note=text(request, "note"),
        at=clock.now(),
    )  # fmt: skip
    return done(request, f"{reverse('console:reveals')}?minggu={monday.isoformat()}")


@page(Right.READ_JOURNAL)
def readings(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Who has read one incident. Of a restricted one its reader learns no more than its number."""
    found = selectors.list_readings(my_rights(request), incident_id)
    return show(
        request,
        "readings.html",
        live_after=journal.last_seq(),
        incident_id=incident_id,
        items=[(entry, WHAT[entry.kind]) for entry in found],
        who=_names(entry.by_id for entry in found),
    )


class Week:
    """The week that is asked for, from Monday; this one where none is."""

    def __init__(self, request: HttpRequest) -> None:
        self.today = clock.now().astimezone(ZoneInfo(journal.node().zone)).date()
        said = request.GET.get("minggu", "")
        self.monday = selectors.week_of(_day(said) if said else self.today)

    def context(self) -> dict[str, object]:
        return {
            "monday": self.monday,
            "sunday": self.monday + timedelta(days=6),
            "before": self.monday - timedelta(days=7),
            "after": self.monday + timedelta(days=7),
            "is_over": self.today > self.monday + timedelta(days=6),
        }


def _day(said: str) -> date:
    try:
        day = date.fromisoformat(said)
        return day if date(2000, 1, 1) <= day <= date(2999, 1, 1) else _unreadable(said)
    except ValueError:
        return _unreadable(said)


def _unreadable(said: str) -> date:
    raise Unreadable(field="minggu", reason=said[:40] or "—", expected="YYYY-MM-DD")


def _names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """People by name, vehicles by their call sign."""
    wanted = set(ids)
    people = names_of(wanted)
    units = units_snapshot().units if wanted - people.keys() else ()
    return people | {unit.id: unit.call_sign for unit in units if unit.id in wanted}
