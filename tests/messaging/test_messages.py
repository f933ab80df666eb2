"""Messages: to whom none may go, the outbox, and what a failing gateway does."""

import threading
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.journal.models import Entry, OutboxItem
from kentongan.kernel.actors import SETUP
from kentongan.kernel.ids import new_id
from kentongan.messaging import adapters, errors, rules, selectors, services
from kentongan.messaging.adapters import patience
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
    assert message.failed_at == NIGHT + timedelta(days=1)
    assert selectors.undelivered().failed == 1
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


class Hanging:
    """A gateway that answers when it is let go."""

    name = "hanging"
    is_fake = True

    def __init__(self):
        self.let_go = threading.Event()
        self.sent = []

    def send(self, message):
        self.sent.append(message.id)
        self.let_go.wait(10)
        return "late"


@pytest.fixture
def hanging(monkeypatch):
    adapter = Hanging()
    monkeypatch.setattr(adapters, "chosen", lambda: adapter)
    monkeypatch.setattr(patience, "LIMIT_S", 0.05)
    monkeypatch.setattr(patience, "_under_way", {})
    yield adapter
    adapter.let_go.set()


def test_adapter_that_hangs_keeps_nobody_waiting_and_sends_nothing_twice(cast, hanging):
    message = queue()
    services.deliver_due(at=NIGHT)
    item = OutboxItem.objects.get(ref_id=message.id)
    assert (item.last_error, item.done_at) == ("TIMEOUT", None)
    services.deliver_due(at=item.due_at)  # still under way
    hanging.let_go.set()
    item.refresh_from_db()
    services.deliver_due(at=item.due_at)
    message.refresh_from_db()
    assert (message.state, message.receipt) == ("SENT", "late")
    assert hanging.sent == [message.id]


def test_no_more_tries_are_begun_than_may_hang(cast, hanging, monkeypatch):
    monkeypatch.setattr(patience, "MOST_HANGING", 1)
    queue()
    queue()
    services.deliver_due(at=NIGHT)
    errors_told = sorted(OutboxItem.objects.values_list("last_error", flat=True))
    assert errors_told == ["BUSY", "TIMEOUT"]
    assert len(hanging.sent) == 1


def test_adapter_that_breaks_keeps_no_other_message_waiting(cast, flaky, monkeypatch):
    first = queue()
    second = queue()
    send = flaky.send

    def break_for_first(message):
        if message.id == first.id:
            raise ValueError(TEXT)
        return send(message)

    flaky.failures = 0
    monkeypatch.setattr(flaky, "send", break_for_first)
    services.deliver_due(at=NIGHT)
    states = dict(Message.objects.values_list("id", "state"))
    assert states == {first.id: DeliveryState.WAITING, second.id: DeliveryState.SENT}
    assert OutboxItem.objects.get(ref_id=first.id).last_error == "UNEXPECTED"


def test_two_who_deliver_never_make_the_same_try(cast, flaky):
    flaky.failures = 0
    message = queue()
    item = OutboxItem.objects.get(ref_id=message.id)
    services._deliver(item, message, flaky, NIGHT)
    services._deliver(item, message, flaky, NIGHT)
    assert flaky.sent == [message.id]


def test_try_whose_outcome_was_never_noted_is_made_again_later(cast, flaky):
    """The worker died between the call and the note: the message is not lost."""
    flaky.failures = 0
    message = queue()
    item = OutboxItem.objects.get(ref_id=message.id)
    assert services._begin_try(item, NIGHT)
    assert services.deliver_due(at=NIGHT) == 0
    assert services.deliver_due(at=NIGHT + rules.FIRST_RETRY) == 1
    message.refresh_from_db()
    assert message.state == DeliveryState.SENT
