"""The timekeeper makes the papers whose hour has come."""

from datetime import datetime

from kentongan.journal import retention
from kentongan.journal.timekeeper import timer
from kentongan.kernel.actors import TIMEKEEPER
from kentongan.reports import selectors, services
from kentongan.reports.models import PaperHour
from kentongan.reports.types import composer_of

retention.since(PaperHour, "valid_until")


@timer("reports.papers", model=PaperHour, column="next_at")
def make_papers(now: datetime) -> int:
    """Make each paper that is due, once, of the moment it is made: a late one says how late."""
    due = selectors.hours_due(now)
    for hour in due:
        pdf = composer_of(hour.kind)(now)
        services.keep_paper(by=TIMEKEEPER, paper_hour_id=hour.id, pdf=pdf, at=now)
    return len(due)
