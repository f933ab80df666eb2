"""Whom a live stream is opened for: a person, a wall screen, or a vehicle's crew."""

from kentongan.fleet import selectors as fleet
from kentongan.kernel.ids import hash_token
from kentongan.live import selectors as live
from kentongan.live.guests import Credential
from kentongan.live.hub import Guest
from kentongan.orgs import selectors as orgs


def find_guest(credential: Credential) -> Guest | None:
    """The guest behind a credential, asked of each room that knows some; None for nobody."""
    # the crew first: its cookie comes with its own pages only, a person's with every page
    return _crew(credential) or live.find_guest(credential)


def _crew(credential: Credential) -> Guest | None:
    token = credential.cookie(fleet.vehicle_cookie())
    crew = fleet.find_vehicle(hash_token(token)) if token else None
    if crew is None:
        return None
    return Guest(actor_id=crew.unit_id, session_id=None, rights=orgs.rights_of(crew.actor))
