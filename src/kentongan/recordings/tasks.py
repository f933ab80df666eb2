"""The worker deletes recordings whose days are over, once a day; how long words about them stay."""

from datetime import datetime

from django.db.models import Q

from kentongan.journal import retention
from kentongan.kernel.actors import RETENTION
from kentongan.recordings import services
from kentongan.recordings.models import Flag, Opening, Recording

retention.since(Flag, "lifted_at", where=Q(lifted_at__isnull=False))
retention.since(Opening, "opened_at")


@retention.rule(Recording)
def delete_recordings(now: datetime) -> int:
    """Their keys first, then their bytes."""
    return services.delete_over(by=RETENTION, at=now)
