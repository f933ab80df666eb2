"""A desk uses what it knows: makes a circle the place of the incident, or reads it afterwards."""

from datetime import datetime
from uuid import UUID

from kentongan.calls.models import Call
from kentongan.calls.selectors import access_call
from kentongan.geo.places import PlaceQuality
from kentongan.incidents import services as incidents
from kentongan.incidents.types import Incident
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.kernel.errors import NotFound
from kentongan.locating import errors, events, rules, selectors
from kentongan.locating.limits import PLACE_WITHIN
from kentongan.locating.types import Located
from kentongan.orgs.enums import Right


def take_fix(*, by: Actor, call_id: UUID, fix_id: UUID, at: datetime) -> Incident:
    """Make a telephone's circle the place of the call's incident, its radius and step with it.

    Refuses another call's (NotFound), and one too wide to be a place (LOCATING-010).
    """
    with journal.act(by=by, at=at) as act:
        call = access_call(by, call_id, right=Right.TAKE_CALLS)
        shown = selectors.find_fix(call, fix_id, at)
        if call.incident_id is None:
            raise NotFound(thing="Kejadian")
        if not shown.quality:
            raise errors.NotAPlace(limit=PLACE_WITHIN.at(at))
        fix = shown.fix
        assert fix.lat is not None  # the table's own rule
        assert fix.lon is not None
        assert fix.radius_m is not None
        quality = PlaceQuality(shown.quality)
        place = rules.place_of(fix.lat, fix.lon, fix.radius_m, fix.source, fix.method, quality)
        incident = incidents.set_place(by=by, incident_id=call.incident_id, place=place, at=at)
        taken = events.FixTaken(
            call_id=call.id, fix_id=fix.id, incident_id=incident.id, quality=shown.quality
        )
        act.record(taken, region=call.region)
    return incident


def open_fixes(*, by: Actor, call_id: UUID, at: datetime) -> tuple[Call, Located]:
    """Where a caller was, of a call that is over as well; the journal says who has read it."""
    with journal.act(by=by, at=at) as act:
        call, found = selectors.access_located(by, call_id, at)
        count = len(found.usable) + len(found.unusable)
        act.record(events.FixesOpened(call_id=call.id, count=count), region=call.region)
    return call, found
