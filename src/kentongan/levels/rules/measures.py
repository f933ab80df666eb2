"""Service levels of calls, from their stamps alone (domain.md §2.5)."""

from collections.abc import Iterable, Sequence

from kentongan.calls.types import MeasuredCall
from kentongan.dispatch.types import Share
from kentongan.kernel.percentiles import percentiles
from kentongan.levels.types import Levels, Promise

LOST_SHORT, LOST_LONG, UNSAID = "abandoned_short", "abandoned_long", "open"


def wait_s(call: MeasuredCall) -> float | None:
    """Seconds from first ring to answer. None where nobody measured the ring: a call that a desk
    without an exchange wrote down when it answered has one moment for both.
    """
    if call.answered_at is None or call.answered_at <= call.arrived_at:
        return None
    return (call.answered_at - call.arrived_at).total_seconds()


def talk_s(call: MeasuredCall) -> float | None:
    """Seconds from the answer until the line was put down."""
    if call.answered_at is None or call.ended_at is None:
        return None
    return (call.ended_at - call.answered_at).total_seconds()


def after_s(call: MeasuredCall) -> float | None:
    """Seconds of writing up: from the line put down until it was said what the call was; none of
    what was said while the line stood.
    """
    if call.ended_at is None or call.classified_at is None:
        return None
    return max((call.classified_at - call.ended_at).total_seconds(), 0.0)


def is_lost(call: MeasuredCall) -> bool:
    """Whether the caller gave up before anybody answered."""
    return call.answered_at is None and call.share in {LOST_SHORT, LOST_LONG}


def measure(calls: Sequence[MeasuredCall], thresholds_s: Sequence[int]) -> Levels:
    """The levels of some calls.

    "Answered within" is of those answered with a measured ring and of those who waited five seconds
    and more and gave up: who was never answered was not answered in time.
    """
    answered = [call for call in calls if call.answered_at is not None]
    waits = [wait_s(call) for call in answered]
    known = [wait for wait in waits if wait is not None]
    lost = [call.share for call in calls if is_lost(call)]
    long = lost.count(LOST_LONG)
    n = len(known) + long
    return Levels(
        offered=len(calls),
        answered=len(answered),
        untimed=len(waits) - len(known),
        within=tuple(Share(sum(w <= t for w in known), n) for t in thresholds_s),
        lost_short=lost.count(LOST_SHORT),
        lost_long=long,
        waited=percentiles(waits),
        talked=percentiles(talk_s(call) for call in answered),
        wrote=percentiles(after_s(call) for call in answered),
    )


def promise(durations_s: Iterable[float | None], within_s: int, *, silence_fails: bool) -> Promise:
    """How many kept a promise. What has no stamp either failed it (`silence_fails`: a ticket that
    nobody accepted) or was never promised (an incident that no agency was told of).
    """
    given = list(durations_s)
    known = [value for value in given if value is not None and value >= 0]
    n = len(given) if silence_fails else len(known)
    return Promise(Share(sum(value <= within_s for value in known), n), percentiles(given))
