"""What units do to an incident. Called by dispatch, inside its own act, and by desks for agencies
that report by telephone. `units_committed` changes here and nowhere else.
"""

from datetime import datetime
from uuid import UUID

from kentongan.incidents import events, rules, selectors
from kentongan.incidents.enums import IncidentState
from kentongan.incidents.errors import NoUnitToRelease
from kentongan.incidents.models import Incident
from kentongan.incidents.services.change import (
    FIELD,
    FORWARDING,
    RELEASING,
    SENDING,
    facts_of,
    passes_cooling,
    record,
    record_and_tell,
    save_step,
    step,
    step_under_merge,
)
from kentongan.journal import services as journal
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor


def mark_forwarded(*, by: Actor, incident_id: UUID, at: datetime) -> Incident:
    """A ticket has gone out: the first one stops the 112 clock. Refuses an ended incident."""
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, incident_id, right=FORWARDING, lock=True)
        before = step(incident, "forward")
        if incident.forwarded_at is not None and before == incident.state:
            return incident
        incident.forwarded_at = incident.forwarded_at or at
        save_step(incident, "forwarded_at")
        record(act, incident, events.IncidentForwarded(**facts_of(incident)))
    return incident


def commit_unit(*, by: Actor, incident_id: UUID, at: datetime) -> Incident:
    """One more unit works for the incident. Refuses one that has ended."""
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, incident_id, right=SENDING, lock=True)
        step_under_merge(incident, "commit-unit")
        incident.units_committed += 1
        incident.dispatched_at = incident.dispatched_at or at
        incident.field_done_at = None
        save_step(incident, "units_committed", "dispatched_at", "field_done_at")
        committed = events.UnitCommitted(
            **facts_of(incident), units_committed=incident.units_committed
        )
        record(act, incident, committed)
    return incident


def release_unit(*, by: Actor, incident_id: UUID, done: bool, at: datetime) -> Incident:
    """A unit works for the incident no more: `done` when it has finished there, false when it
    declined, was recalled or broke down. The last one takes the incident on: to the board again,
    to cooling (a fire nobody has cooled), or done in the field.
    """
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, incident_id, right=RELEASING, lock=True)
        if incident.units_committed == 0:
            raise NoUnitToRelease(number=incident.number)
        incident.units_committed -= 1
        fields = _after_release(incident, done=done, at=at)
        save_step(incident, "units_committed", *fields)
        released = events.UnitReleased(
            **facts_of(incident), units_committed=incident.units_committed, done=done
        )
        record(act, incident, released)
    return incident


def _after_release(incident: Incident, *, done: bool, at: datetime) -> list[str]:
    if incident.units_committed:
        return []
    state = incident.state_before or incident.state
    name = rules.step_when_last_unit_left(
        state, done=done, passes_cooling=passes_cooling(incident),
        awaits_recheck=state == IncidentState.COOLING and _awaits_recheck(incident, at),
    )  # fmt: skip
    if not rules.INCIDENT.allows(name, state):
        return []
    step_under_merge(incident, name)
    if name == "field-done":
        incident.field_done_at = at
        return ["field_done_at"]
    if name == "cool":
        _set_recheck(incident, at + rules.COOLING_RECHECK)
        return ["recheck_at"]
    return []


def _awaits_recheck(incident: Incident, at: datetime) -> bool:
    return incident.recheck_at is not None and incident.recheck_at > at


def mark_on_scene(*, by: Actor, incident_id: UUID, at: datetime) -> Incident:
    """Somebody is there. The first one stops the citizen's clock; the others change nothing."""
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, incident_id, right=FIELD, lock=True)
        before = step_under_merge(incident, "arrive")
        after = incident.state_before or incident.state
        if incident.on_scene_at is not None and before == after:
            return incident
        incident.on_scene_at = incident.on_scene_at or at
        save_step(incident, "on_scene_at")
        _record_move(act, incident, "arrive", before)
    return incident


def control(*, by: Actor, incident_id: UUID, at: datetime) -> Incident:
    """It is under control (Terkendali)."""
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, incident_id, right=FIELD, lock=True)
        before = step(incident, "control")
        if before == incident.state:
            return incident
        incident.controlled_at = incident.controlled_at or at
        save_step(incident, "controlled_at")
        _record_move(act, incident, "control", before)
    return incident


def flare_up(*, by: Actor, incident_id: UUID, at: datetime) -> Incident:
    """What was under control is not any more."""
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, incident_id, right=FIELD, lock=True)
        before = step(incident, "flare-up")
        incident.recheck_at = None
        save_step(incident, "recheck_at")
        _record_move(act, incident, "flare-up", before)
    return incident


def start_cooling(*, by: Actor, incident_id: UUID, recheck_at: datetime, at: datetime) -> Incident:
    """The fire is out and is looked at again at `recheck_at`. Refuses an hour that has passed."""
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, incident_id, right=FIELD, lock=True)
        rules.require_future(recheck_at, at)
        step(incident, "cool")
        incident.controlled_at = incident.controlled_at or at
        _set_recheck(incident, recheck_at)
        save_step(incident, "controlled_at", "recheck_at")
        started = events.CoolingStarted(**facts_of(incident), recheck_at=recheck_at)
        record_and_tell(act, incident, started)
    return incident


def field_done(*, by: Actor, incident_id: UUID, at: datetime) -> Incident:
    """Nothing more is to be done there. Refuses while units are out, and a fire not cooled."""
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, incident_id, right=FIELD, lock=True)
        rules.require_no_units(incident.number, incident.units_committed)
        before = step(incident, "field-done")
        rules.require_cooled(passes_cooling=passes_cooling(incident), state=before)
        incident.field_done_at = at
        save_step(incident, "field_done_at")
        _record_move(act, incident, "field-done", before)
    return incident


def note_wake(*, by: Actor, incident_id: UUID, at: datetime) -> Incident:
    """The hour of an appointment or a re-check has come: said once, however often it is called."""
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, incident_id, right=FIELD, lock=True)
        if incident.wake_at is None or incident.wake_at > at:
            return incident
        is_appointment = rules.INCIDENT.allows("appointment", incident.state)
        if is_appointment:
            step(incident, "appointment")
        incident.wake_at = None
        save_step(incident)
        kind = events.AppointmentDue if is_appointment else events.RecheckDue
        record_and_tell(act, incident, kind(**facts_of(incident)))
    return incident


def _set_recheck(incident: Incident, moment: datetime) -> None:
    incident.recheck_at = moment
    incident.wake_at = moment


def _record_move(act: Act, incident: Incident, name: str, before: str) -> None:
    moved = events.IncidentMoved(**facts_of(incident), step=name, before=before)
    record_and_tell(act, incident, moved)
