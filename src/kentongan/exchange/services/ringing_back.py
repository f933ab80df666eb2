"""A promise to ring back, kept through the exchange: the desk's telephone rings, then his.

The promise stands until the two speak. What came of it is told by the exchange (`hearing`).
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from kentongan.calls import services as calls
from kentongan.calls.enums import CallState
from kentongan.calls.selectors import access_call
from kentongan.calls.types import Call
from kentongan.exchange import events, selectors
from kentongan.exchange.adapters.asterisk import RINGS_FOR_MS, device_of, dialled, give_orders
from kentongan.exchange.ami.backs import key_of
from kentongan.exchange.ami.channels import extension_of
from kentongan.exchange.enums import OPEN_LEGS, BackOutcome, LegState
from kentongan.exchange.errors import BeingRung, NoTelephone, NothingToRing
from kentongan.exchange.models import Leg
from kentongan.incidents.enums import ContactSafety
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.orgs.enums import Right

_NEVER_RUNG = (ContactSafety.DO_NOT_CONTACT, ContactSafety.SILENT_ONLY)


NO_NEWS_AFTER = timedelta(minutes=3)
"""A ring of which the exchange has told nothing for so long is not going on any more."""


def ring_back(*, by: Actor, call_id: UUID, at: datetime) -> Call:
    """Ring who was promised it. Once the two speak the call is this operator's; until then, and
    where nobody lifts, the promise stands.

    Refuses without a promise, without a number, where a ring could betray (EXCHANGE-007), without a
    telephone of one's own (EXCHANGE-006), while a colleague rings the same caller (008); an
    exchange that does not obey changes nothing (005).
    """
    with journal.act(by=by, at=at) as act:
        call = access_call(by, call_id, right=Right.TAKE_CALLS, lock=True)
        number = dialled(call.caller_phone)
        if call.state != CallState.CALLBACK or not number or call.contact_safety in _NEVER_RUNG:
            raise NothingToRing
        extension = selectors.extension_of(by.id)
        if not extension:
            raise NoTelephone
        earlier = selectors.list_ringings(call_id)
        _require_nobody_rings(earlier, at)
        leg = Leg.objects.create(
            source=selectors.ORDERED, uniqueid=key_of(call_id, len(earlier) + 1), call=call,
            is_back=True, state=LegState.RINGING, member=device_of(extension), user_id=by.id,
            joined_at=at, changed_at=at,
        )  # fmt: skip
        ring = {
            "Channel": device_of(extension), "ChannelId": leg.uniqueid, "Exten": number,
            "Context": settings.AMI_CONTEXT, "Priority": "1", "Async": "true",
            "Timeout": str(RINGS_FOR_MS),
        }  # fmt: skip
        give_orders(settings.AMI, [("Originate", ring)])
        call = calls.note_callback_tried(by=by, call_id=call_id, at=at)
        act.record(events.CalledBack(call_id=call_id, user_id=by.id), region=call.region)
    return call


def _require_nobody_rings(earlier: list[Leg], at: datetime) -> None:
    for leg in earlier:
        if leg.state not in OPEN_LEGS:
            continue
        if at - leg.changed_at < NO_NEWS_AFTER:
            raise BeingRung(extension=extension_of(leg.member))
        leg.state, leg.outcome, leg.changed_at = LegState.NOT_REACHED, BackOutcome.NOT_KNOWN, at
        leg.save(update_fields=["state", "outcome", "changed_at"])


def follow_transfer(*, by: Actor, call_id: UUID, user_id: UUID, at: datetime) -> None:
    """The caller is at a colleague's telephone now: his desk shows the call."""
    with journal.act(by=by, at=at) as act:
        leg = Leg.objects.select_for_update(no_key=True).filter(call_id=call_id).first()
        if leg is None or leg.user_id == user_id or leg.id != _open_id(call_id):
            return
        leg.user_id, leg.changed_at = user_id, at
        leg.save(update_fields=["user_id", "changed_at"])
        told = events.LegConnected(
            call_id=call_id, leg_id=leg.id, state=str(leg.state), user_id=user_id
        )
        act.record(told, region=access_call(by, call_id).region)


def _open_id(call_id: UUID) -> UUID | None:
    leg = selectors.find_open_leg(call_id)
    return leg.id if leg else None
