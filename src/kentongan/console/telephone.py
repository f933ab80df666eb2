"""What rings at Meja 112, in which order, and what the telephone exchange says of it, if any."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from kentongan.calls.enums import CallState
from kentongan.calls.types import Call
from kentongan.demotions import selectors as demotions
from kentongan.demotions.types import Delay
from kentongan.exchange import selectors as exchange
from kentongan.exchange.enums import OPEN_LEGS
from kentongan.kernel import clock
from kentongan.orgs.enums import Right
from kentongan.orgs.types import Rights

LOST_SHOWN = timedelta(hours=12)


def queue_context(rights: Rights, waiting: Sequence[Call]) -> dict[str, object]:
    """The calls that wait, in the order in which they are answered, and where each rings; who hung
    up before an answer, for those who may ring back.

    One of a demoted number stands as if it had come some seconds later (practice.md §3.3).
    """
    at = clock.now()
    takes, since = rights.has_anywhere(Right.TAKE_CALLS), at - LOST_SHOWN
    delays = demotions.delays_among([call.id for call in waiting], at) if waiting else {}
    lost = exchange.list_lost_callers(rights, since=since) if takes else []
    return {
        "waiting": sorted(waiting, key=lambda call: _comes_at(call, delays.get(call.id))),
        "delays": delays,
        "legs": exchange.legs_of([call.id for call in waiting]),
        "lost": lost,
        "lost_count": exchange.count_lost_callers(rights, since=since, shown=len(lost)),
    }


def _comes_at(call: Call, delay: Delay | None) -> datetime:
    return call.arrived_at + timedelta(seconds=delay.wait_s if delay else 0)


def line_context(call: Call) -> dict[str, object]:
    """What the exchange says of the call in hand, and whether its number is demoted."""
    is_connected = exchange.is_connected()
    legs = exchange.list_legs(call.id) if is_connected else []
    leg = legs[-1] if legs else None
    is_promised = call.state == CallState.CALLBACK
    return {
        "demotion": demotions.find_demotion(call.caller_phone_index, clock.now()),
        "leg": leg,
        "tones": sum(each.tones for each in legs),
        "ringings": [each for each in legs if each.is_back],
        "is_being_rung": is_promised and leg is not None and leg.is_back and leg.state in OPEN_LEGS,
        "may_ring_back": is_connected and is_promised,
    }
