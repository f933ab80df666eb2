"""Letters that have not arrived yet."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from kentongan.journal.models import OutboxItem
from kentongan.journal.selectors import waiting_outbox
from kentongan.neighbours.models import Letter

TOPIC = "neighbours.letter"


def due_items(at: datetime, limit: int) -> list[OutboxItem]:
    """What is to be tried by now, the longest due first."""
    return list(waiting_outbox().filter(topic=TOPIC, due_at__lte=at)[:limit])


def get_letters(ids: Iterable[UUID]) -> dict[UUID, Letter]:
    """Letters by id, with what they are about."""
    rows = Letter.objects.select_related("aid__org", "aid__incident")
    return rows.in_bulk(list(ids))


def is_first(letter: Letter) -> bool:
    """Whether nothing written before it about the same thing still waits."""
    before = Letter.objects.filter(aid_id=letter.aid_id, sent_at=None, id__lt=letter.id)
    return not before.exists()


def next_due() -> datetime | None:
    """When the next letter is to be tried; None when nothing waits."""
    return waiting_outbox().filter(topic=TOPIC).values_list("due_at", flat=True).first()


def count_waiting() -> int:
    """How many letters have not arrived."""
    return waiting_outbox().filter(topic=TOPIC).count()
