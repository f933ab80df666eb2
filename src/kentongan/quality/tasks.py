"""The worker draws each morning; how long what was said of people's work stays."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from kentongan.journal import retention
from kentongan.journal.selectors import node
from kentongan.journal.timekeeper import lookout
from kentongan.kernel.actors import TIMEKEEPER
from kentongan.quality import services
from kentongan.quality.models import Review

retention.since(Review, "reviewed_at", where=Q(reviewed_at__isnull=False))

DRAWN_FROM_H = 4
"""O'clock, in the node's own time: the night's calls are over, the day's have not begun."""
LOOK_AGAIN = timedelta(minutes=10)


class Morning:
    """When the worker looks next whether the draw is to be made."""

    def __init__(self) -> None:
        self.looks_at: datetime | None = None

    def draw(self, now: datetime) -> int:
        """Make this morning's draw, unless it was made."""
        due = self.looks_at
        if due is not None and due - LOOK_AGAIN <= now < due:
            return 0
        self.looks_at = now + LOOK_AGAIN
        local = now.astimezone(ZoneInfo(node().zone))
        if local.hour < DRAWN_FROM_H:
            return 0
        return services.draw_reviews(by=TIMEKEEPER, today=local.date(), at=now)


lookout("quality.draw")(Morning().draw)
