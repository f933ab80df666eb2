"""What recordings do when the exchange has told where one is kept."""

from kentongan.journal.models import Entry
from kentongan.journal.reactions import on
from kentongan.kernel.actors import REACTIONS
from kentongan.recordings import services


@on("exchange.call.recorded")
def note(entry: Entry) -> None:
    """From now on it is this room's: opened by name, deleted after its days."""
    services.note_recordings(by=REACTIONS, call_id=entry.subject_id, at=entry.occurred_at)
