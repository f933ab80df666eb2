"""What the timekeeper does for this room: what calls wait for, neighbours' minutes, promises."""

from datetime import datetime

from django.db.models import Q

from kentongan.calls import selectors, services
from kentongan.calls.models import Call, CallDraft, CallParty, HelpRequest, ShiftNote
from kentongan.journal import retention
from kentongan.journal.timekeeper import timer
from kentongan.kernel.actors import RETENTION, TIMEKEEPER

MOST_AT_ONCE = 200

retention.since(CallParty, "joined_at", where=Q(left_at__isnull=False))
retention.since(CallDraft, "saved_at")
retention.since(ShiftNote, "until_at")


@timer("calls.awaited", model=Call, column="awaits_due_at")
def ring_for_calls(now: datetime) -> int:
    """Calls that nobody answers, classifies, opens an incident for or decides, at their time."""
    due = [(row.id, row.awaits_due_at) for row in selectors.list_awaited_due(now)[:MOST_AT_ONCE]]
    for call_id, due_at in due:
        services.ring_for_call(by=TIMEKEEPER, call_id=call_id, at=due_at or now)
    return len(due)


@timer("calls.neighbour", model=Call, column="neighbour_due_at")
def note_silent_neighbours(now: datetime) -> int:
    """Each at its own due time, once."""
    due = [
        (row.id, row.neighbour_due_at) for row in selectors.list_neighbours_due(now)[:MOST_AT_ONCE]
    ]
    for call_id, due_at in due:
        services.note_neighbour_silent(by=TIMEKEEPER, call_id=call_id, at=due_at or now)
    return len(due)


@timer("calls.help", model=HelpRequest, column="due_at")
def ring_for_help(now: datetime) -> int:
    """The supervisor's telephone rings for those who are still alone."""
    due = [(row.id, row.due_at) for row in selectors.list_help_due(now)[:MOST_AT_ONCE]]
    for help_id, due_at in due:
        services.ring_for_help(by=TIMEKEEPER, help_id=help_id, at=due_at or now)
    return len(due)


@timer("calls.callback", model=Call, column="callback_due_at")
def note_late_callbacks(now: datetime) -> int:
    """Promises to ring back that nobody has kept, each at its own due time."""
    due = [
        (row.id, row.callback_due_at) for row in selectors.list_callbacks_due(now)[:MOST_AT_ONCE]
    ]
    for call_id, due_at in due:
        services.note_callback_overdue(by=TIMEKEEPER, call_id=call_id, at=due_at or now)
    return len(due)


@retention.rule(Call)
def empty_callers(now: datetime) -> int:
    """Calls are older than most incidents: the service knows which are over."""
    return services.empty_personal_fields(by=RETENTION, at=now)
