"""What the telephone exchange adds to Meja 112: nothing at all on a node that has none."""

from collections.abc import Sequence
from datetime import timedelta

from kentongan.calls.enums import CallState
from kentongan.calls.types import Call
from kentongan.exchange import selectors as exchange
from kentongan.kernel import clock
from kentongan.orgs.enums import Right
from kentongan.orgs.types import Rights

LOST_SHOWN = timedelta(hours=12)


def queue_context(rights: Rights, waiting: Sequence[Call]) -> dict[str, object]:
    """Where each waiting call rings; who hung up before an answer, for those who may ring back."""
    takes, since = rights.has_anywhere(Right.TAKE_CALLS), clock.now() - LOST_SHOWN
    return {
        "legs": exchange.legs_of([call.id for call in waiting]),
        "lost": exchange.list_lost_callers(rights, since=since) if takes else [],
    }


def line_context(call: Call) -> dict[str, object]:
    """What the exchange says of the call in hand."""
    is_connected = exchange.is_connected()
    return {
        "leg": exchange.find_leg(call.id) if is_connected else None,
        "may_ring_back": is_connected and call.state == CallState.CALLBACK,
    }
