"""What the exchange plays to callers in a surge."""

from datetime import datetime

from kentongan.journal.dated import is_in_force
from kentongan.journal.kept import Kept
from kentongan.surge.models import Announcement
from kentongan.surge.rules import DEFAULT_TEXT
from kentongan.surge.types import Spoken

SHOWN = 10


def list_announcements() -> list[Announcement]:
    """The last that were decided, the newest first."""
    return list(Announcement.objects.order_by("-valid_from", "-id")[:SHOWN])


_known = Kept("surge.announcement.", list_announcements)


def announcement_at(at: datetime) -> Spoken:
    """What is played at a moment; where nobody has decided any, what a new node begins with."""
    row = next((row for row in _known.get() if is_in_force(row, at)), None)
    if row is None:
        return Spoken(DEFAULT_TEXT, "")
    return Spoken(row.text, row.file_name, row.changed_at, row.changed_by)
