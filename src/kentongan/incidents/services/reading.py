"""Opening a restricted incident, which the journal says (ADR 0011)."""

from datetime import datetime
from uuid import UUID

from kentongan.incidents import events, selectors
from kentongan.incidents.models import Incident
from kentongan.incidents.services.change import facts_of
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor


def read_restricted(*, by: Actor, incident_id: UUID, at: datetime) -> Incident:
    """Open a restricted incident: the journal says who has read it when, once for so long as a
    reading lasts. Any other is open as it is.
    """
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, incident_id)
        if not selectors.is_open_to(by, incident, at):
            act.record(events.IncidentRead(**facts_of(incident)), region=incident.region)
    return incident
