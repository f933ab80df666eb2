"""Opening where an incident's units were: a crew's movements are personal data (UU PDP 27/2022)."""

from datetime import datetime
from uuid import UUID

from kentongan.dispatch import events
from kentongan.dispatch.selectors import access_tracks, tracks_are_open_to
from kentongan.incidents.selectors import require_open_to
from kentongan.incidents.types import Incident
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor


def open_tracks(*, by: Actor, incident_id: UUID, at: datetime) -> Incident:
    """The journal says who has read them when, once for so long as a reading lasts."""
    with journal.act(by=by, at=at) as act:
        incident = access_tracks(by, incident_id)
        require_open_to(by, incident, at)
        if not tracks_are_open_to(by, incident_id, at):
            read = events.TracksRead(incident_id=incident.id, restricted=incident.is_restricted)
            act.record(read, region=incident.region)
    return incident
