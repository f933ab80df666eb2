"""A demotion ends once, whatever ends it, and nothing waits for it any more."""

from datetime import datetime
from uuid import UUID

from kentongan.demotions import errors, events
from kentongan.demotions.enums import EndCause, Release
from kentongan.demotions.models import Delay, Demotion
from kentongan.journal.services import Act
from kentongan.kernel.text import require_storable

LONGEST_WORDS = 400


def end(
    act: Act, row: Demotion, *, cause: EndCause, at: datetime, by_id: UUID | None = None
) -> None:
    """It held until `at`; a call that waits because of it waits no longer."""
    row.ended_at, row.end_cause, row.ended_by, row.due_at = at, cause, by_id, None
    row.save(update_fields=["ended_at", "end_cause", "ended_by", "due_at"])
    release_delays(act, row, _release_of(cause), at)
    act.record(events.DemotionEnded(demotion_id=row.id, cause=str(cause)), region=row.region)


def _release_of(cause: EndCause) -> Release:
    return Release(cause.value) if cause.value in Release.values else Release.ENDED


def release_delays(act: Act, row: Demotion, release: Release, at: datetime) -> None:
    """What waits because of it waits no longer."""
    waiting = Delay.objects.filter(demotion=row, released_at=None, until_at__gt=at)
    for delay in waiting.select_for_update(no_key=True).order_by("call_id"):
        release_delay(act, delay, release, at)


def release_delay(act: Act, delay: Delay, release: Release, at: datetime) -> None:
    """This call waits no longer than any other."""
    delay.release, delay.released_at, delay.rings_at = release, at, None
    delay.save(update_fields=["release", "released_at", "rings_at"])
    told = events.CallReleased(
        call_id=delay.call_id, demotion_id=delay.demotion_id, release=str(release)
    )
    act.record(told, region=delay.region)


def require_open(row: Demotion) -> None:
    """Raises NotInForce for one that has ended."""
    if row.ended_at is not None:
        raise errors.NotInForce


def require_words(field: str, words: str) -> str:
    """Raises WordsMissing for none and for too many."""
    if not words.strip() or len(words) > LONGEST_WORDS:
        raise errors.WordsMissing(limit=LONGEST_WORDS)
    return require_storable(field, words)
