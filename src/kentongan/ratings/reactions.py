"""What ratings do when an incident has been closed."""

from kentongan.journal.models import Entry
from kentongan.journal.reactions import on
from kentongan.kernel.actors import REACTIONS
from kentongan.ratings import services


@on("incidents.incident.closed")
def plan_invitations(entry: Entry) -> None:
    """Its callers are asked later, by day, if they may be asked at all."""
    services.plan_invitations(by=REACTIONS, incident_id=entry.subject_id, at=entry.occurred_at)
