"""One life of the line to the manager interface: log in, ask what is, listen, notice silence."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from kentongan.exchange.address import AmiAddress
from kentongan.exchange.ami.actions import action, login
from kentongan.exchange.ami.frames import Frame, FrameReader

CONNECT_S = 2.0
PING_S = 1.0
SILENT_S = 3.0
"""An exchange that has not even answered a Ping for so long is lost: known within 5 s (issue 5.1).
"""
PIECE = 64 * 1024
LARGEST_UNSENT = 256 * 1024


class LinkBroken(Exception):  # noqa: N818 - an end that is expected, told by `reason`
    """The line is down. `reason` is a code: unreachable, refused, closed, silent."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class AmiLink:
    """A connection that is logged in. `listen` ends only by LinkBroken."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._frames = FrameReader()
        self._pending: list[Frame] = []

    @classmethod
    async def open(cls, address: AmiAddress) -> "AmiLink":
        """Connect and log in. Raises LinkBroken."""
        try:
            async with asyncio.timeout(CONNECT_S):
                streams = await asyncio.open_connection(address.host, address.port)
        except (OSError, TimeoutError):
            raise LinkBroken("unreachable") from None
        link = cls(*streams)
        try:
            await link._log_in(address)
        except BaseException:
            link.close()
            raise
        return link

    async def _log_in(self, address: AmiAddress) -> None:
        self.send(login(address.user, address.secret, events=True))
        while True:
            for number, frame in enumerate(frames := await self._next()):
                if frame.get("ActionID") != "login" and "Message" not in frame:
                    continue
                if frame.get("Response") != "Success":
                    raise LinkBroken("refused")
                self._pending = frames[number + 1 :]
                return

    def send(self, order: bytes) -> None:
        """Give an order; whether it was obeyed is told by the frames. Raises LinkBroken."""
        transport = self._writer.transport
        if transport.is_closing() or transport.get_write_buffer_size() > LARGEST_UNSENT:
            raise LinkBroken("closed")
        self._writer.write(order)

    async def listen(self, take: Callable[[list[Frame]], None]) -> None:
        """Ask who waits and who speaks, then give every frame to `take`, until the line is down."""
        self.send(action("QueueStatus", action_id="snapshot"))
        self.send(action("CoreShowChannels", action_id="snapshot"))
        pinging = asyncio.create_task(self._ping())
        try:
            take(self._pending)
            while True:
                take(await self._next())
        finally:
            pinging.cancel()
            with suppress(asyncio.CancelledError, LinkBroken):
                await pinging

    async def _ping(self) -> None:
        while True:
            await asyncio.sleep(PING_S)
            self.send(action("Ping"))

    async def _next(self) -> list[Frame]:
        try:
            async with asyncio.timeout(SILENT_S):
                piece = await self._reader.read(PIECE)
        except TimeoutError:
            raise LinkBroken("silent") from None
        except OSError:
            raise LinkBroken("closed") from None
        if not piece:
            raise LinkBroken("closed")
        return self._frames.feed(piece)

    def close(self) -> None:
        """Let the line go at once."""
        self._writer.transport.abort()
