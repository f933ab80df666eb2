"""Telephones that say where they are, for tests."""

from datetime import datetime
from typing import Any

from kentongan.calls import services as calls
from kentongan.calls.enums import Channel
from kentongan.calls.models import Call
from kentongan.calls.types import NewCall
from kentongan.kernel.actors import SETUP, TELEPHONES, Actor
from kentongan.locating import services
from kentongan.locating.models import Fix
from kentongan.messaging.models import Message
from tests.conftest import NIGHT

PHONE = "+6281234567891"


def make_call(by: Actor, *, phone: str = PHONE, at: datetime = NIGHT) -> Call:
    """A call that `by` has in hand."""
    new = NewCall(channel=Channel.SIMULATED, phone=phone)
    made = calls.receive_call(by=SETUP, new=new, at=at)
    return calls.answer_call(by=by, call_id=made.id, at=at)


def message(lat: float = -6.9194, radius: float = 50, **more: Any) -> str:
    """A short message of version 1."""
    said = {"lt": f"{lat:+.5f}", "lg": "+110.20110", "rd": f"{radius:.0f}", "lc": 90, "pm": "G"}
    return 'A"ML=1;' + ";".join(f"{key}={value}" for key, value in (said | more).items())


def hear(text: str, *, phone: str = "081234567891", at: datetime = NIGHT) -> Fix:
    """What the gateway hands on: the number as the network writes it."""
    return services.hear_message(by=TELEPHONES, phone=phone, text=text, at=at)[0]


def sent_token() -> str:
    """The token in the newest message."""
    text = Message.objects.latest("id").text
    return text.partition("/l/")[2].partition(" ")[0]
