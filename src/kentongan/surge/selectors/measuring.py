"""How it stands at a moment, against what is usual at this hour; and which incidents draw calls."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from kentongan.calls import selectors as calls
from kentongan.calls.enums import AgentState
from kentongan.incidents.types import Candidate
from kentongan.orgs.types import Rights
from kentongan.surge import limits, rules
from kentongan.surge.rules import Measure
from kentongan.surge.rules.measuring import KNOWN_DAYS
from kentongan.surge.selectors.surges import find_open

_HOUR = timedelta(hours=1)

AT_DESK = (AgentState.READY, AgentState.ON_CALL, AgentState.WRAP_UP)


def usual_at(rights: Rights, at: datetime) -> float | None:
    """How many calls a window has that ends at this hour, by the same hour of the days since the
    first call; None where nobody knows.
    """
    first = calls.first_arrival(rights)
    if first is None:
        return None
    begins = at.replace(minute=0, second=0, microsecond=0)
    days = (begins - timedelta(days=day) for day in range(1, KNOWN_DAYS + 1))
    hours = [(hour, hour + _HOUR) for hour in days if hour >= first - _HOUR]
    return rules.usual_of(calls.counts_in(rights, hours), window_s=limits.WINDOW.at(at))


def measure(rights: Rights, at: datetime, usual: float | None) -> Measure:
    """How many came in the window that ends now, who waits, who is at the desk."""
    window = limits.WINDOW.lasts(at)
    return Measure(
        at=at,
        window_s=limits.WINDOW.at(at),
        arrivals=calls.count_arrivals(rights, at - window, at),
        usual=usual,
        threshold=rules.threshold_of(
            usual, least=limits.LEAST_CALLS.at(at), percent=limits.TIMES_USUAL.at(at)
        ),
        waiting=calls.count_waiting(rights),
        operators=sum(one.state in AT_DESK for one in calls.list_agents(rights, at)),
        waiting_each=limits.WAITING_EACH.at(at),
    )


def likely_parents(candidates: Sequence[Candidate], at: datetime) -> dict[UUID, int]:
    """Which of these incidents has drawn several calls in the surge that goes on, and how many. A
    person links or does not: this only says which to look at first.
    """
    surge = find_open()
    if surge is None:
        return {}
    open_ids = [each.incident.id for each in candidates if not each.is_rekindle]
    drawn = calls.count_linked(open_ids, since=_since(surge.declared_at, at))
    return {key: count for key, count in drawn.items() if count >= limits.PARENT_CALLS.at(at)}


def _since(declared_at: datetime, at: datetime) -> datetime:
    """The wave begins before somebody says so: with the window that was measured."""
    return declared_at - limits.WINDOW.lasts(at)
