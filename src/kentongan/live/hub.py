"""Who listens, and what each of them gets next.

Streams with the same rights share a channel: one log of encoded frames, filtered once. A stream is
a position in that log, so a thousand screens cost a thousand integers, not a thousand queues.
"""

import asyncio
import time
from collections import deque
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol
from uuid import UUID

from kentongan.live import encoding
from kentongan.live.encoding import LiveMessage

WINDOW = 10_000
"""Entries kept in memory for screens that come back."""
MOST_BEHIND = 1_000
"""Frames a slow screen may be behind before it is told to read again."""
STUCK_S = 30.0
"""A send that takes longer is to a machine that has stopped reading: its stream is dropped."""

ENDING = {
    "accounts.session.ended": "session-ended",
    "orgs.device.token-revoked": "session-ended",
    "orgs.rights.changed": "rights-changed",
}
"""Entries that end the streams of their subject: a session, a person, a device or a vehicle."""


class Rights(Protocol):
    """What `orgs.selectors.rights_of` answers, as far as the stream asks."""

    @property
    def stream_class(self) -> Hashable: ...

    def may_see(
        self,
        region: str,
        org_id: UUID | None,
        kind: str,
        *,
        restricted: bool = False,
        endangered: bool = False,
    ) -> bool: ...

    def may_count(self, region: str, kind: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Guest:
    """Who a stream was opened for, as known when it was last looked up."""

    actor_id: UUID
    session_id: UUID | None
    rights: Rights


class Channel:
    """The frames for one class of rights, and who waits for the next one."""

    def __init__(self, rights: Rights) -> None:
        self.rights = rights
        self.members = 0
        self.end = 0
        self._frames: deque[bytes] = deque(maxlen=MOST_BEHIND)
        self._waiting: list[asyncio.Future[None]] = []
        self._cut: tuple[int, int, dict[str, Any]] = (0, 0, {})

    def append(self, frames: Sequence[bytes]) -> None:
        """Add frames and wake whoever waits."""
        self._frames.extend(frames)
        self.end += len(frames)
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    def since(self, position: int) -> dict[str, Any] | None:
        """What follows `position`, as one ASGI message; None when that is no longer kept.

        Most streams stand at the same place, so the last answer is kept and shared.
        """
        if self._cut[0] == position and self._cut[1] == self.end:
            return self._cut[2]
        missing = self.end - position
        if missing > len(self._frames):
            return None
        tail = islice(self._frames, len(self._frames) - missing, None)
        self._cut = (position, self.end, body(b"".join(tail)))
        return self._cut[2]

    def wait(self) -> asyncio.Future[None]:
        """A future that is done when frames have come."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        return future


class Subscriber:
    """One open stream: its guest, its channel, its place there, and why it should end."""

    __slots__ = ("channel", "credential", "farewell", "guest", "position", "sending_since", "task",
                 "wake")  # fmt: skip

    def __init__(self, guest: Guest, credential: Hashable, channel: Channel) -> None:
        self.guest = guest
        self.credential = credential
        self.channel = channel
        self.position = channel.end
        self.farewell: str | None = None
        self.sending_since: float | None = None
        self.task: asyncio.Task[Any] | None = None
        self.wake: asyncio.Future[None] | None = None

    def dismiss(self, reason: str) -> None:
        """End this stream with a last word instead of whatever it would have got next."""
        self.farewell = self.farewell or reason
        if self.wake is not None and not self.wake.done():
            self.wake.set_result(None)

    async def next(self, newest: int) -> dict[str, Any] | None:
        """The next ASGI message to send, or None when the stream is to end."""
        while self.farewell is None and self.position == self.channel.end:
            self.wake = self.channel.wait()
            await self.wake
        if self.farewell is not None:
            return None
        message = self.channel.since(self.position)
        self.position = self.channel.end
        return message or body(encoding.reset(newest))


class Hub:
    """All streams of one process."""

    def __init__(self) -> None:
        self.seq = 0
        self._floor = 0
        self._window: deque[LiveMessage] = deque(maxlen=WINDOW)
        self._channels: dict[Hashable, Channel] = {}
        self._subscribers: set[Subscriber] = set()

    def __len__(self) -> int:
        return len(self._subscribers)

    def begin(self, seq: int) -> None:
        """Say where the journal stood when this process began to follow it."""
        self.seq = self._floor = seq

    def publish(self, messages: Sequence[LiveMessage]) -> None:
        """Give new entries to every stream that may see them; end those that entries end."""
        overflow = len(self._window) + len(messages) - WINDOW
        if overflow > 0:  # a batch is far shorter than the window, so what falls out is in it
            self._floor = self._window[overflow - 1].seq
        self._window.extend(messages)
        self.seq = messages[-1].seq
        for message in messages:
            if message.kind in ENDING:
                self._dismiss_subject(message.subject_id, ENDING[message.kind])
        for channel in self._channels.values():
            if frames := visible(messages, channel.rights):
                channel.append(frames)

    def beat(self) -> None:
        """Send the sign of life to all, and give up on those who have stopped reading."""
        frame = encoding.beat(self.seq)
        for channel in self._channels.values():
            channel.append([frame])
        now = time.monotonic()
        for each in list(self._subscribers):
            if each.sending_since and now - each.sending_since > STUCK_S and each.task:
                each.task.cancel()

    def join(self, guest: Guest, credential: Hashable) -> Subscriber:
        """Open a stream that gets everything after this moment."""
        kind = guest.rights.stream_class
        channel = self._channels.get(kind)
        if channel is None:
            channel = self._channels[kind] = Channel(guest.rights)
        channel.members += 1
        subscriber = Subscriber(guest, credential, channel)
        self._subscribers.add(subscriber)
        return subscriber

    def leave(self, subscriber: Subscriber) -> None:
        """Close a stream's place."""
        self._subscribers.discard(subscriber)
        channel = subscriber.channel
        channel.members -= 1
        if not channel.members:
            self._channels.pop(subscriber.guest.rights.stream_class, None)

    def remembers(self, seq: int) -> bool:
        """Whether everything after `seq` is still in memory."""
        return seq >= self._floor

    def between(self, seq: int, newest: int, rights: Rights) -> list[bytes]:
        """The frames in memory after `seq`, up to `newest`, that these rights may see."""
        return visible((m for m in self._window if seq < m.seq <= newest), rights)

    def credentials(self) -> set[Hashable]:
        """The distinct credentials of the open streams."""
        return {each.credential for each in self._subscribers}

    def look_again(self, credential: Hashable, guest: Guest | None) -> None:
        """Act on a fresh look at a credential: end its streams when they no longer match it."""
        for each in list(self._subscribers):
            if each.credential != credential:
                continue
            if guest is None:
                each.dismiss("session-ended")
            elif guest.rights.stream_class != each.guest.rights.stream_class:
                each.dismiss("rights-changed")
            else:
                each.guest = guest

    def dismiss_all(self, reason: str) -> None:
        """End every stream, before this process does."""
        for each in list(self._subscribers):
            each.dismiss(reason)

    def _dismiss_subject(self, subject_id: UUID, reason: str) -> None:
        for each in list(self._subscribers):
            if subject_id in (each.guest.actor_id, each.guest.session_id):
                each.dismiss(reason)


def visible(messages: Iterable[LiveMessage], rights: Rights) -> list[bytes]:
    """The frames of the messages that these rights may see; bare ones of what they only count."""
    return [frame for m in messages if (frame := _frame(m, rights))]


def _frame(message: LiveMessage, rights: Rights) -> bytes | None:
    if rights.may_see(
        message.region, message.org_id, message.kind, restricted=message.is_restricted,
        endangered=message.is_endangered,
    ):  # fmt: skip
        return message.frame
    return message.bare if rights.may_count(message.region, message.kind) else None


def body(content: bytes) -> dict[str, Any]:
    """A part of a stream as an ASGI message."""
    return {"type": "http.response.body", "body": content, "more_body": True}
