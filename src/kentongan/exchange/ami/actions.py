"""Orders to the manager interface, as bytes. A word with a line end in it is cut there."""

from collections.abc import Mapping


def action(name: str, fields: Mapping[str, str] | None = None, *, action_id: str = "") -> bytes:
    """One order."""
    lines = {"Action": name, "ActionID": action_id, **(fields or {})}
    return "".join(f"{k}: {_one_line(v)}\r\n" for k, v in lines.items() if v).encode() + b"\r\n"


def login(user: str, secret: str, *, events: bool) -> bytes:
    """The first order of a connection."""
    told = {"Username": user, "Secret": secret, "Events": "on" if events else "off"}
    return action("Login", told, action_id="login")


def pause(device: str, *, is_paused: bool, reason: str = "") -> bytes:
    """Give this member no more callers, or callers again."""
    told = {"Interface": device, "Paused": "true" if is_paused else "false", "Reason": reason}
    return action("QueuePause", told)


def _one_line(text: str) -> str:
    for end in "\r\n\0":
        text = text.partition(end)[0]
    return text
