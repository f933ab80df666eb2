"""An exchange that is none: it speaks the manager interface over TCP, for drills and tests.

It keeps a queue as Asterisk's does, tells everybody who has logged in, obeys the orders the desk
gives, and can be made to fall silent. No sound goes anywhere.
"""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from kentongan.exchange.ami.frames import Frame, FrameReader

QUEUE = "112"
BANNER = b"Asterisk Call Manager/11.0.0\r\n"


@dataclass
class PracticeCall:
    """One caller's line."""

    uniqueid: str
    number: str
    channel: str
    member: str = ""
    member_channel: str = ""
    is_spoken: bool = False

    def fields(self) -> dict[str, str]:
        """What every event says of it."""
        return {
            "Channel": self.channel, "Uniqueid": self.uniqueid, "Linkedid": self.uniqueid,
            "CallerIDNum": self.number or "<unknown>", "Queue": QUEUE,
        }  # fmt: skip


@dataclass
class PracticeExchange:
    """`with PracticeExchange().listening() as exchange:` — its `address` is KENTONGAN_AMI."""

    user: str = "kentongan"
    secret: str = "latihan"  # noqa: S105 - of an exchange that is none
    calls: dict[str, PracticeCall] = field(default_factory=dict)
    orders: list[Frame] = field(default_factory=list)
    """What was asked of it, in order; logins, lists and pings left out."""
    port: int = 0
    refuses: bool = False
    """Whether it says no to every order."""
    joined: dict[str, Frame] = field(default_factory=dict)
    """Telephones that were rung into a call, by the id that was given to their line."""
    _clients: list[socket.socket] = field(default_factory=list)
    _listener: socket.socket | None = None
    _silent: bool = False
    _count: int = 0
    _lock: threading.RLock = field(default_factory=threading.RLock)

    @property
    def address(self) -> str:
        """For KENTONGAN_AMI."""
        return f"ami://{self.user}:{self.secret}@127.0.0.1:{self.port}/{QUEUE}"

    @contextmanager
    def listening(self, port: int = 0) -> Iterator["PracticeExchange"]:
        """Open for as long as the block runs."""
        self.open(port)
        try:
            yield self
        finally:
            self.close()

    def open(self, port: int = 0) -> None:
        """Listen, on the port it had before where it had one."""
        self._silent = False
        self._listener = socket.create_server(("127.0.0.1", port or self.port))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def close(self) -> None:
        """As when its power goes: nobody is told."""
        if self._listener is not None:
            with suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)  # wakes whoever accepts
            self._listener.close()
            self._listener = None
        with self._lock:
            clients, self._clients = self._clients, []
        for client in clients:
            with suppress(OSError):
                client.shutdown(socket.SHUT_RDWR)
            client.close()

    def fall_silent(self) -> None:
        """As when a cable is cut: connections stand, and nothing comes."""
        self._silent = True

    def wait_for_listener(self, seconds: float = 10.0) -> None:
        """Until somebody has logged in. Raises TimeoutError."""
        until = time.monotonic() + seconds
        while not self._clients:
            if time.monotonic() > until:
                raise TimeoutError("nobody has logged in")
            time.sleep(0.01)

    # ── what callers and members do ──────────────────────────────────────────────────────────
    def join(self, number: str = "") -> str:
        """A caller comes to the queue; answers the line's id."""
        with self._lock:
            self._count += 1
            uniqueid = f"{int(time.time())}.{self._count}"
            call = PracticeCall(uniqueid, number, f"PJSIP/trunk-{self._count:08x}")
            self.calls[uniqueid] = call
        self._tell("QueueCallerJoin", call, Position="1", Count=str(len(self.calls)))
        return uniqueid

    def ring(self, uniqueid: str, extension: str) -> None:
        """A member's telephone rings."""
        call = self.calls[uniqueid]
        call.member, call.member_channel = f"PJSIP/{extension}", f"PJSIP/{extension}-0000000a"
        member = {"Interface": call.member, "DestChannel": call.member_channel}
        self._tell("AgentCalled", call, **member)

    def connect(self, uniqueid: str, extension: str) -> None:
        """He lifts it."""
        self.ring(uniqueid, extension)
        call = self.calls[uniqueid]
        call.is_spoken = True
        self._tell("QueueCallerLeave", call)
        member = {"Interface": call.member, "DestChannel": call.member_channel}
        self._tell("AgentConnect", call, HoldTime="1", **member)

    def abandon(self, uniqueid: str) -> None:
        """The caller gives up."""
        call = self.calls.pop(uniqueid)
        self._tell("QueueCallerAbandon", call, HoldTime="1")
        self._tell("Hangup", call)

    def hang_up(self, uniqueid: str) -> None:
        """The caller's line goes down, and with it whoever listened to its desk."""
        call = self.calls.pop(uniqueid)
        for key, frame in list(self.joined.items()):
            if call.member_channel and frame.get("Data", "").startswith(call.member_channel):
                self.lay_down(key)
        self._tell("Hangup", call)

    def lay_down(self, key: str) -> None:
        """A telephone that was rung into a call goes down, or was never lifted."""
        with self._lock:
            known = self.joined.pop(key, None)
        if known is not None:
            self._send_event("Hangup", self._joined_line(key, known) | {"Cause": "16"})

    @staticmethod
    def _joined_line(key: str, frame: Frame) -> dict[str, str]:
        return {"Channel": f"{frame['Channel']}-0000000f", "Uniqueid": key, "Linkedid": key}

    def press(self, uniqueid: str, digit: str = "1") -> None:
        """The caller presses a key."""
        self._tell("DTMFEnd", self.calls[uniqueid], Digit=digit, Direction="Received")

    def turn_away(self, number: str = "") -> None:
        """A caller finds nobody in the queue."""
        with self._lock:
            self._count += 1
            uniqueid = f"{int(time.time())}.{self._count}"
        call = PracticeCall(uniqueid, number, f"PJSIP/trunk-{self._count:08x}")
        self._tell("Newexten", call, Application="Queue", AppData=f"{QUEUE},t")
        self._tell("VarSet", call, Variable="QUEUESTATUS", Value="JOINEMPTY")
        self._tell("Hangup", call)

    # ── who is rung back, by the id of the line that was ordered ─────────────────────────────
    def lift_desk(self, key: str) -> None:
        """The desk's telephone is lifted, and the caller's rings."""
        self._send_event("DialBegin", self._ordered(key) | self._far(key))

    def answer_back(self, key: str) -> str:
        """The caller lifts; answers the id of his line."""
        far = self._far(key)
        self._send_event("DialEnd", self._ordered(key) | {"DialStatus": "ANSWER"} | far)
        desk, line = self.joined.pop(key), far["DestUniqueid"]
        channel = f"{desk['Channel']}-0000000b"
        self.calls[line] = PracticeCall(
            line, desk["Exten"], far["DestChannel"], member=desk["Channel"],
            member_channel=channel, is_spoken=True,
        )  # fmt: skip
        return line

    def miss_back(self, key: str, status: str = "NOANSWER") -> None:
        """He does not, or the desk's telephone is not lifted (`status` empty)."""
        ordered = self._ordered(key)
        if status:
            self._send_event("DialEnd", ordered | {"DialStatus": status} | self._far(key))
        self.lay_down(key)

    def _ordered(self, key: str) -> dict[str, str]:
        return {"Channel": f"{self.joined[key]['Channel']}-0000000b", "Uniqueid": key}

    def _far(self, key: str) -> dict[str, str]:
        mark = key.rpartition("-")[2]
        return {
            "DestChannel": f"PJSIP/trunk-{mark:0>8}",
            "DestUniqueid": f"{int(time.time())}.b{mark}",
        }

    def _tell(self, event: str, call: PracticeCall, **more: str) -> None:
        self._send_event(event, call.fields() | more)

    def _send_event(self, event: str, fields: dict[str, str]) -> None:
        told = {"Event": event, **fields}
        self._send_all("".join(f"{k}: {v}\r\n" for k, v in told.items()).encode() + b"\r\n")

    def _send_all(self, data: bytes) -> None:
        if self._silent:
            return
        with self._lock:
            for client in self._clients:
                with suppress(OSError):
                    client.sendall(data)

    # ── the other end of the connection ──────────────────────────────────────────────────────
    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        reader = FrameReader()
        with suppress(OSError):
            if not self._silent:
                client.sendall(BANNER)
            while piece := client.recv(65_536):
                for frame in reader.feed(piece):
                    if not self._silent:
                        self._answer(client, frame)
        client.close()

    def _answer(self, client: socket.socket, frame: Frame) -> None:
        name = frame.get("Action", "")
        answers: dict[str, Callable[[socket.socket, Frame], None]] = {
            "Login": self._log_in, "QueueStatus": self._list_queue,
            "CoreShowChannels": self._list_channels, "Ping": self._obey, "Logoff": self._obey,
        }  # fmt: skip
        if name not in answers:
            self.orders.append(frame)
        with self._lock:
            answers.get(name, self._obey)(client, frame)

    def _log_in(self, client: socket.socket, frame: Frame) -> None:
        is_known = (frame.get("Username"), frame.get("Secret")) == (self.user, self.secret)
        self._respond(client, frame, "Success" if is_known else "Error")
        if is_known and frame.get("Events") != "off":
            self._clients.append(client)

    def _obey(self, client: socket.socket, frame: Frame) -> None:
        is_refused = frame in self.orders and (self.refuses or self._is_no_line(frame))
        name = "" if is_refused else frame.get("Action", "")
        if name == "Originate" and "ChannelId" in frame:
            self.joined[frame["ChannelId"]] = frame
        elif name == "Hangup":
            self.lay_down(frame.get("Channel", ""))
        self._respond(client, frame, "Error" if is_refused else "Success")
        if name == "Hangup":
            for call in [c for c in self.calls.values() if c.channel == frame.get("Channel")]:
                self.hang_up(call.uniqueid)

    def _is_no_line(self, frame: Frame) -> bool:
        """Whether a line is to be put down by an id that no line has."""
        channel = frame.get("Channel", "/")
        return frame.get("Action") == "Hangup" and "/" not in channel and channel not in self.joined

    def _list_queue(self, client: socket.socket, frame: Frame) -> None:
        self._respond(client, frame, "Success")
        waiting = [call for call in self.calls.values() if not call.is_spoken]
        self._list(client, "QueueEntry", [call.fields() for call in waiting], "QueueStatusComplete")

    def _list_channels(self, client: socket.socket, frame: Frame) -> None:
        self._respond(client, frame, "Success")
        rows = []
        for call in self.calls.values():
            speaks = {"BridgeId": call.uniqueid} if call.is_spoken else {}
            rows.append(call.fields() | {"Application": "Queue", "ApplicationData": QUEUE} | speaks)
            if speaks:
                rows.append({"Channel": call.member_channel, "Uniqueid": f"{call.uniqueid}9"}
                            | speaks)  # fmt: skip
        rows += [self._joined_line(key, frame) for key, frame in self.joined.items()]
        self._list(client, "CoreShowChannel", rows, "CoreShowChannelsComplete")

    def _list(
        self, client: socket.socket, event: str, rows: list[dict[str, str]], complete: str
    ) -> None:
        for row in [*({"Event": event, **row} for row in rows), {"Event": complete}]:
            lines = "".join(f"{key}: {value}\r\n" for key, value in row.items())
            client.sendall(lines.encode() + b"\r\n")

    def _respond(self, client: socket.socket, frame: Frame, said: str) -> None:
        told = {"Message": "practice"}
        if action_id := frame.get("ActionID", ""):
            told["ActionID"] = action_id
        lines = "".join(f"{k}: {v}\r\n" for k, v in {"Response": said, **told}.items())
        client.sendall(lines.encode() + b"\r\n")
