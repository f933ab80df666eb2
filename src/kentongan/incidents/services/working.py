"""What units do to an incident. Called by dispatch, inside its own act, and by desks for agencies
that report by telephone. `units_committed` changes here and nowhere else.
"""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from kentongan.incidents import events, rules, selectors
from kentongan.incidents.enums import Attendance, IncidentState
from kentongan.incidents.errors import NoUnitToRelease, RecheckNotYet
from kentongan.incidents.limits import RECHECK_AFTER, RECHECK_AGAIN
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
    write_line,
)
from kentongan.journal import services as journal
from kentongan.journal.selectors import node
from kentongan.journal.services import Act
from kentongan.kernel import clock
from kentongan.kernel.actors import Actor
from kentongan.orgs.selectors import rights_of

_SOMEBODY_CAME = (IncidentState.ON_SCENE, IncidentState.CONTROLLED, IncidentState.COOLING)


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
        if incident.field_done_at is not None:
            incident.attendance = ""  # sent there anew: who came before has not seen to this
        before = step_under_merge(incident, "commit-unit")
        incident.units_committed += 1
        incident.dispatched_at = incident.dispatched_at or at
        if before != (incident.state_before or incident.state):
            _forget_recheck(incident)
        incident.field_done_at = None
        save_step(
            incident, "units_committed", "dispatched_at", "field_done_at", "attendance",
            "recheck_at", "recheck_waived_by",
        )  # fmt: skip
        committed = events.UnitCommitted(
            **facts_of(incident), units_committed=incident.units_committed
        )
        record(act, incident, committed)
    return incident


def release_unit(
    *, by: Actor, incident_id: UUID, done: bool, absence: str = "", at: datetime
) -> Incident:
    """A unit works for the incident no more: `done` when it has finished there, false when it
    declined, was recalled or broke down. The last one takes the incident on: to the board again,
    to cooling (a fire nobody has cooled), or done in the field. Where no unit has arrived only
    `absence`, the crew's reason, makes it done.
    """
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, incident_id, right=RELEASING, lock=True)
        if incident.units_committed == 0:
            raise NoUnitToRelease(number=incident.number)
        incident.units_committed -= 1
        incident.attendance = incident.attendance or absence
        fields = _after_release(incident, done=done, at=at)
        save_step(incident, "units_committed", "attendance", *fields)
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
        somebody_came=bool(incident.attendance),
        awaits_recheck=not rules.is_rechecked(state, incident.recheck_at, at),
    )  # fmt: skip
    if not rules.INCIDENT.allows(name, state):
        return []
    step_under_merge(incident, name)
    if name == "field-done":
        incident.field_done_at = at
        return ["field_done_at"]
    if name == "cool":
        _set_recheck(incident, at + RECHECK_AFTER.lasts(at))
        return ["recheck_at", "recheck_waived_by"]
    return []


def mark_departed(*, by: Actor, incident_id: UUID, at: datetime) -> Incident:
    """Help is under way that no unit here stands for: its agency has said so by telephone."""
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, incident_id, right=FIELD, lock=True)
        before = step_under_merge(incident, "depart")
        if before == (incident.state_before or incident.state):
            return incident
        incident.dispatched_at = incident.dispatched_at or at
        save_step(incident, "dispatched_at")
        _record_move(act, incident, "depart", before)
    return incident


def mark_on_scene(
    *, by: Actor, incident_id: UUID, moment_known: bool = True, at: datetime
) -> Incident:
    """Somebody is there. The first one stops the citizen's clock; the others change nothing. Where
    nobody said when the first one came, the moment stays missing: a later one is not the first.
    """
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, incident_id, right=FIELD, lock=True)
        before = step_under_merge(incident, "arrive")
        after = incident.state_before or incident.state
        is_first = incident.on_scene_at is None and before not in _SOMEBODY_CAME
        stamps = is_first and moment_known
        is_known = before == after and incident.attendance == Attendance.ARRIVED
        if is_known and not stamps:
            return incident
        if stamps:
            incident.on_scene_at = at
        incident.attendance = Attendance.ARRIVED
        save_step(incident, "on_scene_at", "attendance")
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
        _forget_recheck(incident)
        save_step(incident, "recheck_at", "recheck_waived_by")
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
        save_step(incident, "controlled_at", "recheck_at", "recheck_waived_by")
        started = events.CoolingStarted(**facts_of(incident), recheck_at=recheck_at)
        record_and_tell(act, incident, started)
    return incident


def field_done(
    *, by: Actor, incident_id: UUID, absence: str = "", early_reason: str = "", at: datetime
) -> Incident:
    """Nothing more is to be done there. Refuses while units are out, a fire not cooled, and where
    nobody is known to have arrived unless `absence` says why (NobodyArrived). A fire before the
    hour of its re-check is done only by who may answer for it, with a reason (RecheckNotYet).
    """
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, incident_id, right=FIELD, lock=True)
        rules.require_no_units(incident.number, incident.units_committed)
        before = step(incident, "field-done")
        rules.require_cooled(passes_cooling=passes_cooling(incident), state=before)
        if not rules.is_rechecked(before, incident.recheck_at, at):
            _waive_recheck(act, incident, early_reason)
        incident.attendance = rules.settle_attendance(
            incident.number, selectors.attendance_of(incident), absence
        )
        incident.field_done_at = at
        save_step(incident, "field_done_at", "attendance", "recheck_waived_by")
        _record_move(act, incident, "field-done", before)
    return incident


def _waive_recheck(act: Act, incident: Incident, reason: str) -> None:
    """Embers rekindle: who ends a fire before its hour answers for it by name, in the log."""
    recheck_at = incident.recheck_at or act.at
    if not reason.strip() or not selectors.may_waive_recheck(rights_of(act.by)):
        hour = clock.shown(recheck_at, ZoneInfo(node().zone))
        raise RecheckNotYet(number=incident.number, hour=hour)
    incident.recheck_waived_by = act.by.id
    write_line(incident, reason, by=act.by, at=act.at)
    waived = events.RecheckWaived(**facts_of(incident), recheck_at=recheck_at)
    record_and_tell(act, incident, waived)


def note_wake(*, by: Actor, incident_id: UUID, at: datetime) -> Incident:
    """The hour of an appointment or a re-check has come: said once, however often it is called. A
    re-check that nobody answers for is asked for again after a while, until the fire is done.
    """
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, incident_id, right=FIELD, lock=True)
        if incident.wake_at is None or incident.wake_at > at:
            return incident
        is_appointment = rules.INCIDENT.allows("appointment", incident.state)
        if is_appointment:
            step(incident, "appointment")
        is_cooling = incident.state == IncidentState.COOLING
        again_at = clock.at_or_now(at) + RECHECK_AGAIN.lasts(at)
        incident.wake_at = again_at if is_cooling else None
        save_step(incident)
        kind = events.AppointmentDue if is_appointment else events.RecheckDue
        record_and_tell(act, incident, kind(**facts_of(incident)))
    return incident


def _set_recheck(incident: Incident, moment: datetime) -> None:
    incident.recheck_at = moment
    incident.recheck_waived_by = None
    incident.wake_at = moment


def _forget_recheck(incident: Incident) -> None:
    """It burns again, or work begins anew: the hour was that of what came before."""
    incident.recheck_at = incident.recheck_waived_by = None


def _record_move(act: Act, incident: Incident, name: str, before: str) -> None:
    moved = events.IncidentMoved(**facts_of(incident), step=name, before=before)
    record_and_tell(act, incident, moved)
