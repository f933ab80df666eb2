"""What of this room is open when a duty at the 112 centre ends: call-backs, neighbours, calls."""

from datetime import datetime

from kentongan.calls.enums import CallState, Disposition
from kentongan.calls.selectors import list_to_hand_over
from kentongan.calls.types import Call
from kentongan.orgs.enums import MatterKind
from kentongan.orgs.selectors import matters_from
from kentongan.orgs.types import Matter, Organisation


@matters_from
def open_calls(org: Organisation, _at: datetime) -> list[Matter]:
    """Calls that somebody still has to do something about. Who rang is not told here."""
    return [_matter(call) for call in list_to_hand_over(org)]


def _matter(call: Call) -> Matter:
    label = Disposition(call.disposition).label if call.disposition else ""
    words = (str(CallState(call.state).label), str(label))
    return Matter(
        kind=_kind_of(call),
        id=call.id,
        title=call.number,
        detail=" · ".join(word for word in words if word),
        since=call.arrived_at,
    )


def _kind_of(call: Call) -> MatterKind:
    if call.state == CallState.CALLBACK:
        return MatterKind.CALLBACK
    is_out = call.disposition == Disposition.OUT_OF_AREA
    return MatterKind.NEIGHBOUR if is_out else MatterKind.CALL
