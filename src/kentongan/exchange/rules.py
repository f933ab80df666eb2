"""What follows from what an exchange tells, decided from values alone."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from kentongan.calls.enums import AgentState
from kentongan.exchange.ami.channels import LONGEST_NUMBER
from kentongan.exchange.enums import LegState
from kentongan.exchange.errors import ExtensionUnusable
from kentongan.exchange.facts import Fact, FactKind

S = LegState
K = FactKind

_OPEN = (S.WAITING, S.RINGING, S.DIALLING, S.CONNECTED)
_STEPS: Mapping[FactKind, Mapping[str, LegState]] = {
    K.JOINED: {},
    K.RINGING: {S.WAITING: S.RINGING, S.RINGING: S.RINGING},
    K.MISSED: {S.RINGING: S.WAITING},
    # a second trunk is tried where the first has no way
    K.DIALLED: {S.RINGING: S.DIALLING, S.NOT_REACHED: S.DIALLING},
    K.NOT_REACHED: {S.RINGING: S.NOT_REACHED, S.DIALLING: S.NOT_REACHED},
    K.CONNECTED: dict.fromkeys(_OPEN, S.CONNECTED),
    K.ABANDONED: {S.WAITING: S.ABANDONED, S.RINGING: S.ABANDONED, S.CONNECTED: S.ENDED},
    K.TURNED_AWAY: {S.WAITING: S.TURNED_AWAY},
    K.HUNG_UP: {S.WAITING: S.ABANDONED, S.RINGING: S.ABANDONED, S.CONNECTED: S.ENDED},
}
"""What was told late or twice leads nowhere: an ended line rings no more."""

OPENS = frozenset({K.JOINED, K.RINGING, K.CONNECTED, K.ABANDONED, K.TURNED_AWAY})
"""What makes a call of a line never heard of; the others come too late to be about anybody."""

SKEW = timedelta(seconds=2)
LONGEST_WAIT = timedelta(hours=1)
LONGEST_EXTENSION = 20
LONGEST_ID, LONGEST_NAME, LONGEST_CHANNEL, LONGEST_RECORDING = 64, 80, 120, 400


def step(kind: FactKind, state: str) -> LegState | None:
    """Where a line goes from this state; None where the fact changes nothing."""
    return _STEPS.get(kind, {}).get(state)


def fitted(fact: Fact) -> Fact:
    """The same, no longer than what is kept of it."""
    return replace(
        fact, call=fitted_id(fact.call), queue=fact.queue[:LONGEST_NAME],
        member=fact.member[:LONGEST_NAME], number=fact.number[:LONGEST_NUMBER],
        line=fact.line[:LONGEST_CHANNEL], member_line=fact.member_line[:LONGEST_CHANNEL],
        recording=fact.recording[:LONGEST_RECORDING], becomes=fitted_id(fact.becomes),
        alive=frozenset(fitted_id(each) for each in fact.alive),
    )  # fmt: skip


def fitted_id(told: str) -> str:
    """The id of a line as it is kept. Of a long one the end tells callers apart, behind the name of
    the exchange: it is not cut, for two callers would become one.
    """
    return told if len(told) <= LONGEST_ID else sha256(told.encode()).hexdigest()


def arrival(told: datetime | None, at: datetime) -> datetime:
    """When the caller came: what the exchange says of one who waited before we listened; else now.
    Its clock is not ours: neither the future nor yesterday is believed.
    """
    if told is None or not SKEW < at - told < LONGEST_WAIT:
        return at
    return told


def clean_extension(told: str) -> str:
    """The number of a telephone as a desk may say it. Raises ExtensionUnusable."""
    text = told.strip()
    is_word = text.isascii() and text.replace("-", "").replace(".", "").replace("_", "").isalnum()
    if not is_word or len(text) > LONGEST_EXTENSION:
        raise ExtensionUnusable
    return text


_PAUSED = {
    AgentState.READY: False, AgentState.WRAP_UP: True, AgentState.BREAK: True,
    AgentState.PRAYER: True, AgentState.NOT_READY: True,
}  # fmt: skip


def is_paused(state: AgentState) -> bool | None:
    """Whether the queue leaves out who does this; None where it sees to that itself: on a call."""
    return _PAUSED.get(state)
