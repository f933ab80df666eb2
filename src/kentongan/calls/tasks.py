"""What the timekeeper does for this room: neighbours whose minute is over."""

from datetime import datetime

from kentongan.calls import selectors, services
from kentongan.calls.models import Call
from kentongan.journal import retention
from kentongan.journal.timekeeper import timer
from kentongan.kernel.actors import RETENTION, TIMEKEEPER

MOST_AT_ONCE = 200


@timer("calls.neighbour", model=Call, column="neighbour_due_at")
def note_silent_neighbours(now: datetime) -> int:
    """Each at its own due time, once."""
    due = [
        (row.id, row.neighbour_due_at) for row in selectors.list_neighbours_due(now)[:MOST_AT_ONCE]
    ]
    for call_id, due_at in due:
        services.note_neighbour_silent(by=TIMEKEEPER, call_id=call_id, at=due_at or now)
    return len(due)


@retention.rule(Call)
def empty_callers(now: datetime) -> int:
    """Calls are older than most incidents: the service knows which are over."""
    return services.empty_personal_fields(by=RETENTION, at=now)
