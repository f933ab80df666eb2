"""The timekeeper rings for what nobody has answered; how long words are kept."""

from datetime import datetime

from django.db.models import Q

from kentongan.journal import retention
from kentongan.journal.timekeeper import timer
from kentongan.kernel.actors import TIMEKEEPER
from kentongan.neighbours import selectors, services
from kentongan.neighbours.enums import OPEN_STATES
from kentongan.neighbours.models import Aid, ForeignUnit, Letter, Neighbour

retention.since(Aid, "asked_at", where=~Q(state__in=OPEN_STATES))
retention.since(Letter, "sent_at")
retention.since(ForeignUnit, "sent_at")
retention.since(Neighbour, "ended_at")


@timer("neighbours.aid", model=Aid, column="due_at")
def ring_for_unanswered(now: datetime) -> int:
    """Each at its own due time."""
    due = selectors.aids_due(now)
    for aid_id, due_at in due:
        services.note_unanswered(by=TIMEKEEPER, aid_id=aid_id, at=due_at)
    return len(due)
