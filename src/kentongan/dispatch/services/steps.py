"""A crew's steps, and what each means for its unit, its ticket and its incident."""

from datetime import datetime
from uuid import UUID

from kentongan.dispatch import events, rules
from kentongan.dispatch.enums import ENDED_ASSIGNMENTS, AssignmentState, TicketState
from kentongan.dispatch.models import Assignment, Ticket
from kentongan.dispatch.rules.lifecycles import STEPS_WITH_REASON
from kentongan.dispatch.selectors import access_assignment, configuration
from kentongan.dispatch.services.change import (
    assignment_facts,
    count_active,
    record_assignment,
    record_ticket,
    save_ticket,
    step_ticket,
    ticket_facts,
)
from kentongan.fleet import services as fleet
from kentongan.fleet.selectors import find_position
from kentongan.fleet.types import is_fresh
from kentongan.geo.places import is_positioned
from kentongan.geo.points import Point, distance_m
from kentongan.incidents import services as incidents
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.kernel.text import require_storable

_REASON = 200


def step_assignment(
    *, by: Actor, assignment_id: UUID, step: str, reason: str = "", at: datetime
) -> Assignment:
    """Take a step: acknowledge, decline (with a reason), en-route, on-scene, transport,
    at-hospital, clear, cancel, break-down. Refuses one that the state does not allow (KERNEL-004).
    """
    if step in STEPS_WITH_REASON:
        rules.require_reason(reason)
    with journal.act(by=by, at=at) as act:
        assignment = access_assignment(by, assignment_id, lock=True)
        before = str(assignment.state)
        assignment.state = rules.ASSIGNMENTS.target(step, before)
        _save(assignment, step, reason, at)
        if assignment.state in ENDED_ASSIGNMENTS:
            _free(by, assignment, at)
        else:
            _note_on_ticket(by, assignment, at)
        moved = events.AssignmentMoved(
            **assignment_facts(assignment),
            step=step,
            before=before,
            arrival=_arrival(assignment, at) if step == "on-scene" else "",
        )
        record_assignment(act, assignment.ticket, moved)
    return assignment


def _save(assignment: Assignment, step: str, reason: str, at: datetime) -> None:
    """Fill the step's own time. Any answer of the crew ends the ringing."""
    stamp = rules.STAMP_OF_STEP.get(step, "ended_at")
    setattr(assignment, stamp, at)
    assignment.end_reason = require_storable("reason", reason)[:_REASON]
    assignment.escalate_at = None
    assignment.version += 1
    assignment.save(update_fields=["state", stamp, "end_reason", "escalate_at", "version"])


def _arrival(assignment: Assignment, at: datetime) -> str:
    """Whether the unit's own position bears the arrival out. It is noted; nobody is held up."""
    incident, position = assignment.ticket.incident, find_position(assignment.unit_id)
    known = position is not None and is_positioned(incident.place_quality)
    if not known or position is None or not is_fresh(position.age(at)):
        return rules.arrival_proof(None, None)
    if incident.lat is None or incident.lon is None:
        return rules.arrival_proof(None, None)
    away_m = distance_m(position.point, Point(incident.lat, incident.lon))
    return rules.arrival_proof(away_m, incident.accuracy_m)


def _note_on_ticket(by: Actor, assignment: Assignment, at: datetime) -> None:
    """The first unit under way, the first on the scene: facts of ticket and incident."""
    ticket = assignment.ticket
    if assignment.state == AssignmentState.EN_ROUTE and ticket.first_unit_at is None:
        ticket.first_unit_at = at
        save_ticket(ticket, "first_unit_at")
    if assignment.state == AssignmentState.ON_SCENE:
        if ticket.on_scene_at is None:
            ticket.on_scene_at = at
            ticket.arrival_alarm_at = None
            save_ticket(ticket, "on_scene_at", "arrival_alarm_at")
        incidents.mark_on_scene(by=by, incident_id=assignment.incident_id, at=at)


def _free(by: Actor, assignment: Assignment, at: datetime) -> None:
    """The unit is free (or broken), the incident has one less, the agency may be asked again."""
    done = assignment.state == AssignmentState.CLEARED
    broken = assignment.state == AssignmentState.BROKEN_DOWN
    fleet.mark_available(by=by, unit=assignment.unit, broken=broken, at=at)
    incidents.release_unit(by=by, incident_id=assignment.incident_id, done=done, at=at)
    if not done:
        _ask_again(by, assignment.ticket, at)


def _ask_again(by: Actor, ticket: Ticket, at: datetime) -> None:
    """No unit is out on the ticket and none has finished there: its clock runs again."""
    finished = ticket.assignments.filter(state=AssignmentState.CLEARED).exists()
    if ticket.state != TicketState.UNITS_ASSIGNED or finished or count_active(ticket):
        return
    promised = configuration().promised(ticket.incident.priority, ticket.org_id, at)
    with journal.act(by=by, at=at) as act:
        step_ticket(ticket, "units-lost")
        ticket.ack_due_at = rules.due_after(at, promised.accept_s)
        ticket.escalate_at = ticket.ack_due_at
        ticket.escalation_level = 0
        save_ticket(ticket, "ack_due_at", "escalate_at", "escalation_level")
        lost = events.TicketUnitsLost(**ticket_facts(ticket), ack_due_at=ticket.ack_due_at)
        record_ticket(act, ticket, lost)
