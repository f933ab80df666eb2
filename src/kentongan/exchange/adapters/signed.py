"""What another exchange tells by a signed request: the signature first, then the words.

`X-Kentongan-Time` is the second it was sent (Unix time), `X-Kentongan-Signature` the HMAC-SHA256
(RFC 2104), in hexadecimal, of that time, a full stop and the body, keyed with the shared secret.
"""

import hashlib
import hmac
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from kentongan.exchange.ami.channels import number_of
from kentongan.exchange.errors import EventTooOld, NotListening, SignatureWrong
from kentongan.exchange.facts import OF_A_CALL, Fact, FactKind
from kentongan.exchange.types import Signed
from kentongan.kernel.errors import Unreadable, mark
from kentongan.web.wire import Moment

WINDOW_S = 300
LARGEST_BODY = 16 * 1024
PREFIX = "sha256="

Id = Annotated[str, Meta(min_length=1, max_length=64)]
Name = Annotated[str, Meta(max_length=80)]


class CtiEvent(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """One thing that happened to a caller's line."""

    id: Id
    event: FactKind
    call: Id
    queue: Name = ""
    member: Name = ""
    number: Annotated[str, Meta(max_length=64)] = ""
    recording: Annotated[str, Meta(max_length=400)] = ""
    at: Moment | None = None


def sign(secret: str, time: str, body: bytes) -> str:
    """The signature in hexadecimal."""
    return hmac.new(secret.encode(), time.encode() + b"." + body, hashlib.sha256).hexdigest()


def require_signed(secret: str, signed: Signed, at: datetime) -> None:
    """Raises NotListening without a secret, SignatureWrong, EventTooOld outside the window."""
    if not secret:
        raise NotListening
    if len(signed.body) > LARGEST_BODY:
        expected = mark("Isi kabar paling besar 16 KiB.")
        raise Unreadable(field="JSON", reason=str(len(signed.body)), expected=expected)
    given = signed.signature.strip().removeprefix(PREFIX)
    right = sign(secret, signed.time, signed.body)
    # bytes: compare_digest refuses letters beyond ASCII
    if not hmac.compare_digest(given.encode("utf-8", "replace"), right.encode()):
        raise SignatureWrong
    is_time = signed.time.isascii() and signed.time.isdecimal() and len(signed.time) <= 12  # noqa: PLR2004 - digits
    if not is_time or abs(at.timestamp() - int(signed.time)) > WINDOW_S:
        raise EventTooOld(window_s=WINDOW_S)


def fact_of(event: CtiEvent) -> Fact:
    """The same as a fact. Raises Unreadable for what is about no caller's line."""
    if event.event not in OF_A_CALL:
        expected = ", ".join(sorted(kind.value for kind in OF_A_CALL))
        raise Unreadable(field="event", reason=event.event.value, expected=expected)
    return Fact(
        event.event, call=event.call, queue=event.queue, member=event.member,
        number=number_of(event.number), recording=event.recording, at=event.at,
    )  # fmt: skip
