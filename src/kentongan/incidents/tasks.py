"""What the timekeeper does for this room: appointments and re-checks whose hour has come."""

from datetime import datetime

from kentongan.incidents import selectors, services
from kentongan.incidents.models import Incident, LogLine, Report
from kentongan.journal import retention
from kentongan.journal.timekeeper import timer
from kentongan.kernel.actors import RETENTION, TIMEKEEPER

MOST_AT_ONCE = 200


@timer("incidents.wake", model=Incident, column="wake_at")
def wake_incidents(now: datetime) -> int:
    """Each at its own due hour, once."""
    due = [(row.id, row.wake_at) for row in selectors.list_due(now)[:MOST_AT_ONCE]]
    for incident_id, wake_at in due:
        services.note_wake(by=TIMEKEEPER, incident_id=incident_id, at=wake_at or now)
    return len(due)


@retention.rule(LogLine)
@retention.rule(Report)
@retention.rule(Incident)
def empty_incidents(now: datetime) -> int:
    """Incidents with their reports and log, together."""
    return services.empty_personal_fields(by=RETENTION, at=now)
