"""How long the desk waits for whom: dated rows with their legal basis."""

from datetime import datetime

from kentongan.calls import events
from kentongan.calls.errors import LegalBasisMissing
from kentongan.calls.models import DeskTimes
from kentongan.calls.types import Times
from kentongan.journal import selectors as journal_selectors
from kentongan.journal import services as journal
from kentongan.journal.dated import give_way, require_begins
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import Unreadable, mark
from kentongan.kernel.text import require_storable
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of

BOUNDS = {
    "help_answers_s": range(5, 601),
    "neighbour_answers_s": range(15, 601),
    "silence_listened_s": range(5, 121),
    "callback_within_s": range(30, 3601),
    "unanswered_rings_s": range(10, 301),
    "rings_again_s": range(15, 601),
    "classified_within_s": range(30, 3601),
    "incident_within_s": range(5, 601),
    "decided_within_s": range(15, 901),
}


def set_desk_times(
    *, by: Actor, times: Times, at: datetime, valid_from: datetime | None = None
) -> DeskTimes:
    """Let these hold from now on or from a later moment; the earlier rows stay.

    Refuses one without its legal basis (CALLS-016) and seconds out of bounds.
    """
    region = journal_selectors.node().region
    rights_of(by).require(Right.CONFIGURE, region=region)
    basis = require_storable("legal_basis", times.legal_basis.strip())
    if not basis:
        raise LegalBasisMissing
    seconds = {name: getattr(times, name) for name in BOUNDS}
    for name, allowed in BOUNDS.items():
        if seconds[name] not in allowed:
            expected = mark("Detik di antara batas yang masuk akal.")
            raise Unreadable(field=name, reason=str(seconds[name]), expected=expected)
    begins = require_begins(valid_from, at)
    with journal.act(by=by, at=at) as act:
        give_way(DeskTimes.objects.all(), begins)
        row = DeskTimes.objects.create(
            **seconds, legal_basis=basis, valid_from=begins, changed_by=by.id
        )
        act.record(events.DeskTimesSet(times_id=row.id, **seconds), region=region)
    return row
