"""Messages and what still waits in the outbox."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Min, QuerySet

from kentongan.journal.selectors import node, waiting_outbox
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound, mark
from kentongan.messaging.adapters import chosen
from kentongan.messaging.models import Message
from kentongan.messaging.rules import TO_STAFF
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of

TOPIC = "messaging.message"

MaySend = Callable[[UUID, datetime], bool]
_may_send: dict[str, MaySend] = {}


def sent_only_while(subject_kind: str) -> Callable[[MaySend], MaySend]:
    """Register what is asked before every try of a message to a caller about such a thing, with its
    id and the moment. One that waits for its gateway is minutes old; meanwhile the caller may have
    become one whom nothing may reach (practice.md §3.1).
    """

    def register(may_send: MaySend) -> MaySend:
        _may_send[subject_kind] = may_send
        return may_send

    return register


def may_still_send(message: Message, at: datetime) -> bool:
    """Whether the room that asked for a message says that it may go now; to an office it may."""
    asked = _may_send.get(message.subject_kind)
    return message.purpose in TO_STAFF or asked is None or asked(message.subject_id, at)


def get_messages(ids: list[UUID]) -> dict[UUID, Message]:
    """Messages by id; ids that are none are absent."""
    return Message.objects.in_bulk(ids)


def list_messages_about(subject_id: UUID) -> list[Message]:
    """What was sent about one thing, oldest first. Texts and numbers are personal data."""
    return list(Message.objects.filter(subject_id=subject_id).order_by("created_at", "id"))


def is_told(subject_ids: Iterable[UUID], at: datetime) -> bool:
    """Whether a message about any of these things was queued at just this moment."""
    return Message.objects.filter(subject_id__in=list(subject_ids), created_at=at).exists()


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


@dataclass(frozen=True, slots=True)
class Undelivered:
    """What has not left the house: how much waits and since when, how much was given up."""

    waiting: int
    waiting_since: datetime | None
    failed: int
    failed_since: datetime | None


def undelivered() -> Undelivered:
    """What waits, and what was given up and nobody has seen to."""
    queued = waiting_outbox().filter(topic=TOPIC).order_by()
    waiting = Message.objects.filter(id__in=queued.values("ref_id"))
    w = waiting.aggregate(count=Count("id"), since=Min("created_at"))
    f = unhandled().aggregate(count=Count("id"), since=Min("failed_at"))
    return Undelivered(w["count"], w["since"], f["count"], f["since"])


def unhandled() -> QuerySet[Message]:
    """The messages that were given up and that nobody has seen to yet."""
    return Message.objects.filter(failed_at__isnull=False, handled_at=None)


def list_unhandled(*, before: UUID | None = None, limit: int = 50) -> list[Message]:
    """A page of them, the newest first; the next begins after the last one's id."""
    rows = unhandled() if before is None else unhandled().filter(id__lt=before)
    return list(rows.order_by("-id")[:limit])


def list_handled(*, limit: int = 20) -> list[Message]:
    """Those that somebody has seen to, the last first."""
    return list(Message.objects.exclude(handled_at=None).order_by("-handled_at")[:limit])


def require_desk(by: Actor) -> None:
    """Raises NotAllowed for whoever forwards no tickets here: a neighbour's desk, an agency."""
    rights_of(by).require(Right.FORWARD_TICKETS, region=node().region)


def access_unhandled(by: Actor, message_id: UUID) -> Message:
    """One message for a desk of this node, locked. Raises NotAllowed, NotFound."""
    require_desk(by)
    found = Message.objects.select_for_update(no_key=True).filter(id=message_id).first()
    if found is None:
        raise NotFound(thing=mark("Pesan"))
    return found


def adapter_label() -> tuple[str, bool]:
    """The adapter's name and whether it is a fake one, for the label on every screen."""
    adapter = chosen()
    return str(settings.MESSAGING_ADAPTER), adapter.is_fake
