"""The timekeeper asks for closures whose time is over; how long what was written of them stays."""

from datetime import datetime

from kentongan.journal import retention
from kentongan.journal.timekeeper import timer
from kentongan.kernel.actors import TIMEKEEPER
from kentongan.roads import selectors, services
from kentongan.roads.models import Closure

retention.since(Closure, "ended_at")


@timer("roads.beginnings", model=Closure, column="begins_at")
def begin_closures(now: datetime) -> int:
    """Those that were announced."""
    due = selectors.closures_to_begin(now)
    for closure_id, due_at in due:
        services.begin_closure(by=TIMEKEEPER, closure_id=closure_id, at=due_at)
    return len(due)


@timer("roads.closures", model=Closure, column="ask_at")
def ask_for_closures(now: datetime) -> int:
    """Each once; it stands meanwhile."""
    due = selectors.closures_to_ask(now)
    for closure_id, due_at in due:
        services.ask_again(by=TIMEKEEPER, closure_id=closure_id, at=due_at)
    return len(due)
