"""The worker looks whether it is a surge; how long it is known who gave which reason."""

from datetime import datetime, timedelta

from django.db.models import Q

from kentongan.journal import retention
from kentongan.journal.timekeeper import lookout
from kentongan.kernel.actors import TIMEKEEPER
from kentongan.orgs.selectors import rights_of
from kentongan.surge import selectors, services
from kentongan.surge.models import OverflowOperator, Surge

LOOK_AGAIN = timedelta(seconds=5)
"""How late a proposal may come; each look is two counts on an index."""

retention.since(Surge, "ended_at", where=Q(ended_at__isnull=False))
retention.since(OverflowOperator, "removed_at", where=Q(removed_at__isnull=False))


class Lookout:
    """When the worker looks next, and what is usual in the hour it is in."""

    def __init__(self) -> None:
        self.looks_at: datetime | None = None
        self.hour: datetime | None = None
        self.usual: float | None = None

    def look(self, now: datetime) -> int:
        """Look, unless it was done a moment ago."""
        due = self.looks_at
        if due is not None and due - LOOK_AGAIN <= now < due:
            return 0
        self.looks_at = now + LOOK_AGAIN
        hour = now.replace(minute=0, second=0, microsecond=0)
        if hour != self.hour:
            self.usual = selectors.usual_at(rights_of(TIMEKEEPER), now)
            self.hour = hour
        return int(services.watch(by=TIMEKEEPER, usual=self.usual, at=now))


lookout("surge.watch")(Lookout().look)
