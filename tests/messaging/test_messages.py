"""Messages: to whom none may go, the outbox, and what a failing gateway does."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.journal.models import Entry, OutboxItem
from kentongan.kernel.actors import SETUP
from kentongan.kernel.ids import new_id
from kentongan.messaging import adapters, errors, rules, selectors, services
from kentongan.messaging.enums import DeliveryState, Medium, Purpose
from kentongan.messaging.models import Message
from tests.conftest import NIGHT

NUMBER = "+628123456789"
TEXT = "TANDA-PESAN"


def queue(**overrides):
    values = {
        "medium": Medium.SMS, "recipient": NUMBER, "text": TEXT, "purpose": Purpose.FEEDBACK,
        "subject_kind": "incident", "subject_id": new_id(), "contact_safety": "SAFE",
    }  # fmt: skip
    return services.queue_message(by=SETUP, **(values | overrides), at=NIGHT)


class Flaky:
    """A gateway that fails as often as it is told to."""

    name = "flaky"
    is_fake = True

    def __init__(self, failures):
        self.failures = failures
        self.sent = []

    def send(self, message):
        if self.failures:
            self.failures -= 1
            raise errors.NotDelivered(reason="TIMEOUT")
        self.sent.append(message.id)
        return "ok"


@pytest.fixture
def flaky(monkeypatch):
    adapter = Flaky(1)
    monkeypatch.setattr(adapters, "chosen", lambda: adapter)
    return adapter


@pytest.mark.parametrize("safety", ["SILENT_ONLY", "DO_NOT_CONTACT", "UNKNOWN", None, ""])
def test_nothing_is_queued_to_a_caller_who_is_not_declared_safe(cast, safety):
    with pytest.raises(errors.NotSafeToContact):
        queue(contact_safety=safety)
    assert not Message.objects.exists()
    assert not OutboxItem.objects.exists()


def test_escalation_to_staff_needs_no_contact_safety(cast):
    assert queue(purpose=Purpose.ESCALATION, contact_safety=None).state == DeliveryState.WAITING


def test_message_to_nobody_is_refused(cast):
    with pytest.raises(errors.NoRecipient):
        queue(recipient="  ")


def test_due_message_is_sent_once_and_labelled_as_fake(cast):
    message = queue()
    assert services.deliver_due(at=NIGHT) == 1
    assert services.deliver_due(at=NIGHT) == 0
    message.refresh_from_db()
    assert (message.state, message.adapter, message.sent_at) == ("SENT", "fake", NIGHT)
    assert message.receipt.startswith("fake-")
    assert selectors.adapter_label() == ("fake", True)


def test_failed_try_is_repeated_later_and_tells_nothing_personal(cast, flaky):
    message = queue()
    services.deliver_due(at=NIGHT)
    item = OutboxItem.objects.get(ref_id=message.id)
    assert (item.attempts, item.last_error, item.done_at) == (1, "TIMEOUT", None)
    assert item.due_at == NIGHT + rules.FIRST_RETRY
    assert services.deliver_due(at=NIGHT) == 0
    assert selectors.next_due() == item.due_at
    services.deliver_due(at=item.due_at)
    message.refresh_from_db()
    assert message.state == DeliveryState.SENT
    assert selectors.count_waiting() == 0


def test_message_that_fails_to_the_end_is_failed_and_visible(cast, flaky):
    message = queue()
    flaky.failures = rules.MAX_ATTEMPTS
    for _ in range(rules.MAX_ATTEMPTS):
        services.deliver_due(at=NIGHT + timedelta(days=1))
        OutboxItem.objects.update(due_at=NIGHT)
    message.refresh_from_db()
    assert message.state == DeliveryState.FAILED
    assert Entry.objects.latest("seq").facts["given_up"] is True


def test_texts_and_numbers_never_reach_the_journal_or_the_outbox(cast):
    queue()
    services.deliver_due(at=NIGHT)
    written = [entry.data for entry in Entry.objects.all()]
    written += [item.last_error for item in OutboxItem.objects.all()]
    assert not any(TEXT in text or NUMBER in text for text in written)


def test_messages_are_encrypted_at_rest(cast):
    message = queue()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT recipient, text FROM messaging_message")
        [(recipient, text)] = cursor.fetchall()
    assert NUMBER not in recipient
    assert TEXT not in text
    assert Message.objects.get(id=message.id).recipient == NUMBER


@given(st.integers(1, 40))
def test_waiting_never_shrinks_and_has_an_end(attempts):
    assert rules.retry_after(attempts) <= rules.retry_after(attempts + 1) <= rules.LAST_RETRY


def test_unknown_adapter_is_named(settings):
    settings.MESSAGING_ADAPTER = "pigeon"
    with pytest.raises(errors.NoSuchAdapter):
        adapters.chosen()
