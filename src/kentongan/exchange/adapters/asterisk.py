"""The desk's keys at Asterisk: each order on a connection of its own, obeyed or refused at once.

A queue's call knows no hold and no third one. Both go into a conference room of their own (context
`kentongan`, docs/operations/exchange.md): there the caller hears music while the desk is away, a
third one is rung into it, and whoever leaves takes nobody's line down.
"""

import re
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from django.conf import settings

from kentongan.exchange import selectors
from kentongan.exchange.address import AmiAddress
from kentongan.exchange.ami.actions import action, login
from kentongan.exchange.ami.frames import Frame, FrameReader
from kentongan.exchange.enums import LegState
from kentongan.exchange.errors import ExchangeAway, NoTelephone
from kentongan.exchange.models import Leg

ANSWERS_WITHIN_S = 1.5
"""An order stands in somebody's act: the desk waits no longer, and is told to use the telephone."""
RINGS_FOR_MS = 30_000
_NOT_DIALLED = re.compile(r"[^0-9+*#]")


def dialled(number: str) -> str:
    """What may be dialled of what was typed."""
    return _NOT_DIALLED.sub("", number)


def device_of(extension: str) -> str:
    """How the exchange calls a desk's telephone."""
    return str(settings.AMI_DEVICE).format(extension=extension)


def room_of(leg: Leg) -> str:
    """The conference room of a call, into which it goes once it is more than two telephones."""
    return f"konf-{leg.id.hex}"


def to(channel: str, exten: str) -> dict[str, str]:
    """Where a channel goes."""
    context = settings.AMI_CONTEXT
    return {"Channel": channel, "Context": context, "Exten": exten, "Priority": "1"}


def both_to(leg: Leg, *, member_to: str) -> dict[str, str]:
    """The caller into the call's room, the desk's telephone where it is said."""
    return to(leg.line, room_of(leg)) | {
        "ExtraChannel": leg.member_line, "ExtraContext": settings.AMI_CONTEXT,
        "ExtraExten": member_to, "ExtraPriority": "1",
    }  # fmt: skip


def give_orders(address: AmiAddress | None, orders: Sequence[tuple[str, dict[str, str]]]) -> None:
    """Log in, give the orders one after the other, go. Raises ExchangeAway at the first that is
    refused or not answered in time, and at once while it is known to be away: nobody's act waits
    for that twice.
    """
    with _logged_in(address) as asked:
        for number, (name, fields) in enumerate(orders):
            # an exchange that could not ring a telephone at all says so by this id alone
            action_id = fields.get("ChannelId") or f"order-{number}"
            asked.obeyed(action(name, fields, action_id=action_id), action_id)


def hang_up_if_there(address: AmiAddress | None, channel: str) -> bool:
    """Put a line down by its name or id. False where the exchange knows none: it is down already.
    Raises ExchangeAway where it does not answer.
    """
    with _logged_in(address) as asked:
        order = action("Hangup", {"Channel": channel}, action_id="hangup")
        return asked.answered(order, "hangup") == "Success"


@contextmanager
def _logged_in(address: AmiAddress | None) -> Iterator["_Asked"]:
    if address is None or selectors.is_away():
        raise ExchangeAway
    until = time.monotonic() + ANSWERS_WITHIN_S
    try:
        with socket.create_connection((address.host, address.port), ANSWERS_WITHIN_S) as line:
            asked = _Asked(line, until)
            asked.obeyed(login(address.user, address.secret, events=False), "login")
            yield asked
            line.sendall(action("Logoff"))
    except OSError:
        raise ExchangeAway from None


class _Asked:
    """A connection on which one order is answered before the next is given."""

    def __init__(self, line: socket.socket, until: float) -> None:
        self._line = line
        self._until = until
        self._reader = FrameReader()
        self._frames: list[Frame] = []

    def obeyed(self, order: bytes, action_id: str) -> None:
        """Raises ExchangeAway unless it was."""
        if self.answered(order, action_id) != "Success":
            raise ExchangeAway

    def answered(self, order: bytes, action_id: str) -> str:
        """What it said to it. Raises ExchangeAway where it says nothing in time."""
        self._line.sendall(order)
        while (frame := self._next()).get("ActionID") != action_id or "Response" not in frame:
            pass
        return frame["Response"]

    def _next(self) -> Frame:
        while not self._frames:
            left_s = self._until - time.monotonic()
            if left_s <= 0:
                raise ExchangeAway
            self._line.settimeout(left_s)
            piece = self._line.recv(65_536)
            if not piece:
                raise ExchangeAway
            self._frames = self._reader.feed(piece)
        return self._frames.pop(0)


class AsteriskLines:
    """`calls.adapters.Exchange` for the calls that came through the exchange."""

    def holds(self, call_id: UUID) -> bool:
        """Whether somebody speaks there now, and we may give orders."""
        if settings.AMI is None:
            return False
        leg = selectors.find_open_leg(call_id)
        return leg is not None and leg.state == LegState.CONNECTED and bool(leg.line)

    def has_pressed(self, call_id: UUID) -> bool:
        """Told by whatever exchange: "tekan tombol bila bahaya" was answered (practice.md §3.2)."""
        return any(leg.tones for leg in selectors.list_legs(call_id))

    def hold(self, call_id: UUID) -> None:
        """The caller hears music; the desk's telephone waits beside."""
        leg = self._leg(call_id)
        self._order(("Redirect", both_to(leg, member_to="tunggu")))

    def resume(self, call_id: UUID) -> None:
        """The desk comes back into the caller's room."""
        leg = self._leg(call_id)
        self._order(("Redirect", to(leg.member_line, room_of(leg))))

    def mute(self, call_id: UUID) -> None:
        """Nothing of the desk's microphone goes to the caller."""
        self._order(("MuteAudio", self._microphone(call_id, "on")))

    def unmute(self, call_id: UUID) -> None:
        """It does again."""
        self._order(("MuteAudio", self._microphone(call_id, "off")))

    def join(self, call_id: UUID, number: str) -> None:
        """Both into a room of their own, and the third is rung into it."""
        leg = self._leg(call_id)
        room = room_of(leg)
        ring = {
            "Channel": f"Local/{dialled(number)}@{settings.AMI_CONTEXT}", "Exten": room,
            "Context": settings.AMI_CONTEXT, "Priority": "1", "Async": "true",
            "Timeout": str(RINGS_FOR_MS),
        }  # fmt: skip
        self._order(("Redirect", both_to(leg, member_to=room)), ("Originate", ring))

    def drop(self, call_id: UUID, number: str) -> None:
        """The third one's line goes down; the other two stay."""
        self._leg(call_id)
        name = re.escape(f"Local/{dialled(number)}@{settings.AMI_CONTEXT}-").replace("/", "\\/")
        self._order(("Hangup", {"Channel": f"/^{name}.*/"}))

    def transfer(self, call_id: UUID, user_id: UUID) -> None:
        """The colleague's telephone rings for the caller. Refuses one who has named none."""
        leg, extension = self._leg(call_id), selectors.extension_of(user_id)
        if not extension:
            raise NoTelephone
        self._order(("Redirect", to(leg.line, extension)))

    def hang_up(self, call_id: UUID) -> None:
        """The caller's line goes down, and with it the desk's."""
        self._order(("Hangup", {"Channel": self._leg(call_id).line}))

    def _leg(self, call_id: UUID) -> Leg:
        leg = selectors.find_open_leg(call_id)
        if leg is None or not leg.line:
            raise ExchangeAway
        return leg

    def _microphone(self, call_id: UUID, state: str) -> dict[str, str]:
        return {"Channel": self._leg(call_id).member_line, "Direction": "in", "State": state}

    def _order(self, *orders: tuple[str, dict[str, str]]) -> None:
        give_orders(settings.AMI, orders)
