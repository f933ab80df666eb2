"""A promise to ring back, kept through the exchange: the desk's telephone rings, then his."""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from kentongan.calls import services as calls
from kentongan.calls.enums import CallState
from kentongan.calls.selectors import access_call
from kentongan.calls.types import Call
from kentongan.exchange import events, selectors
from kentongan.exchange.adapters.asterisk import RINGS_FOR_MS, device_of, dialled, give_orders
from kentongan.exchange.errors import NoTelephone, NothingToRing
from kentongan.exchange.models import Leg
from kentongan.incidents.enums import ContactSafety
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.orgs.enums import Right

_NEVER_RUNG = (ContactSafety.DO_NOT_CONTACT, ContactSafety.SILENT_ONLY)


def ring_back(*, by: Actor, call_id: UUID, at: datetime) -> Call:
    """Ring who was promised it; from then on the call is this operator's.

    Refuses without a promise, without a number, where a ring could betray (EXCHANGE-007), without a
    telephone of one's own (EXCHANGE-006); an exchange that does not obey changes nothing (005).
    """
    with journal.act(by=by, at=at) as act:
        call = access_call(by, call_id, right=Right.TAKE_CALLS, lock=True)
        number = dialled(call.caller_phone)
        if call.state != CallState.CALLBACK or not number or call.contact_safety in _NEVER_RUNG:
            raise NothingToRing
        extension = selectors.extension_of(by.id)
        if not extension:
            raise NoTelephone
        ring = {
            "Channel": device_of(extension), "Context": settings.AMI_CONTEXT, "Exten": number,
            "Priority": "1", "Async": "true", "Timeout": str(RINGS_FOR_MS),
        }  # fmt: skip
        give_orders(settings.AMI, [("Originate", ring)])
        call = calls.answer_call(by=by, call_id=call_id, at=at)
        act.record(events.CalledBack(call_id=call_id, user_id=by.id), region=call.region)
    return call


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
