"""Turning a number away: only where the regency has decided so, with a decree, for hours."""

from datetime import datetime
from uuid import UUID

from kentongan.demotions import errors, events, selectors
from kentongan.demotions.limits import BLOCK
from kentongan.demotions.models import Demotion
from kentongan.demotions.services.ending import require_open, require_words
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor

LONGEST_DECREE = 200


def block_number(*, by: Actor, demotion_id: UUID, decree: str, at: datetime) -> Demotion:
    """Turn the number's calls away until the hours of the setting are over, never longer than it is
    demoted. Whoever rings again within two minutes is let through (`judge`).

    Refuses where it is not switched on (DEMOTIONS-012), what two have not looked at (013), one that
    does not hold (006), no decree (005).
    """
    require_words("decree", decree)
    if len(decree) > LONGEST_DECREE:
        raise errors.WordsMissing(limit=LONGEST_DECREE)
    with journal.act(by=by, at=at) as act:
        row = selectors.access_demotion(by, demotion_id, lock=True)
        if not selectors.may_block(at):
            raise errors.BlockingOff
        require_open(row)
        if not selectors.is_in_force(row, at):
            raise errors.NotInForce
        if row.reviewed_at is None:
            raise errors.NotReviewed
        row.block_decree, row.blocked_by = decree, by.id
        row.blocked_until = min(at + BLOCK.lasts(at), row.until_at)
        row.save(update_fields=["block_decree", "blocked_by", "blocked_until"])
        blocked = events.NumberBlocked(demotion_id=row.id, until_at=row.blocked_until)
        act.record(blocked, region=row.region)
    return row
