"""What another exchange tells by a signed request: the signature first, then the words.

`X-Kentongan-Time` and `X-Kentongan-Signature` are those of `kernel.signing`.
"""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from kentongan.exchange.ami.channels import joined_key, number_of
from kentongan.exchange.errors import EventTooOld, NotListening, SignatureWrong
from kentongan.exchange.facts import TOLD_BY_OTHERS, Fact, FactKind
from kentongan.exchange.types import Signed
from kentongan.kernel.errors import Unreadable, mark
from kentongan.kernel.signing import WINDOW_S, is_recent, is_signed
from kentongan.web.wire import Moment

LARGEST_BODY = 16 * 1024

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


def require_signed(secret: str, signed: Signed, at: datetime) -> None:
    """Raises NotListening without a secret, SignatureWrong, EventTooOld outside the window."""
    if not secret:
        raise NotListening
    if len(signed.body) > LARGEST_BODY:
        expected = mark("Isi kabar paling besar 16 KiB.")
        raise Unreadable(field="JSON", reason=str(len(signed.body)), expected=expected)
    if not is_signed(signed.signature, secret, signed.time, signed.body):
        raise SignatureWrong
    if not is_recent(signed.time, at):
        raise EventTooOld(window_s=WINDOW_S)


def fact_of(event: CtiEvent) -> Fact:
    """The same as a fact. Raises Unreadable for what is about no caller's line, and for a LEFT that
    is about no telephone which was rung into a call from here.
    """
    if event.event not in TOLD_BY_OTHERS:
        expected = ", ".join(sorted(kind.value for kind in TOLD_BY_OTHERS))
        raise Unreadable(field="event", reason=event.event.value, expected=expected)
    if event.event is FactKind.LEFT and joined_key(event.call) is None:
        expected = mark("Jalur pesawat yang disambungkan node ini: pengawas-…")
        raise Unreadable(field="call", reason=event.call, expected=expected)
    return Fact(
        event.event, call=event.call, queue=event.queue, member=event.member,
        number=number_of(event.number), recording=event.recording, at=event.at,
    )  # fmt: skip
