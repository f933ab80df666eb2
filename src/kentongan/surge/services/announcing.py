"""What the exchange plays to callers in a surge, decided with an hour."""

from datetime import datetime

from kentongan.journal import services as journal
from kentongan.journal.dated import give_way, require_begins
from kentongan.journal.selectors import node
from kentongan.kernel.actors import Actor
from kentongan.kernel.text import require_storable
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of
from kentongan.surge import events, rules
from kentongan.surge.models import Announcement


def set_announcement(
    *, by: Actor, text: str, file_name: str = "", valid_from: datetime | None = None, at: datetime
) -> Announcement:
    """Callers hear this from now on, or from a later moment; what was heard before stays to be
    read, and is set again by setting it.

    Refuses what cannot be spoken or kept (SURGE-010), and what sends callers away (-009).
    """
    region = node().region
    rights_of(by).require(Right.DECLARE_SURGE, region=region)
    said, name = rules.clean_announcement(
        require_storable("text", text), require_storable("file_name", file_name)
    )
    begins = require_begins(valid_from, at)
    with journal.act(by=by, at=at) as act:
        give_way(Announcement.objects.all(), begins)
        row = Announcement.objects.create(
            text=said, file_name=name, valid_from=begins, changed_at=at, changed_by=by.id
        )
        act.record(
            events.AnnouncementSet(announcement_id=row.id, valid_from=begins), region=region
        )  # fmt: skip
    return row
