"""Queueing messages, and trying to deliver those that are due."""

import logging
from datetime import datetime
from uuid import UUID

from kentongan.journal import services as journal
from kentongan.journal.models import OutboxItem
from kentongan.journal.selectors import waiting_outbox
from kentongan.kernel.actors import MESSENGER, Actor
from kentongan.kernel.text import require_storable
from kentongan.messaging import adapters, events, rules
from kentongan.messaging.adapters.patience import send_within
from kentongan.messaging.adapters.protocol import Adapter, Outgoing
from kentongan.messaging.enums import DeliveryState, Medium, Purpose
from kentongan.messaging.errors import NotDelivered
from kentongan.messaging.models import Message
from kentongan.messaging.selectors import (
    TOPIC,
    access_unhandled,
    get_messages,
    may_still_send,
)

log = logging.getLogger(__name__)


def queue_message(
    *,
    by: Actor,
    medium: Medium,
    recipient: str,
    text: str,
    purpose: Purpose,
    subject_kind: str,
    subject_id: UUID,
    contact_safety: str | None = None,
    at: datetime,
) -> Message:
    """Store a message that goes out after commit.

    Refuses one to a caller who is not declared safe to contact (MESSAGING-001), and to nobody.
    """
    rules.require_contactable(purpose, contact_safety)
    rules.require_recipient(recipient)
    with journal.act(by=by, at=at) as act:
        message = Message.objects.create(
            medium=medium, purpose=purpose, recipient=recipient, text=text,
            subject_kind=subject_kind, subject_id=subject_id, created_at=at,
        )  # fmt: skip
        act.send(TOPIC, message.id)
        act.record(
            events.MessageQueued(
                message_id=message.id, medium=medium, purpose=purpose,
                about_kind=subject_kind, about_id=subject_id,
            )
        )  # fmt: skip
    return message


def note_handled(*, by: Actor, message_id: UUID, note: str, at: datetime) -> Message:
    """Somebody has seen to what a message that was given up was to do, and says how.

    Refuses one that is still tried or was sent (MESSAGING-005), one that is settled (-006), and
    one without saying what was done (-007).
    """
    said = require_storable("note", note)
    rules.require_note(said)
    with journal.act(by=by, at=at) as act:
        message = access_unhandled(by, message_id)
        rules.require_given_up(message.state, message.handled_at)
        message.handled_at, message.handled_by, message.handled_note = at, by.id, said
        message.save(update_fields=["handled_at", "handled_by", "handled_note"])
        act.record(events.MessageHandled(message_id=message.id))
    return message


def deliver_due(*, at: datetime, limit: int = 50) -> int:
    """Try what is due by now, one by one, and note what came of each. Returns how many were tried.

    The adapter is called outside any transaction, for a limited time. Each try is noted before it
    is made: two who deliver never make the same one, and after a death in between the next comes
    when its time has come.
    """
    adapter = adapters.chosen()
    items = list(waiting_outbox().filter(topic=TOPIC, due_at__lte=at)[:limit])
    messages = get_messages([item.ref_id for item in items])
    for item in items:
        _deliver(item, messages[item.ref_id], adapter, at)
    return len(items)


def _deliver(item: OutboxItem, message: Message, adapter: Adapter, at: datetime) -> None:
    if not may_still_send(message, at):
        _drop(item, message, at)
        return
    if not _begin_try(item, at):
        return
    outgoing = Outgoing(message.id, message.medium, message.recipient, message.text)
    try:
        receipt = send_within(adapter, outgoing)
    except NotDelivered as failure:
        _note_failure(item, message, adapter, str(failure.facts.get("reason", "—")), at)
    except Exception:  # noqa: BLE001 - an adapter that breaks keeps no other message waiting
        log.exception("adapter failed", extra={"topic": TOPIC, "attempts": item.attempts + 1})
        _note_failure(item, message, adapter, "UNEXPECTED", at)
    else:
        _note_sent(item, message, adapter, receipt, at)


def _drop(item: OutboxItem, message: Message, at: datetime) -> None:
    with journal.act(by=MESSENGER, at=at) as act:
        OutboxItem.objects.filter(id=item.id).update(done_at=at, last_error="")
        Message.objects.filter(id=message.id).update(state=DeliveryState.DROPPED)
        dropped = events.MessageDropped(
            message_id=message.id, about_kind=message.subject_kind, about_id=message.subject_id
        )
        act.record(dropped)


def _begin_try(item: OutboxItem, at: datetime) -> bool:
    """Whether this try is ours to make."""
    attempts = item.attempts + 1
    same = OutboxItem.objects.filter(id=item.id, attempts=item.attempts, done_at=None)
    with journal.act(by=MESSENGER, at=at):
        return bool(same.update(attempts=attempts, due_at=at + rules.retry_after(attempts)))


def _note_sent(
    item: OutboxItem, message: Message, adapter: Adapter, receipt: str, at: datetime
) -> None:
    attempts = item.attempts + 1
    with journal.act(by=MESSENGER, at=at) as act:
        OutboxItem.objects.filter(id=item.id).update(done_at=at, last_error="")
        Message.objects.filter(id=message.id).update(
            state=DeliveryState.SENT, sent_at=at, adapter=adapter.name, receipt=receipt
        )
        act.record(
            events.MessageSent(message_id=message.id, adapter=adapter.name, attempts=attempts)
        )


def _note_failure(
    item: OutboxItem, message: Message, adapter: Adapter, reason: str, at: datetime
) -> None:
    attempts = item.attempts + 1
    given_up = rules.is_given_up(attempts)
    with journal.act(by=MESSENGER, at=at) as act:
        OutboxItem.objects.filter(id=item.id).update(
            last_error=reason[:200], done_at=at if given_up else None
        )
        if given_up:
            Message.objects.filter(id=message.id).update(
                state=DeliveryState.FAILED, adapter=adapter.name, failed_at=at
            )
        act.record(
            events.MessageFailed(
                message_id=message.id, adapter=adapter.name, attempts=attempts, given_up=given_up
            )
        )
