"""How an incident ends, waits, or is opened again; and the one pointer that is a merge."""

from datetime import datetime
from uuid import UUID

from kentongan.incidents import events, rules, selectors
from kentongan.incidents.enums import (
    HANDLED_CODES,
    ClosingCode,
    Feedback,
    IncidentState,
    PartyRole,
    Priority,
)
from kentongan.incidents.errors import CannotMerge
from kentongan.incidents.limits import REKINDLE_WITHIN, REOPEN_WITHIN
from kentongan.incidents.models import Incident
from kentongan.incidents.services.change import (
    CLOSING,
    DESK,
    FIELD,
    facts_of,
    involve,
    passes_cooling,
    record_and_tell,
    save,
    save_step,
    step,
    tell,
    write_line,
)
from kentongan.journal import services as journal
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor
from kentongan.kernel.text import require_storable
from kentongan.orgs.selectors import get_org


def close_incident(
    *,
    by: Actor,
    incident_id: UUID,
    closing_code: ClosingCode,
    feedback: Feedback | str,
    note: str = "",
    at: datetime,
) -> Incident:
    """Close with code and feedback. Refuses while a unit is out or a report (its own or a merged
    one's) has an open need, without feedback, with contact where anybody who told of it, here or in
    what is merged into it, must not be contacted, a fire not cooled, and as handled where nobody is
    known to have arrived: every other code says why.
    """
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, incident_id, right=CLOSING, lock=True)
        before = step(incident, "close")
        _require_nobody_out(incident)
        rules.require_no_open_needs(incident.number, selectors.count_open_needs(incident.id))
        rules.require_feedback(selectors.strictest_contact(incident.id), feedback)
        rules.require_closing_note(closing_code, note)
        rules.require_cooled(
            passes_cooling=passes_cooling(incident), state=before, closing_code=closing_code
        )
        incident.attendance = selectors.attendance_of(incident)
        if closing_code in HANDLED_CODES:
            rules.settle_attendance(incident.number, incident.attendance)
        incident.closing_code = closing_code
        incident.closing_note = require_storable("note", note)
        incident.feedback = feedback
        incident.closed_at = at
        save_step(incident, "closing_code", "closing_note", "feedback", "closed_at", "attendance")
        closed = events.IncidentClosed(
            **facts_of(incident), closing_code=str(closing_code), feedback=str(feedback)
        )
        record_and_tell(act, incident, closed)
    return incident


def review(*, by: Actor, incident_id: UUID, at: datetime) -> Incident:
    """Done in the field; the data are being looked through before closing."""
    return _move(by, incident_id, "review", at)


def cancel_incident(*, by: Actor, incident_id: UUID, reason: str, at: datetime) -> Incident:
    """It was nothing, or nothing any more. Refuses without a reason, while units are out, and while
    anybody who told of it, or of what is merged into it, waits for help.
    """
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, incident_id, right=DESK, lock=True)
        rules.require_reason(reason)
        _require_nobody_out(incident)
        rules.require_no_open_needs(incident.number, selectors.count_open_needs(incident.id))
        step(incident, "cancel")
        incident.closed_at = at
        save_step(incident, "closed_at")
        write_line(incident, reason, by=by, at=at)
        record_and_tell(act, incident, events.IncidentCancelled(**facts_of(incident)))
    return incident


def hand_over(
    *, by: Actor, incident_id: UUID, to: str, to_org_id: UUID | None = None, at: datetime
) -> Incident:
    """Another centre or body has it now; `to` says who took it, by name. Refuses with units out."""
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, incident_id, right=CLOSING, lock=True)
        rules.require_reason(to)
        _require_nobody_out(incident)
        step(incident, "hand-over")
        incident.closed_at = at
        save_step(incident, "closed_at")
        write_line(incident, to, by=by, at=at)
        if to_org_id is not None:
            involve(incident, get_org(to_org_id).id, PartyRole.LEAD, at)
        handed = events.IncidentHandedOver(**facts_of(incident), to_org_id=to_org_id)
        record_and_tell(act, incident, handed)
    return incident


def hold(*, by: Actor, incident_id: UUID, reason: str, at: datetime) -> Incident:
    """Put off until something is known. Refuses without a reason."""
    rules.require_reason(reason)
    return _move(by, incident_id, "hold", at, reason=reason)


def resume(*, by: Actor, incident_id: UUID, at: datetime) -> Incident:
    """Back on the board after a hold."""
    return _move(by, incident_id, "resume", at)


def schedule(*, by: Actor, incident_id: UUID, scheduled_for: datetime, at: datetime) -> Incident:
    """Work by appointment: the clock runs from then. Refuses an hour that has passed."""
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, incident_id, right=FIELD, lock=True)
        rules.require_future(scheduled_for, at)
        _schedule(act, incident, scheduled_for)
    return incident


def put_off(*, by: Actor, incident_id: UUID, scheduled_for: datetime, at: datetime) -> Incident:
    """The leading agency comes by appointment: the incident waits with its ticket. Where somebody
    is at work already, or it has ended, nothing changes.
    """
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, incident_id, right=FIELD, lock=True)
        if rules.INCIDENT.allows("schedule", incident.state):
            _schedule(act, incident, scheduled_for)
    return incident


def _schedule(act: Act, incident: Incident, scheduled_for: datetime) -> None:
    step(incident, "schedule")
    incident.scheduled_for = scheduled_for
    incident.wake_at = scheduled_for
    save_step(incident, "scheduled_for")
    planned = events.IncidentScheduled(**facts_of(incident), scheduled_for=scheduled_for)
    record_and_tell(act, incident, planned)


def reopen(*, by: Actor, incident_id: UUID, reason: str, at: datetime) -> Incident:
    """Open again within a day of its end, a fire within three. Refuses later, or with no reason."""
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, incident_id, right=CLOSING, lock=True)
        rules.require_reason(reason)
        before = step(incident, "reopen")
        rules.require_may_reopen(
            number=incident.number,
            ended_at=incident.closed_at,
            window=(REKINDLE_WITHIN if passes_cooling(incident) else REOPEN_WITHIN).lasts(at),
            at=at,
        )
        incident.closed_at = incident.recheck_at = incident.recheck_waived_by = None
        incident.closing_code = incident.feedback = incident.attendance = ""
        save_step(
            incident, "closed_at", "closing_code", "feedback", "attendance", "recheck_at",
            "recheck_waived_by",
        )  # fmt: skip
        write_line(incident, reason, by=by, at=at)
        record_and_tell(act, incident, events.IncidentReopened(**facts_of(incident), before=before))
    return incident


def merge_into(
    *,
    by: Actor,
    incident_id: UUID,
    into_id: UUID,
    same_place_confirmed: bool = False,
    same_victims_confirmed: bool = False,
    at: datetime,
) -> Incident:
    """Say that two incidents are one: a pointer, nothing moves, every report stays as it is. The
    master becomes as urgent as what is merged into it.

    Refuses a P1 unless "lokasi sama? korban sama?" were both answered, two carriageways unless the
    place was, and an ended master.
    """
    with journal.act(by=by, at=at) as act:
        incident, into = _both(by, incident_id, into_id)
        if into.id == incident.id or rules.is_ended(into.state):
            raise CannotMerge(number=incident.number, target=into.number)
        rules.require_same(
            is_p1=Priority.P1 in (incident.priority, into.priority),
            place_confirmed=same_place_confirmed,
            victims_confirmed=same_victims_confirmed,
        )
        rules.require_same_carriageway(
            rules.kilometre_of(incident.address, incident.parts),
            rules.kilometre_of(into.address, into.parts),
            place_confirmed=same_place_confirmed,
        )
        before = step(incident, "merge")
        incident.state_before = before
        incident.merged_into = into
        save_step(incident, "merged_into")
        merged = events.IncidentMerged(**facts_of(incident), into_id=into.id)
        record_and_tell(act, incident, merged)
        # whoever works for the master has one more caller to think of (practice.md §3.4)
        tell(act, into, merged.kind)
        _raise_to(act, into, incident.priority)
        _restrict_as(act, into, before=into.is_restricted)
    return incident


def _raise_to(act: Act, into: Incident, priority: str) -> None:
    """The more urgent of the two counts for both: a caller's P1 never ends in a slower one."""
    before = str(into.priority)
    if rules.higher(before, priority) == before:
        return
    into.priority = priority
    save(into, "priority")
    raised = events.PrioritySet(**facts_of(into), before=before, from_scene=False)
    record_and_tell(act, into, raised)


def _restrict_as(act: Act, into: Incident, *, before: bool) -> None:
    """Who reads the master reads what was merged into it: one restricted makes both so."""
    category = selectors.find_category_at(into.category, into.opened_at)
    own = category.is_restricted if category else before
    by_child = rules.is_restricted_by_child(into.family, into.answers)
    into.is_restricted = own or by_child or selectors.has_restricted_merged(into.id)
    if into.is_restricted == before:
        return
    save(into, "is_restricted")
    edited = events.IncidentEdited(**facts_of(into), fields=["is_restricted"])
    record_and_tell(act, into, edited)


def unmerge(*, by: Actor, incident_id: UUID, at: datetime) -> Incident:
    """Undo a merge: the pointer is cleared, and the incident is where its units have brought it."""
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, incident_id, right=DESK, lock=True)
        from_id = incident.merged_into_id
        step(incident, "unmerge")
        incident.state = incident.state_before or incident.state
        incident.state_before = ""
        incident.merged_into = None
        if incident.state == IncidentState.SCHEDULED:
            incident.wake_at = incident.scheduled_for
        elif incident.state == IncidentState.COOLING:
            incident.wake_at = incident.recheck_at
        save_step(incident, "merged_into")
        undone = events.IncidentUnmerged(**facts_of(incident), from_id=from_id or incident.id)
        record_and_tell(act, incident, undone)
        if from_id is not None:
            master = Incident.objects.select_for_update(no_key=True).get(id=from_id)
            _restrict_as(act, master, before=master.is_restricted)
    return incident


def _both(by: Actor, one_id: UUID, other_id: UUID) -> tuple[Incident, Incident]:
    """Two incidents, locked in the order of their ids so that two merges never wait in a ring."""
    found = {
        key: selectors.access_incident(by, key, right=DESK, lock=True)
        for key in sorted({one_id, other_id})
    }
    return found[one_id], found[other_id]


def _move(by: Actor, incident_id: UUID, name: str, at: datetime, *, reason: str = "") -> Incident:
    with journal.act(by=by, at=at) as act:
        incident = selectors.access_incident(by, incident_id, right=DESK, lock=True)
        before = step(incident, name)
        save_step(incident)
        if reason:
            write_line(incident, reason, by=by, at=at)
        moved = events.IncidentMoved(**facts_of(incident), step=name, before=before)
        record_and_tell(act, incident, moved)
    return incident


def _require_nobody_out(incident: Incident) -> None:
    rules.require_no_units(incident.number, selectors.count_units_out(incident.id))
