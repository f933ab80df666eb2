"""The timekeeper delivers what is due in the outbox."""

from datetime import datetime

from kentongan.journal.timekeeper import timer
from kentongan.messaging import selectors, services


@timer("messaging.deliver", next_due=selectors.next_due)
def deliver(now: datetime) -> int:
    """Try every message whose time has come."""
    return services.deliver_due(at=now)
