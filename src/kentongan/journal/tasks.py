"""Answers kept for Idempotency-Keys are forgotten after 48 hours."""

from datetime import datetime, timedelta

from kentongan.journal import services
from kentongan.journal.models import StoredAnswer
from kentongan.journal.timekeeper import timer
from kentongan.kernel.actors import RETENTION

KEPT = timedelta(hours=48)
GATHERED = timedelta(hours=1)
"""They are forgotten by the hour, not one by one."""
SLICE = 1_000


@timer("journal.answers", model=StoredAnswer, column="recorded_at", after=KEPT + GATHERED)
def forget_answers(now: datetime) -> int:
    """Delete a slice of the answers that are older than 48 hours."""
    old = StoredAnswer.objects.filter(recorded_at__lt=now - KEPT).order_by("recorded_at")
    with services.act(by=RETENTION, at=now):
        ids = list(old.values_list("id", flat=True)[:SLICE])
        deleted, _ = StoredAnswer.objects.filter(id__in=ids).delete()
    return deleted
