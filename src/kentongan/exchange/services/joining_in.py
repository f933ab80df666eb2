"""A supervisor's telephone joins a call that is spoken at another desk (ADR 0028).

Nothing is written here: the act that orders it says who, whom and why, and is not written where the
exchange does not obey.
"""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from kentongan.exchange import selectors
from kentongan.exchange.adapters.asterisk import (
    RINGS_FOR_MS,
    both_to,
    device_of,
    give_orders,
    hang_up_if_there,
    room_of,
)
from kentongan.exchange.ami.channels import joined_line
from kentongan.exchange.enums import JoinMode
from kentongan.exchange.errors import ExchangeAway, NoTelephone
from kentongan.exchange.models import Leg
from kentongan.kernel.actors import Actor

SPY_OPTIONS = {JoinMode.LISTEN: "qESu", JoinMode.WHISPER: "qESuw"}
"""ChanSpy: no beep (q), this channel and no other whatever is dialled (u), over as soon as it hangs
up (E, S), heard by the desk alone (w). Never d: its keys would change the mode behind our back.
"""


def join_in(*, by: Actor, call_id: UUID, key: UUID, mode: JoinMode, at: datetime) -> None:
    """`by`'s telephone rings, and is in the call once it is lifted; `key` is how it leaves again.

    Refuses who has named no telephone (EXCHANGE-006); raises ExchangeAway where it is not obeyed.
    """
    leg = selectors.find_open_leg(call_id)
    # a comma would end the channel's name and begin the options
    if leg is None or not leg.member_line or "," in leg.member_line:
        raise ExchangeAway
    extension = selectors.extension_of(by.id)
    if not extension:
        raise NoTelephone
    ring = {
        "Channel": device_of(extension), "ChannelId": joined_line(key), "Async": "true",
        "Timeout": str(RINGS_FOR_MS),
    }  # fmt: skip
    give_orders(settings.AMI, _orders(leg, mode, ring))


def leave_again(*, by: Actor, key: UUID, at: datetime) -> bool:
    """The telephone that joined by this key goes down; False where it was put down already."""
    return hang_up_if_there(settings.AMI, joined_line(key))


def _orders(leg: Leg, mode: JoinMode, ring: dict[str, str]) -> list[tuple[str, dict[str, str]]]:
    if mode in SPY_OPTIONS:
        data = f"{leg.member_line},{SPY_OPTIONS[mode]}"
        return [("Originate", ring | {"Application": "ChanSpy", "Data": data})]
    room = room_of(leg)
    into = {"Context": settings.AMI_CONTEXT, "Exten": room, "Priority": "1"}
    return [("Redirect", both_to(leg, member_to=room)), ("Originate", ring | into)]
