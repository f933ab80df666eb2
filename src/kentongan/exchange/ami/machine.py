"""Frames in, facts out: what Asterisk's queue says, read as what happened to a caller.

Only the caller's own channel speaks for the call (its Uniqueid); the channels towards members and
the far ends of local ones do not. Nothing is known of the clock or of the database: when something
was is read from the frames themselves, and what came twice is told once.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kentongan.exchange.ami import backs
from kentongan.exchange.ami.channels import (
    interface_of,
    joined_key,
    number_of,
    seconds_of,
    started_at,
)
from kentongan.exchange.ami.frames import Frame
from kentongan.exchange.facts import Fact, FactKind

K = FactKind

BEFORE_THE_QUEUE = "KentonganWait"
"""What a dialplan says of a caller who is not in a queue yet (room `demotions`)."""
MOST_CALLS = 20_000
"""Lines kept in mind at once; the oldest is let go. A centre with a thousand is a large one."""
_REFUSED = frozenset({"FULL", "JOINEMPTY", "JOINUNAVAIL"})


@dataclass
class _Line:
    """What has been told of one caller's line so far."""

    queue: str = ""
    number: str = ""
    channel: str = ""
    member: str = ""
    state: FactKind | None = None
    joined_at: datetime | None = None
    connected_at: datetime | None = None
    refused: bool = False
    recording: str = ""


@dataclass
class _Listing:
    """The lists asked for after login, as far as they have come."""

    waiting: dict[str, Frame] = field(default_factory=dict)
    channels: list[Frame] = field(default_factory=list)


class CallMachine:
    """One connection's view of the exchange. `queues` empty: every queue is ours."""

    def __init__(self, queues: Iterable[str] = ()) -> None:
        self._queues = frozenset(queues)
        self._lines: OrderedDict[str, _Line] = OrderedDict()
        self._left: OrderedDict[str, None] = OrderedDict()
        self._paused: dict[tuple[str, str], bool] = {}
        self._listing = _Listing()
        self._steps: dict[str, Callable[[Frame], Iterator[Fact]]] = {
            "Newexten": self._entered,
            "QueueCallerJoin": self._joined,
            "AgentCalled": self._rings,
            "AgentRingNoAnswer": self._missed,
            "AgentConnect": self._connected,
            "QueueCallerAbandon": self._abandoned,
            "AgentComplete": self._spoke,
            "DialBegin": self._rung_back,
            "DialEnd": self._rung_back,
            "VarSet": self._set,
            "Hangup": self._hung_up,
            "OriginateResponse": self._rung,
            "DTMFEnd": self._pressed,
            "UserEvent": self._waits,
            "QueueMemberPause": self._paused_or_not,
            "QueueMemberStatus": self._paused_or_not,
            "QueueMemberAdded": self._member_changed,
            "QueueMemberPenalty": self._member_changed,
            "QueueMemberRemoved": self._member_changed,
            "QueueMember": self._listed_member,
            "QueueEntry": self._listed_entry,
            "CoreShowChannel": self._listed_channel,
            "CoreShowChannelsComplete": self._listed_all,
        }

    def take(self, frame: Frame) -> list[Fact]:
        """The facts of one frame, mostly none."""
        step = self._steps.get(frame.get("Event", ""))
        return list(step(frame)) if step else []

    def _is_ours(self, queue: str) -> bool:
        return bool(queue) and (not self._queues or queue in self._queues)

    def _line(self, frame: Frame) -> _Line:
        """The line of the frame's channel, known from now on."""
        call = frame["Uniqueid"]
        line = self._lines.get(call)
        if line is None:
            line = self._lines[call] = _Line()
            if len(self._lines) > MOST_CALLS:
                self._lines.popitem(last=False)
        line.channel = frame.get("Channel", line.channel)
        line.number = number_of(frame.get("CallerIDNum", "")) or line.number
        return line

    def _known(self, frame: Frame) -> _Line | None:
        return self._lines.get(frame.get("Uniqueid", ""))

    def _entered(self, frame: Frame) -> Iterator[Fact]:
        """The caller has come to a queue, which may not take him."""
        queue = frame.get("AppData", "").partition(",")[0]
        is_queue = frame.get("Application") == "Queue" and frame.get("Uniqueid")
        if is_queue and self._is_ours(queue):
            line = self._line(frame)
            line.queue, line.refused = queue, False
        yield from ()

    def _waits(self, frame: Frame) -> Iterator[Fact]:
        """The caller is here and hears an announcement before the queue (docs/operations)."""
        if frame.get("UserEvent") != BEFORE_THE_QUEUE or not frame.get("Uniqueid"):
            return
        line = self._line(frame)
        if line.state is None:
            yield self._join(frame, line, "")

    def _joined(self, frame: Frame) -> Iterator[Fact]:
        queue = frame.get("Queue", "")
        if not frame.get("Uniqueid") or not self._is_ours(queue):
            return
        line = self._line(frame)
        if line.state is not None and (line.queue == queue or line.state is K.CONNECTED):
            return
        yield self._join(frame, line, queue)

    def _join(self, frame: Frame, line: _Line, queue: str) -> Fact:
        line.queue, line.state, line.refused = queue, K.JOINED, False
        line.joined_at = line.joined_at or _told_at(frame) or started_at(frame["Uniqueid"])
        return self._fact(K.JOINED, frame, line, at=line.joined_at)

    def _rings(self, frame: Frame) -> Iterator[Fact]:
        line, member = self._known(frame), frame.get("Interface", "")
        if line is None or line.state not in {K.JOINED, K.RINGING, K.MISSED}:
            return
        line.state, line.member = K.RINGING, member
        at = started_at(frame.get("DestUniqueid", "")) or line.joined_at
        yield self._fact(K.RINGING, frame, line, at=at, member_line=frame.get("DestChannel", ""))

    def _missed(self, frame: Frame) -> Iterator[Fact]:
        line, member = self._known(frame), frame.get("Interface", "")
        if line is None or line.state not in {K.JOINED, K.RINGING, K.MISSED}:
            return
        if member == line.member:
            line.state = K.MISSED
        yield self._fact(K.MISSED, frame, line, member=member)

    def _connected(self, frame: Frame) -> Iterator[Fact]:
        line = self._known(frame)
        if line is None or line.state is K.CONNECTED:
            return
        line.state, line.member = K.CONNECTED, frame.get("Interface", line.member)
        line.connected_at = _after(line.joined_at, frame.get("HoldTime", ""))
        yield self._fact(
            K.CONNECTED, frame, line, at=line.connected_at,
            member_line=frame.get("DestChannel", ""),
        )  # fmt: skip

    def _abandoned(self, frame: Frame) -> Iterator[Fact]:
        line = self._known(frame)
        if line is None or line.state in {None, K.CONNECTED}:
            return
        del self._lines[frame["Uniqueid"]]
        at = _after(line.joined_at, frame.get("HoldTime", ""))
        line.member = ""
        yield self._fact(K.ABANDONED, frame, line, at=at)

    def _spoke(self, frame: Frame) -> Iterator[Fact]:
        """How long they spoke. The line may go on, to a third or to another desk."""
        line = self._known(frame)
        if line is not None:
            line.connected_at = _after(line.connected_at, frame.get("TalkTime", ""))
        yield from ()

    def _set(self, frame: Frame) -> Iterator[Fact]:
        line, value = self._known(frame), frame.get("Value", "")
        if line is None:
            return
        if frame.get("Variable") == "QUEUESTATUS":
            line.refused = value in _REFUSED
        elif frame.get("Variable") == "MIXMONITOR_FILENAME" and value != line.recording:
            line.recording = value
            yield self._fact(K.RECORDED, frame, line, recording=value)

    def _hung_up(self, frame: Frame) -> Iterator[Fact]:
        uniqueid = frame.get("Uniqueid", "")
        yield from self._lay_down(uniqueid, frame)
        line = self._lines.pop(uniqueid, None)
        if line is None:
            yield from self._rung_back(frame)
            return
        if line.state is K.CONNECTED:
            yield self._fact(K.HUNG_UP, frame, line, at=line.connected_at)
        elif line.state is not None:
            line.member = ""
            yield self._fact(K.ABANDONED, frame, line, at=line.joined_at)
        elif line.refused:
            yield self._fact(K.TURNED_AWAY, frame, line, at=started_at(frame["Uniqueid"]))

    def _rung_back(self, frame: Frame) -> Iterator[Fact]:
        for fact in backs.facts_of(frame):
            yield self._learnt(fact)

    def _learnt(self, fact: Fact) -> Fact:
        """The line of a caller who was rung back and has lifted is one of ours."""
        if fact.becomes:
            self._lines[fact.becomes] = _Line(
                channel=fact.line, member=fact.member, state=K.CONNECTED
            )
        return fact

    def _rung(self, frame: Frame) -> Iterator[Fact]:
        """A telephone that was to be rung. One that could not be rung has no line that could go
        down, and is known by the id of the order.
        """
        yield from self._rung_back(frame)
        if frame.get("Response") != "Success":
            yield from self._lay_down(frame.get("ActionID", ""), frame)

    def _lay_down(self, uniqueid: str, frame: Frame) -> Iterator[Fact]:
        """Told once, whichever event comes first."""
        if joined_key(uniqueid) is None or uniqueid in self._left:
            return
        self._left[uniqueid] = None
        if len(self._left) > MOST_CALLS:
            self._left.popitem(last=False)
        yield Fact(K.LEFT, call=uniqueid, at=_told_at(frame))

    def _pressed(self, frame: Frame) -> Iterator[Fact]:
        line = self._known(frame)
        if line is not None and line.state is not None and frame.get("Direction") != "Sent":
            yield self._fact(K.DTMF, frame, line)

    def _paused_or_not(self, frame: Frame) -> Iterator[Fact]:
        queue, member = frame.get("Queue", ""), frame.get("Interface", "")
        paused = frame.get("Paused", "")
        if not member or not self._is_ours(queue) or paused not in {"0", "1"}:
            return
        is_paused = paused == "1"
        if self._paused.get((queue, member), False) != is_paused:
            self._paused[queue, member] = is_paused
            yield self._of_member(K.PAUSED if is_paused else K.UNPAUSED, frame)

    def _member_changed(self, frame: Frame) -> Iterator[Fact]:
        queue, member = frame.get("Queue", ""), frame.get("Interface", "")
        if not member or not self._is_ours(queue):
            return
        if frame["Event"] == "QueueMemberRemoved":
            self._paused.pop((queue, member), None)
            yield self._of_member(K.MEMBER_REMOVED, frame)
            return
        self._paused[queue, member] = frame.get("Paused") == "1"
        is_new = frame["Event"] == "QueueMemberAdded"
        yield self._of_member(K.MEMBER_ADDED if is_new else K.MEMBER_CHANGED, frame)

    def _listed_member(self, frame: Frame) -> Iterator[Fact]:
        queue, member = frame.get("Queue", ""), frame.get("Location", "")
        if member and self._is_ours(queue):
            self._paused[queue, member] = frame.get("Paused") == "1"
            yield self._of_member(K.MEMBER, frame, member=member)

    def _listed_entry(self, frame: Frame) -> Iterator[Fact]:
        """One who waited already before we listened."""
        queue = frame.get("Queue", "")
        if not frame.get("Uniqueid") or not self._is_ours(queue):
            return
        self._listing.waiting[frame["Uniqueid"]] = frame
        line = self._line(frame)
        if line.state is None:
            yield self._join(frame, line, queue)

    def _listed_channel(self, frame: Frame) -> Iterator[Fact]:
        if frame.get("Uniqueid") and len(self._listing.channels) < MOST_CALLS:
            self._listing.channels.append(frame)
        yield from ()

    def _listed_all(self, frame: Frame) -> Iterator[Fact]:
        """Who was connected while nobody listened. Whose line is not in the list is let go by
        whoever keeps the calls: one that joined since the list was made is not in it either.
        """
        listing, self._listing = self._listing, _Listing()
        for channel in listing.channels:
            if backs.is_back(channel["Uniqueid"]):
                yield from self._found_back(channel, listing.channels)
            elif channel["Uniqueid"] not in listing.waiting:
                yield from self._found_connected(channel, listing.channels)
        alive = frozenset(channel["Uniqueid"] for channel in listing.channels)
        yield Fact(K.SNAPSHOT, at=_told_at(frame), alive=alive)

    def _found_connected(self, frame: Frame, channels: list[Frame]) -> Iterator[Fact]:
        queue = frame.get("ApplicationData", "").partition(",")[0]
        bridge = frame.get("BridgeId", "")
        if frame.get("Application") != "Queue" or not bridge or not self._is_ours(queue):
            return
        line = self._line(frame)
        if line.state is None:
            yield self._join(frame, line, queue)
        partner = _partner(frame, channels)
        if line.state is K.CONNECTED or partner is None:
            return
        line.state, line.member = K.CONNECTED, interface_of(partner.get("Channel", ""))
        yield self._fact(K.CONNECTED, frame, line, member_line=partner.get("Channel", ""))

    def _found_back(self, frame: Frame, channels: list[Frame]) -> Iterator[Fact]:
        """A caller who was rung back lifted while nobody listened."""
        partner = _partner(frame, channels)
        if partner is not None and partner["Uniqueid"] not in self._lines:
            channel = partner.get("Channel", "")
            yield self._learnt(backs.connected(frame, partner["Uniqueid"], channel))

    def _of_member(self, kind: FactKind, frame: Frame, *, member: str = "") -> Fact:
        member = member or frame["Interface"]
        is_paused = frame.get("Paused") == "1"
        at = _told_at(frame)
        if at is None and kind is K.MEMBER_ADDED:
            at = started_at(frame.get("LoginTime", ""))
        return Fact(kind, queue=frame.get("Queue", ""), member=member, is_paused=is_paused, at=at)

    def _fact(
        self, kind: FactKind, frame: Frame, line: _Line, *, at: datetime | None = None,
        member: str = "", member_line: str = "", recording: str = "",
    ) -> Fact:  # fmt: skip
        return Fact(
            kind, call=frame["Uniqueid"], queue=line.queue, member=member or line.member,
            number=line.number, at=_told_at(frame) or at, line=line.channel,
            member_line=member_line, recording=recording,
        )  # fmt: skip


def _partner(frame: Frame, channels: list[Frame]) -> Frame | None:
    """The other channel of the same bridge."""
    bridge = frame.get("BridgeId", "")
    others = (c for c in channels if bridge and c.get("BridgeId") == bridge and c is not frame)
    return next(others, None)


def _told_at(frame: Frame) -> datetime | None:
    """The frame's own time, where manager.conf says `timestampevents = yes`."""
    return started_at(frame.get("Timestamp", ""))


def _after(begun: datetime | None, seconds: str) -> datetime | None:
    return begun + timedelta(seconds=seconds_of(seconds)) if begun else None
