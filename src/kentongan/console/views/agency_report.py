"""Laporan instansi: what an agency was asked and what it has reported, by day and by month."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kentongan.console.gate import my_rights, page, show
from kentongan.dispatch import selectors
from kentongan.dispatch.enums import DeclineReason
from kentongan.dispatch.types import AgencyFigures
from kentongan.journal import selectors as journal
from kentongan.kernel import clock
from kentongan.orgs.enums import Right


@dataclass(frozen=True, slots=True)
class Sheet:
    """One agency in one stretch of time."""

    figures: AgencyFigures
    declined: list[tuple[str, int]]
    reported: list[tuple[str, int]]


@page(Right.ANSWER_TICKETS)
def agency_report(request: HttpRequest) -> HttpResponse:
    """Of one's own agency: figures, no caller and no house."""
    org_ids = my_rights(request).scope(Right.ANSWER_TICKETS).org_ids
    stretches = [
        (title, begin, [_sheet(each, begin, end) for each in _figures(org_ids, begin, end)])
        for title, begin, end in _stretches(clock.now())
    ]
    return show(request, "agency_report.html", stretches=stretches)


def _stretches(at: datetime) -> list[tuple[str, datetime, datetime]]:
    """Today, yesterday, this month and the last, by the clocks of this node."""
    today = at.astimezone(ZoneInfo(journal.node().zone)).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    month, end = today.replace(day=1), at + timedelta(seconds=1)
    return [
        (_("Hari ini"), today, end),
        (_("Kemarin"), today - timedelta(days=1), today),
        (_("Bulan ini"), month, end),
        (_("Bulan lalu"), (month - timedelta(days=1)).replace(day=1), month),
    ]


def _figures(org_ids: frozenset[UUID], begin: datetime, end: datetime) -> list[AgencyFigures]:
    return selectors.agency_performance(since=begin, until=end, org_ids=org_ids)


def _sheet(figures: AgencyFigures, begin: datetime, end: datetime) -> Sheet:
    reasons = [(str(DeclineReason(each).label), n) for each, n in figures.declined.items()]
    reported = selectors.sum_reported(figures.org_id, since=begin, until=end)
    return Sheet(figures, sorted(reasons), reported)
