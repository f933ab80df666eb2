"""What the timekeeper does for this room: demotions end to the second, delays ring a telephone."""

from datetime import datetime

from kentongan.demotions import selectors, services
from kentongan.demotions.models import Delay, Demotion
from kentongan.journal import retention
from kentongan.journal.timekeeper import timer
from kentongan.kernel.actors import RETENTION, TIMEKEEPER

MOST_AT_ONCE = 200


@retention.rule(Demotion)
def forget_numbers(now: datetime) -> int:
    """With the calls they stand on."""
    return services.forget_numbers(by=RETENTION, at=now)


@timer("demotions.expiry", model=Demotion, column="due_at")
def expire(now: datetime) -> int:
    """Each at its own second."""
    due = [(row.id, row.due_at) for row in selectors.list_due(now)[:MOST_AT_ONCE]]
    for demotion_id, due_at in due:
        services.expire(by=TIMEKEEPER, demotion_id=demotion_id, at=due_at or now)
    return len(due)


@timer("demotions.delays", model=Delay, column="rings_at")
def ring_for_delayed(now: datetime) -> int:
    """Calls that have waited their extra time, and that nobody has answered."""
    due = [(row.call_id, row.rings_at) for row in selectors.list_rings_due(now)[:MOST_AT_ONCE]]
    for call_id, rings_at in due:
        services.ring_for_delayed(by=TIMEKEEPER, call_id=call_id, at=rings_at or now)
    return len(due)
