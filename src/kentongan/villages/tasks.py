"""Reports that nobody has looked at; how long what a village told keeps names and words."""

from datetime import datetime

from kentongan.journal import retention
from kentongan.journal.timekeeper import timer
from kentongan.kernel.actors import TIMEKEEPER
from kentongan.villages import selectors, services
from kentongan.villages.models import Verification, VillageReport

MOST_AT_ONCE = 200

retention.since(VillageReport, "settled_at")
retention.since(Verification, "answered_at")


@timer("villages.unread", model=VillageReport, column="rings_at")
def ring_for_reports(now: datetime) -> int:
    """Reports that no officer has looked at, each at its own due time."""
    due = [(row.id, row.rings_at) for row in selectors.list_reports_due(now)[:MOST_AT_ONCE]]
    for report_id, due_at in due:
        services.ring_for_report(by=TIMEKEEPER, report_id=report_id, at=due_at or now)
    return len(due)
