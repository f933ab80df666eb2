"""Where an incident's units were, between their assignment and its end. Read only once opened."""

from datetime import datetime
from uuid import UUID

from kentongan.dispatch.errors import TracksUnread
from kentongan.dispatch.events import TracksRead
from kentongan.dispatch.models import Assignment
from kentongan.dispatch.types import Track
from kentongan.fleet.selectors import list_track
from kentongan.incidents.models import Incident
from kentongan.incidents.selectors import access_incident, reading_lasts, require_open_to
from kentongan.journal.models import Entry
from kentongan.kernel.actors import Actor
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of

MOST_READ = 20_000
"""Points of one unit's way that are read to be thinned: a day at one every five seconds."""


def access_tracks(by: Actor, incident_id: UUID) -> Incident:
    """The incident, for one who may see units there; whether it was opened is another question."""
    return access_incident(by, incident_id, right=Right.SEE_UNITS)


def tracks_are_open_to(by: Actor, incident_id: UUID, at: datetime) -> bool:
    """Whether they have opened its tracks within this shift: the journal is the memory."""
    entries = Entry.objects.filter(subject_id=incident_id, by_id=by.id, kind=TracksRead.kind)
    return entries.filter(occurred_at__gt=at - reading_lasts(at)).exists()


def require_tracks_open(by: Actor, incident: Incident, at: datetime) -> None:
    """Raises RestrictedUnread, TracksUnread: a GET writes nothing, so it shows nothing of this."""
    require_open_to(by, incident, at)
    if not tracks_are_open_to(by, incident.id, at):
        raise TracksUnread


def list_stretches(by: Actor, incident: Incident) -> list[Assignment]:
    """The assignments whose units one may see, in the order in which they were given."""
    rows = Assignment.objects.filter(incident=incident).select_related("unit", "ticket")
    rights = rights_of(by)
    return [
        row
        for row in rows.order_by("assigned_at", "id")
        if rights.has(Right.SEE_UNITS, region=row.ticket.region, org_ids=(row.ticket.org_id,))
    ]


def list_tracks(by: Actor, incident_id: UUID, *, most: int, at: datetime) -> list[Track]:
    """Each unit's way, thinned to `most` points evenly, for one who has opened it."""
    incident = access_tracks(by, incident_id)
    require_tracks_open(by, incident, at)
    return [_track(row, most, at) for row in list_stretches(by, incident)]


def _track(row: Assignment, most: int, at: datetime) -> Track:
    until = row.ended_at or at
    points = list_track(row.unit_id, since=row.assigned_at, until=until, limit=MOST_READ)
    every = -(-len(points) // most) or 1
    return Track(
        assignment_id=row.id,
        unit_id=row.unit_id,
        call_sign=row.unit.call_sign,
        since=row.assigned_at,
        until=until,
        points=tuple(points[::every]),
        count=len(points),
    )
