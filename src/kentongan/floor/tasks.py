"""Overdue talks ring a telephone; how long words about those who take calls stay."""

from datetime import datetime

from kentongan.floor import selectors, services
from kentongan.floor.models import FollowUp, Talk, WhisperNote
from kentongan.journal import retention
from kentongan.journal.timekeeper import timer
from kentongan.kernel.actors import TIMEKEEPER

retention.since(WhisperNote, "written_at")
retention.since(FollowUp, "opened_at")
retention.since(Talk, "talked_at")


@timer("floor.talks", model=FollowUp, column="rings_at")
def ring_for_talks(now: datetime) -> int:
    """Ring for those whom nobody has asked how they are, each at its own moment."""
    due = selectors.talks_to_ring(now)
    for follow_up_id, rings_at in due:
        services.ring_for_talk(by=TIMEKEEPER, follow_up_id=follow_up_id, at=rings_at)
    return len(due)
