"""How every act of this room changes an incident: one step, one save, one version more."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from kentongan.incidents import selectors
from kentongan.incidents.enums import ENDANGERED, IncidentState, PartyRole
from kentongan.incidents.events import IncidentEvent, PartyTold
from kentongan.incidents.models import Incident, LogLine, Party
from kentongan.incidents.rules import INCIDENT, passes_cooling_by_family
from kentongan.journal.services import Act
from kentongan.kernel import clock
from kentongan.kernel.actors import Actor, ActorKind
from kentongan.kernel.text import require_storable
from kentongan.orgs.enums import Right
from kentongan.orgs.selectors import rights_of
from kentongan.regions.types import undotted

DESK = (Right.EDIT_INCIDENTS,)
CLOSING = (Right.CLOSE_INCIDENTS,)
SENDING = (Right.ASSIGN_UNITS, Right.FORWARD_TICKETS)
FORWARDING = (Right.FORWARD_TICKETS, Right.ANSWER_TICKETS)
FIELD = (Right.RUN_UNITS, Right.ANSWER_TICKETS, Right.EDIT_INCIDENTS, Right.FORWARD_TICKETS)
RELEASING = (*FIELD, Right.ASSIGN_UNITS, Right.CLOSE_INCIDENTS)


class Facts(TypedDict):
    """The facts every event of an incident carries."""

    incident_id: UUID
    state: str
    priority: str
    row: int
    restricted: bool
    endangered: bool


_WAKEFUL = (IncidentState.SCHEDULED, IncidentState.COOLING)


def facts_of(incident: Incident) -> Facts:
    """What every event says of the incident, as it is after the act."""
    return Facts(
        incident_id=incident.id,
        state=str(incident.state),
        priority=str(incident.priority),
        row=incident.version,
        restricted=incident.is_restricted,
        endangered=incident.contact_safety in ENDANGERED,
    )


def step(incident: Incident, name: str) -> str:
    """Take a step of the lifecycle; the state before it is returned. Raises IllegalStep."""
    before = str(incident.state)
    incident.state = INCIDENT.target(name, before)
    _let_sleep(incident)
    return before


def step_under_merge(incident: Incident, name: str) -> str:
    """Take a step that units cause. A merged incident takes it in the state it will come back to:
    its crews work on, whatever desks have decided.
    """
    if incident.state != IncidentState.MERGED:
        return step(incident, name)
    before = incident.state_before
    incident.state_before = INCIDENT.target(name, before)
    return before


def _let_sleep(incident: Incident) -> None:
    if incident.state not in _WAKEFUL:
        incident.wake_at = None


def save(incident: Incident, *fields: str) -> None:
    """Store the named fields with the next version. `updated_at` is the record's own time."""
    incident.version += 1
    incident.updated_at = clock.now()
    incident.save(update_fields=[*fields, "version", "updated_at"])


def save_step(incident: Incident, *fields: str) -> None:
    """Store what a step has changed, and the named fields."""
    save(incident, "state", "state_before", "wake_at", *fields)


def record(act: Act, incident: Incident, event: IncidentEvent) -> None:
    """Write the event, under the region where the incident lies."""
    act.record(event, region=incident.region)


def record_and_tell(act: Act, incident: Incident, event: IncidentEvent) -> None:
    """Write the event, and once more for each organisation that takes part."""
    record(act, incident, event)
    tell(act, incident, event.kind)


def tell(act: Act, incident: Incident, about: str) -> None:
    """Say in each taking part organisation's stream that there is news of a kind."""
    for org_id in sorted(selectors.party_org_ids(incident.id)):
        told = PartyTold(**facts_of(incident), about=about)
        act.record(told, region=incident.region, org_id=org_id)


def write_line(
    incident: Incident, text: str, *, to_crews: bool = False, by: Actor, at: datetime
) -> LogLine:
    """Keep what somebody wrote about the incident; the journal knows only that there is a line."""
    return LogLine.objects.create(
        incident=incident,
        text=require_storable("text", text),
        to_crews=to_crews,
        written_by=by.id,
        org_id=own_org(by),
        written_at=at,
        received_at=clock.at_or_now(at),
    )


def is_person(by: Actor) -> bool:
    """Whether a human being stands behind the act: signed in, or in the vehicle."""
    return by.kind in (ActorKind.PERSON, ActorKind.VEHICLE)


def digits(region: str) -> str:
    """A region's digits, however it was written. Refuses what is no code."""
    return region if region.isascii() and region.isdigit() else undotted(region)


def own_org(by: Actor) -> UUID | None:
    """The organisation in whose name `by` acts."""
    if by.org_id is not None:
        return by.org_id
    grants = rights_of(by).grants
    return grants[0].org_id if grants else None


def involve(incident: Incident, org_id: UUID, role: PartyRole, at: datetime) -> bool:
    """Let an organisation take part; false when it does already, in this role."""
    party, is_new = Party.objects.get_or_create(
        incident=incident, org_id=org_id, defaults={"role": role, "since": at}
    )
    if is_new or party.role == role:
        return is_new
    party.role = role
    party.save(update_fields=["role"])
    return True


def passes_cooling(incident: Incident) -> bool:
    """Whether the incident's category, as it stood when it was opened, is cooled before its end."""
    category = selectors.find_category_at(incident.category, incident.opened_at)
    return category.passes_cooling if category else passes_cooling_by_family(incident.family)
