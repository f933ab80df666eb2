"""Changes to what is known: text, place, priority, contact, alarm, log, who takes part."""

from datetime import datetime
from uuid import UUID

from kentongan.geo.addresses import NO_PARTS, PART_NAMES
from kentongan.incidents import events, rules, selectors
from kentongan.incidents.enums import ContactSafety, PartyRole, Priority
from kentongan.incidents.errors import AlarmOnlyRises, AlarmOver, NothingToChange
from kentongan.incidents.models import Incident, LogLine
from kentongan.incidents.services.change import (
    DESK,
    FIELD,
    FORWARDING,
    facts_of,
    involve,
    is_person,
    record_and_tell,
    save,
    write_line,
)
from kentongan.incidents.services.opening import placed, settle_region
from kentongan.incidents.types import IncidentEdit, PlaceInput
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor, ActorKind
from kentongan.kernel.errors import Outdated
from kentongan.kernel.text import require_storable
from kentongan.orgs.selectors import get_org

POSITION = (
    "region", "lat", "lon", "accuracy_m", "cell", "place_source", "place_quality",
)  # fmt: skip
"""What says where it is. The address and its parts are words beside it."""


def edit_incident(
    *, by: Actor, incident_id: UUID, expected_version: int, edit: IncidentEdit, at: datetime
) -> Incident:
    """Change category, narrative or address. Raises Outdated when somebody was first: its facts
    name the fields that differ, and the page shows both texts. A new category never lowers.
    """
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, incident_id, right=DESK, lock=True)
        wanted = _changed(incident, edit)
        selectors.require_unchanged(by, incident, wanted, expected_version)
        if incident.version != expected_version:
            raise Outdated(fields=sorted(wanted), version=incident.version)
        if not wanted:
            raise NothingToChange
        for name, value in wanted.items():
            setattr(incident, name, require_storable(name, value))
        fields, before = list(wanted), str(incident.priority)
        if "category" in wanted:
            fields += _take_category(incident, at)
        save(incident, *fields)
        edited = events.IncidentEdited(**facts_of(incident), fields=sorted(wanted))
        record_and_tell(act, incident, edited)
        if incident.priority != before:
            # whoever keeps promises by priority hears of it, whatever has raised it
            raised = events.PrioritySet(**facts_of(incident), before=before, from_scene=False)
            record_and_tell(act, incident, raised)
    return incident


def _changed(incident: Incident, edit: IncidentEdit) -> dict[str, str]:
    asked = {"category": edit.category, "narrative": edit.narrative, "address": edit.address}
    return {
        name: value
        for name, value in asked.items()
        if value is not None and value != getattr(incident, name)
    }


def _take_category(incident: Incident, at: datetime) -> list[str]:
    category = selectors.category_at(incident.category, at)
    incident.family = category.family
    incident.hazard_code = category.hazard_code
    incident.priority = rules.higher(incident.priority, category.priority)
    incident.contact_safety = rules.starting_safety(
        category.code, category.contact_safety, ContactSafety(incident.contact_safety)
    )
    incident.is_restricted = (
        category.is_restricted
        or rules.is_restricted_by_child(incident.family, incident.answers)
        or selectors.has_restricted_merged(incident.id)
    )
    return ["family", "hazard_code", "priority", "contact_safety", "is_restricted"]


def set_place(
    *,
    by: Actor,
    incident_id: UUID,
    place: PlaceInput,
    region: str = "",
    expected_version: int | None = None,
    is_moved: bool = True,
    at: datetime,
) -> Incident:
    """Say where it is, as well as it is known now. Refuses coordinates for an area's centre.

    `region` empty: what the polygon says, else the region it had. The address and its parts stay
    where none are given; the point stays unless it `is_moved`: who types a landmark has not said
    where it is. Raises ChangedMeanwhile when somebody has changed the same since the version seen;
    without one the caller has just read it.
    """
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, incident_id, right=FIELD, lock=True)
        before = incident.region
        columns = placed(place, settle_region(place, region or _wider(place, before), at))
        columns["address"] = place.address or incident.address
        kept = {*(() if is_moved else POSITION), *(PART_NAMES if place.parts == NO_PARTS else ())}
        columns = {
            name: value
            for name, value in columns.items()
            if name not in kept and value != getattr(incident, name)
        }
        if expected_version is not None:
            selectors.require_unchanged(by, incident, columns, expected_version)
        for name, value in columns.items():
            setattr(incident, name, value)
        save(incident, *columns)
        moved = events.IncidentPlaced(
            **facts_of(incident),
            region_before=before,
            fields=sorted(columns),
            place_quality=str(incident.place_quality),
            place_source=str(incident.place_source),
        )
        record_and_tell(act, incident, moved)
    return incident


def _wider(place: PlaceInput, region: str) -> str:
    """A new point may lie in another village: without polygons only the regency is kept."""
    return region if place.place.point is None else region[:4]


def set_priority(
    *,
    by: Actor,
    incident_id: UUID,
    priority: Priority,
    reason: str = "",
    from_scene: bool = False,
    expected_version: int | None = None,
    at: datetime,
) -> Incident:
    """Change the priority. Lowering needs a person and a reason, and for a P1 the word of somebody
    at the scene; a machine never lowers (PriorityStays). Raises ChangedMeanwhile when somebody has
    set it since the version seen.
    """
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, incident_id, right=FIELD, lock=True)
        before = str(incident.priority)
        if before == priority:
            return incident
        if expected_version is not None:
            selectors.require_unchanged(by, incident, ["priority"], expected_version)
        rules.require_may_lower(
            current=before, wanted=priority, by_person=is_person(by), from_scene=from_scene
        )
        if rules.is_lower(priority, before):
            rules.require_reason(reason)
        incident.priority = priority
        save(incident, "priority")
        if reason:
            write_line(incident, reason, by=by, at=at)
        changed = events.PrioritySet(**facts_of(incident), before=before, from_scene=from_scene)
        record_and_tell(act, incident, changed)
    return incident


def set_contact_safety(
    *,
    by: Actor,
    incident_id: UUID,
    contact_safety: ContactSafety,
    expected_version: int | None = None,
    at: datetime,
) -> Incident:
    """Say whether the caller may be contacted. A machine only ever makes it stricter. Raises
    ChangedMeanwhile when somebody has said it since the version seen.
    """
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, incident_id, right=FIELD, lock=True)
        before = str(incident.contact_safety)
        if before == contact_safety:
            return incident
        if expected_version is not None:
            selectors.require_unchanged(by, incident, ["contact_safety"], expected_version)
        rules.require_may_loosen(current=before, wanted=contact_safety, by_person=is_person(by))
        incident.contact_safety = contact_safety
        save(incident, "contact_safety")
        changed = events.ContactSafetySet(
            **facts_of(incident), before=before, contact_safety=str(contact_safety)
        )
        record_and_tell(act, incident, changed)
    return incident


def raise_alarm(
    *, by: Actor, incident_id: UUID, alarm_level: int, reason: str, at: datetime
) -> Incident:
    """Raise the alarm level, to 5 at most, and say why in the log. Refuses to lower it: of two who
    raise it to the same level one does, the other is told. Refuses one that has ended.
    """
    rules.require_reason(reason)
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, incident_id, right=FIELD, lock=True)
        if rules.is_ended(incident.state):
            raise AlarmOver(number=incident.number)
        if not incident.alarm_level < alarm_level <= rules.MAX_ALARM:
            raise AlarmOnlyRises(current=incident.alarm_level)
        incident.alarm_level = alarm_level
        save(incident, "alarm_level")
        line = write_line(incident, f"Alarm {alarm_level}: {reason}", by=by, at=at)
        raised = events.AlarmRaised(**facts_of(incident), alarm_level=alarm_level, line_id=line.id)
        record_and_tell(act, incident, raised)
    return incident


def write_log(
    *, by: Actor, incident_id: UUID, text: str, to_crews: bool = False, at: datetime
) -> LogLine:
    """Write a line into the incident's log; with `to_crews` the crews at the scene read it, as they
    read whatever a crew writes. Refuses an empty one.
    """
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, incident_id, right=FIELD)
        rules.require_reason(text)
        to_crews = to_crews or by.kind is ActorKind.VEHICLE
        line = write_line(incident, text, to_crews=to_crews, by=by, at=at)
        written = events.LogWritten(**facts_of(incident), line_id=line.id, to_crews=to_crews)
        record_and_tell(act, incident, written)
    return line


def involve_org(
    *, by: Actor, incident_id: UUID, org_id: UUID, role: PartyRole, at: datetime
) -> bool:
    """Let an organisation take part and see the incident; false when it does so already."""
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, incident_id, right=FORWARDING, lock=True)
        if not involve(incident, get_org(org_id).id, role, at):
            return False
        involved = events.OrgInvolved(**facts_of(incident), party_org_id=org_id, role=str(role))
        act.record(involved, region=incident.region, org_id=org_id)
    return True
