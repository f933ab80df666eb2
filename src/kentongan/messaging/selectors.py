"""Messages and what still waits in the outbox."""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from kentongan.journal.selectors import waiting_outbox
from kentongan.messaging.adapters import chosen
from kentongan.messaging.models import Message

TOPIC = "messaging.message"


def get_messages(ids: list[UUID]) -> dict[UUID, Message]:
    """Messages by id; ids that are none are absent."""
    return Message.objects.in_bulk(ids)


def list_messages_about(subject_id: UUID) -> list[Message]:
    """What was sent about one thing, oldest first. Texts and numbers are personal data."""
    return list(Message.objects.filter(subject_id=subject_id).order_by("created_at", "id"))


def list_recent_messages(*, limit: int = 50) -> list[Message]:
    """The newest messages of this node, for the demonstration's outbox page."""
    return list(Message.objects.order_by("-created_at", "-id")[:limit])


def next_due() -> datetime | None:
    """When the next message is to be tried, None when nothing waits."""
    waiting = waiting_outbox().filter(topic=TOPIC)
    return waiting.values_list("due_at", flat=True).first()


def count_waiting() -> int:
    """How many messages have been accepted and not sent: shown to the desk and in /health."""
    return waiting_outbox().filter(topic=TOPIC).count()


def adapter_label() -> tuple[str, bool]:
    """The adapter's name and whether it is a fake one, for the label on every screen."""
    adapter = chosen()
    return str(settings.MESSAGING_ADAPTER), adapter.is_fake
