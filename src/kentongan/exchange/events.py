"""What this room writes to the journal: ids and codes; no number, no name, no key pressed."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from kentongan.kernel.events import Event


class LegEvent(Event):
    """What the exchange told of a call. `user_id` is who sits at the telephone, where known."""

    subject: ClassVar[str] = "call"
    call_id: UUID
    leg_id: UUID
    state: str
    user_id: UUID | None


class LegRings(LegEvent):
    kind = "exchange.call.rings"


class LegConnected(LegEvent):
    kind = "exchange.call.connected"


class LegAbandoned(LegEvent):
    kind = "exchange.call.abandoned"


class LegTurnedAway(LegEvent):
    kind = "exchange.call.turned-away"


class LegDials(LegEvent):
    """The desk's telephone is lifted; the caller's rings."""

    kind = "exchange.call.dials"


class LegNotReached(LegEvent):
    """A caller was rung back in vain: why, as far as the exchange tells."""

    kind = "exchange.call.not-reached"
    outcome: str


class LegEnded(LegEvent):
    kind = "exchange.call.ended"


class LegRecorded(LegEvent):
    """The exchange has told where the recording is kept; the place itself stays out of here."""

    kind = "exchange.call.recorded"


class LegPressed(LegEvent):
    """The caller has pressed a key, once or twice: one who cannot speak may do so. Not which."""

    kind = "exchange.call.pressed"


class JoiningEnded(Event):
    """A telephone that was rung into a call is down: by hand, with the call, or never lifted. The
    id is the key by which it was rung; whose it is, knows who had it rung.
    """

    kind = "exchange.joining.ended"
    subject: ClassVar[str] = "joining"
    joining_id: UUID


class JoiningsListed(Event):
    """An exchange that was away says which of those telephones are in a call (`alive`, keys); what
    was rung after `asked_at` is not in it.
    """

    kind = "exchange.joining.listed"
    subject: ClassVar[str] = "link"
    link_id: UUID
    alive: list[UUID]
    asked_at: datetime


class CalledBack(Event):
    """A desk has had the caller rung through the exchange."""

    kind = "exchange.call.called-back"
    subject: ClassVar[str] = "call"
    call_id: UUID
    user_id: UUID


class SeatTaken(Event):
    kind = "exchange.seat.taken"
    subject: ClassVar[str] = "user"
    user_id: UUID
    extension: str


class SeatLeft(Event):
    """Somebody else sits at that telephone now, or nobody."""

    kind = "exchange.seat.left"
    subject: ClassVar[str] = "user"
    user_id: UUID
    extension: str


class MemberEvent(Event):
    """One who answers in a queue, by the telephone; `user_id` is who sits there, where known."""

    subject: ClassVar[str] = "link"
    link_id: UUID
    queue: str
    extension: str
    user_id: UUID | None


class MemberPaused(MemberEvent):
    """The queue rings this telephone no more, whoever has said so: the desk or its own keys."""

    kind = "exchange.member.paused"


class MemberUnpaused(MemberEvent):
    kind = "exchange.member.unpaused"


class MemberAdded(MemberEvent):
    kind = "exchange.member.added"


class MemberChanged(MemberEvent):
    """Rung earlier or later than others."""

    kind = "exchange.member.changed"


class MemberRemoved(MemberEvent):
    kind = "exchange.member.removed"


class LinkEvent(Event):
    subject: ClassVar[str] = "link"
    link_id: UUID
    source: str


class LinkLost(LinkEvent):
    kind = "exchange.link.lost"
    reason: str


class LinkRestored(LinkEvent):
    kind = "exchange.link.restored"
