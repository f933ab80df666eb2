"""A caller objects; until another supervisor has decided, nothing of his waits."""

from datetime import datetime
from uuid import UUID

from kentongan.demotions import errors, events, selectors
from kentongan.demotions.enums import AppealOutcome, EndCause, Release
from kentongan.demotions.models import Demotion
from kentongan.demotions.services.ending import (
    end,
    release_delays,
    require_open,
    require_words,
)
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.orgs.enums import Right


def appeal(*, by: Actor, demotion_id: UUID, words: str, at: datetime) -> Demotion:
    """Note what a caller says against it; whoever takes calls may. It holds no longer until it is
    decided.

    Refuses no words (DEMOTIONS-005), one that has ended (006), a second time (008).
    """
    require_words("words", words)
    with journal.act(by=by, at=at) as act:
        row = selectors.access_demotion(by, demotion_id, right=Right.TAKE_CALLS, lock=True)
        require_open(row)
        if row.appealed_at is not None:
            raise errors.AppealedBefore
        row.appeal, row.appealed_at, row.appeal_noted_by = words, at, by.id
        row.save(update_fields=["appeal", "appealed_at", "appeal_noted_by"])
        act.record(events.DemotionAppealed(demotion_id=row.id), region=row.region)
        release_delays(act, row, Release.ENDED, at)
    return row


def decide_appeal(
    *, by: Actor, demotion_id: UUID, outcome: AppealOutcome, at: datetime
) -> Demotion:  # fmt: skip
    """Uphold it or lift it. Refuses who granted it (DEMOTIONS-007), and none that waits (009)."""
    with journal.act(by=by, at=at) as act:
        row = selectors.access_demotion(by, demotion_id, lock=True)
        if row.appealed_at is None or row.appeal_decided_at is not None:
            raise errors.NotAppealed
        if by.id == row.granted_by:
            raise errors.OwnGrant
        row.appeal_outcome, row.appeal_decided_by, row.appeal_decided_at = outcome, by.id, at
        row.save(update_fields=["appeal_outcome", "appeal_decided_by", "appeal_decided_at"])
        decided = events.AppealDecided(demotion_id=row.id, outcome=str(outcome))
        act.record(decided, region=row.region)
        if outcome == AppealOutcome.LIFTED and row.ended_at is None:
            end(act, row, cause=EndCause.APPEAL, at=at, by_id=by.id)
    return row
