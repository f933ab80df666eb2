"""A line that a desk has ordered: its own telephone rings, and once it is lifted the caller's.

The desk's channel has the id that the order gave it, so nothing is kept in mind here. Once the two
speak, the caller's channel speaks for the call as on every other line.
"""

from collections.abc import Iterator
from uuid import UUID

from kentongan.exchange.ami.channels import interface_of
from kentongan.exchange.ami.frames import Frame
from kentongan.exchange.enums import BackOutcome
from kentongan.exchange.facts import Fact, FactKind

K = FactKind
_BACK = "balik-"
_OUTCOME_OF = {
    "BUSY": BackOutcome.BUSY, "NOANSWER": BackOutcome.NO_ANSWER, "CANCEL": BackOutcome.CANCELLED,
}  # fmt: skip
"""Asterisk's DIALSTATUS; whatever else it says, no telephone rang there."""


def key_of(call_id: UUID, number: int) -> str:
    """The id of the line of a call's nth ringing back."""
    return f"{_BACK}{call_id.hex}-{number}"


def is_back(key: str) -> bool:
    """Whether a line was ordered by a desk."""
    return key.startswith(_BACK)


def call_of(key: str) -> UUID | None:
    """The call that a line was ordered for; None where it names none."""
    try:
        return UUID(hex=key.removeprefix(_BACK).partition("-")[0])
    except ValueError:
        return None


def facts_of(frame: Frame) -> Iterator[Fact]:
    """What one frame says of such a line, mostly nothing."""
    event, key = frame.get("Event", ""), frame.get("Uniqueid", "")
    if event == "OriginateResponse" and frame.get("Response") == "Failure":
        # it never had a channel, so the order's own id says which it was
        key = frame.get("ActionID", "")
        if is_back(key):
            yield Fact(K.NOT_REACHED, call=key, outcome=BackOutcome.DESK_SILENT)
    elif not is_back(key):
        return
    elif event == "DialBegin":
        channel = frame.get("Channel", "")
        yield Fact(K.DIALLED, call=key, member=interface_of(channel), member_line=channel)
    elif event == "DialEnd" and frame.get("DialStatus") == "ANSWER":
        yield connected(frame, frame.get("DestUniqueid", ""), frame.get("DestChannel", ""))
    elif event == "DialEnd":
        outcome = _OUTCOME_OF.get(frame.get("DialStatus", ""), BackOutcome.UNREACHABLE)
        yield Fact(K.NOT_REACHED, call=key, outcome=outcome)
    elif event == "Hangup":
        yield Fact(K.NOT_REACHED, call=key)


def connected(desk: Frame, becomes: str, line: str) -> Fact:
    """The caller has lifted: his channel speaks for the call from now on."""
    channel = desk.get("Channel", "")
    return Fact(
        K.CONNECTED, call=desk["Uniqueid"], member=interface_of(channel), member_line=channel,
        line=line, becomes=becomes,
    )  # fmt: skip
