"""A person sends a link to the caller, and ends it; no machine ever does (practice.md §3.1)."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from kentongan.calls.selectors import access_call
from kentongan.incidents.enums import ContactSafety
from kentongan.journal import services as journal
from kentongan.journal.selectors import node
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor
from kentongan.kernel.ids import hash_token, secret_token
from kentongan.locating import events, rules, selectors
from kentongan.locating.limits import LINK_LASTS
from kentongan.locating.models import LocationLink
from kentongan.messaging import services as messaging
from kentongan.messaging.enums import Medium, Purpose
from kentongan.orgs.enums import Right

SUBJECT = "location_link"


def send_link(*, by: Actor, call_id: UUID, is_agreed: bool, at: datetime) -> LocationLink:
    """Send the caller a link to say where he is; an earlier one ends.

    `is_agreed`: the caller has said that a message is safe. Refuses one who has not, and always
    one who may be in danger (LOCATING-007); no mobile number (-008); no address of ours (-009).
    """
    with journal.act(by=by, at=at) as act:
        call = access_call(by, call_id, right=Right.TAKE_CALLS, lock=True)
        if (refusal := selectors.why_not_send(call, is_agreed=is_agreed)) is not None:
            raise refusal
        _end_open(act, call_id, call.region, at)
        token, expires_at = secret_token(), at + LINK_LASTS.lasts(at)
        link = LocationLink.objects.create(
            call=call, token_hash=hash_token(token), sent_by=by.id, sent_at=at,
            expires_at=expires_at,
        )  # fmt: skip
        text = rules.message(
            url=rules.link(settings.PUBLIC_ADDRESS, token), expires_at=expires_at,
            zone=ZoneInfo(node().zone),
        )  # fmt: skip
        messaging.queue_message(
            by=by, medium=Medium.SMS, recipient=call.caller_phone, text=text,
            purpose=Purpose.FEEDBACK, subject_kind=SUBJECT, subject_id=link.id,
            contact_safety=ContactSafety.SAFE, at=at,
        )  # fmt: skip
        sent = events.LinkSent(
            call_id=call.id, link_id=link.id, expires_at=expires_at, is_agreed=is_agreed
        )
        act.record(sent, region=call.region)
    return link


def end_link(*, by: Actor, call_id: UUID, at: datetime) -> None:
    """The link of a call opens nothing any more. Ended twice it is the same."""
    with journal.act(by=by, at=at) as act:
        call = access_call(by, call_id, right=Right.TAKE_CALLS, lock=True)
        _end_open(act, call_id, call.region, at)


def _end_open(act: Act, call_id: UUID, region: str, at: datetime) -> None:
    for link in LocationLink.objects.select_for_update().filter(call_id=call_id, ended_at=None):
        link.ended_at = at
        link.save(update_fields=["ended_at"])
        act.record(events.LinkEnded(call_id=call_id, link_id=link.id), region=region)
