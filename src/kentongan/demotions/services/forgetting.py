"""When its time is over nothing of a demotion leads to a person; that it was stays counted."""

from datetime import datetime

from kentongan.demotions import events
from kentongan.demotions.models import Demotion
from kentongan.journal import selectors as journal_selectors
from kentongan.journal import services as journal
from kentongan.journal.periods import kept_for
from kentongan.kernel.actors import Actor
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of

SLICE = 500


def forget_numbers(*, by: Actor, at: datetime) -> int:
    """Empty the words and the blind index of a slice of demotions that ended so long ago that the
    calls they stand on are emptied as well. Returns how many; 0 when through.
    """
    rights_of(by).require_anywhere(Right.CONFIGURE)
    over = Demotion.objects.filter(ended_at__lt=at - kept_for("call", at))
    ids = list(over.exclude(phone_index=b"").values_list("pk", flat=True)[:SLICE])
    if not ids:
        return 0
    with journal.act(by=by, at=at) as act:
        Demotion.objects.filter(pk__in=ids).update(phone_index=b"", reason="", appeal="")
        node_id = journal_selectors.node().id
        act.record(events.DemotionsForgotten(node_id=node_id, demotions=len(ids)))
    return len(ids)
