"""What an exchange tells of a caller's line or of those who answer: plain values, whoever tells."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class FactKind(StrEnum):
    JOINED = "JOINED"
    """The caller waits in the queue."""
    RINGING = "RINGING"
    """A member's telephone rings for this caller."""
    MISSED = "MISSED"
    """It rang and nobody lifted it; the caller goes on waiting."""
    DIALLED = "DIALLED"
    """Rung back: the desk's telephone is lifted, the caller's rings."""
    CONNECTED = "CONNECTED"
    """The two speak."""
    ABANDONED = "ABANDONED"
    """The caller hung up before anybody answered."""
    TURNED_AWAY = "TURNED_AWAY"
    """The queue was full or nobody was in it: the caller never waited at all."""
    HUNG_UP = "HUNG_UP"
    """The caller's line is down after somebody had answered."""
    NOT_REACHED = "NOT_REACHED"
    """Rung back in vain."""
    DTMF = "DTMF"
    """The caller pressed a key; which one is not told."""
    RECORDED = "RECORDED"
    """Where the recording of this call is kept."""
    LEFT = "LEFT"
    """A telephone that was rung into a call is down again: `call` is the id its line was given."""
    PAUSED = "PAUSED"
    UNPAUSED = "UNPAUSED"
    MEMBER = "MEMBER"
    """One who answers, as the exchange's list has him."""
    MEMBER_ADDED = "MEMBER_ADDED"
    MEMBER_CHANGED = "MEMBER_CHANGED"
    MEMBER_REMOVED = "MEMBER_REMOVED"
    SNAPSHOT = "SNAPSHOT"
    """The list is complete: `alive` are all lines that exist now."""


OF_A_CALL = frozenset(
    {
        FactKind.JOINED, FactKind.RINGING, FactKind.MISSED, FactKind.CONNECTED, FactKind.ABANDONED,
        FactKind.TURNED_AWAY, FactKind.HUNG_UP, FactKind.DTMF, FactKind.RECORDED,
    }
)  # fmt: skip

OF_AN_ORDER = frozenset({FactKind.DIALLED, FactKind.NOT_REACHED})
"""What only an exchange that takes orders can tell: of a line that a desk has had it ring."""

TOLD_BY_OTHERS = OF_A_CALL | {FactKind.LEFT}
"""What may come by a signed request."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One of them. `call` is the exchange's own id of the caller's line (Asterisk: Uniqueid),
    `member` the interface that answers, `number` the caller's (empty where it is withheld).
    """

    kind: FactKind
    call: str = ""
    queue: str = ""
    member: str = ""
    number: str = ""
    at: datetime | None = None
    """When the exchange says it was; None where it does not say."""
    line: str = ""
    """The caller's channel, by which the exchange is told what to do with it."""
    member_line: str = ""
    recording: str = ""
    outcome: str = ""
    """Why nobody was reached (`BackOutcome`); empty where it is not told."""
    becomes: str = ""
    """Rung back: the id of the caller's line, by which it is told of from now on."""
    is_paused: bool = False
    alive: frozenset[str] = frozenset()
