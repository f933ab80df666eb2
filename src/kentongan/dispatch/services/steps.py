"""A crew's steps, and what each means for its unit, its ticket and its incident."""

from datetime import datetime
from uuid import UUID

from kentongan.dispatch import events, rules
from kentongan.dispatch.enums import ENDED_ASSIGNMENTS, ArrivalProof, AssignmentState, TicketState
from kentongan.dispatch.limits import ARRIVED_WITHIN
from kentongan.dispatch.models import Assignment, Ticket
from kentongan.dispatch.rules.lifecycles import STEPS_WITH_REASON
from kentongan.dispatch.selectors import (
    access_assignment,
    arrival_proof_of,
    configuration,
    place_point,
)
from kentongan.dispatch.services.change import (
    assignment_facts,
    count_active,
    record_assignment,
    record_ticket,
    save_ticket,
    step_ticket,
    ticket_facts,
)
from kentongan.dispatch.services.told import keep_told, method_of
from kentongan.dispatch.types import Told
from kentongan.fleet import services as fleet
from kentongan.geo.points import Point
from kentongan.incidents import services as incidents
from kentongan.incidents.enums import Attendance
from kentongan.journal import services as journal
from kentongan.kernel.actors import Actor
from kentongan.kernel.text import require_storable

_REASON = 200
_CLEAR_UNARRIVED = ("clear", AssignmentState.EN_ROUTE)
_ARRIVAL = ("arrival_proof", "arrival_reason", "arrival_note")


def step_assignment(
    *,
    by: Actor,
    assignment_id: UUID,
    step: str,
    reason: str = "",
    note: str = "",
    told: Told | None = None,
    proposed: bool = False,
    here: Point | None = None,
    at: datetime,
) -> Assignment:
    """Take a step: acknowledge, decline (with a reason), en-route, on-scene, transport,
    at-hospital, clear, cancel, break-down. Refuses one that the state does not allow (KERNEL-004).

    `on-scene` takes the code of an ArrivalReason (`note` for OTHER), and refuses a crew without one
    whose position is not near (DISPATCH-017): that of its phone when it was pressed, where `here`
    says it, else the unit's. It counts from the crew's first press.

    `clear` of a crew that has not said that it arrived takes a code of WHY_NOBODY_ARRIVED, and is
    refused without (DISPATCH-019): nothing is over where nobody came.

    `proposed` is an arrival at the moment of a position, which a person confirms.

    112 writes down what it is `told` of a unit, in any mode and by name (DISPATCH-040).
    """
    rules.require_teller(told)
    if step in STEPS_WITH_REASON:
        rules.require_reason(reason)
    with journal.act(by=by, at=at) as act:
        assignment = access_assignment(by, assignment_id, is_told=told is not None, lock=True)
        before = str(assignment.state)
        assignment.state = rules.ASSIGNMENTS.target(step, before)
        absence = rules.settle_absence(reason) if (step, before) == _CLEAR_UNARRIVED else ""
        if step == "on-scene":
            if proposed:
                assignment.arrival_proof = ArrivalProof.NEAR
            else:
                _settle_arrival(by, assignment, reason, note, here, at)
            reason, at = "", assignment.arrival_claimed_at or at
        _save(assignment, step, reason, at)
        keep_told(by, assignment.ticket, step, told, unit_id=assignment.unit_id, at=at)
        if assignment.state in ENDED_ASSIGNMENTS:
            _free(by, assignment, absence, at)
        else:
            _note_on_way(by, assignment, at)
        moved = events.AssignmentMoved(
            **assignment_facts(assignment),
            step=step,
            before=before,
            arrival=str(assignment.arrival_proof) if step == "on-scene" else "",
            arrival_reason=str(assignment.arrival_reason) if step == "on-scene" else "",
            method=str(method_of(told)),
            proposed=proposed,
        )
        record_assignment(act, assignment.ticket, moved, occurred_at=at)
    return assignment


def _save(assignment: Assignment, step: str, reason: str, at: datetime) -> None:
    """Fill the step's own time. Any answer of the crew ends the ringing."""
    stamp = rules.STAMP_OF_STEP.get(step, "ended_at")
    setattr(assignment, stamp, at)
    assignment.end_reason = require_storable("reason", reason)[:_REASON]
    assignment.escalate_at = None
    assignment.version += 1
    fields = _ARRIVAL if step == "on-scene" else ()
    assignment.save(update_fields=["state", stamp, "end_reason", "escalate_at", "version", *fields])


def _settle_arrival(  # noqa: PLR0917
    by: Actor, assignment: Assignment, reason: str, note: str, here: Point | None, at: datetime
) -> None:
    """What the position said when the crew first said that it was there; else why it says nothing.
    A crew that presses too early and answers when it is near has not been near at its first press.
    """
    if assignment.arrival_claimed_at is None:
        assignment.arrival_proof = arrival_proof_of(assignment, at, here=here)
    assignment.arrival_reason = rules.settle_arrival_reason(
        reason, note, proof=assignment.arrival_proof, said_by=by.kind,
        place_has_point=place_point(assignment.ticket.incident) is not None,
        within_m=ARRIVED_WITHIN.at(at),
    )  # fmt: skip
    assignment.arrival_note = require_storable("note", note)


def _note_on_way(by: Actor, assignment: Assignment, at: datetime) -> None:
    """The first unit under way, the first on the scene: facts of ticket and incident."""
    ticket = assignment.ticket
    if assignment.state == AssignmentState.EN_ROUTE and ticket.first_unit_at is None:
        ticket.first_unit_at = at
        save_ticket(ticket, "first_unit_at")
    if assignment.state == AssignmentState.ON_SCENE:
        _note_there(by, assignment, at, moment_known=True)
    if assignment.state == AssignmentState.TRANSPORTING and assignment.on_scene_at is None:
        _note_there(by, assignment, at, moment_known=False)


def _note_there(by: Actor, assignment: Assignment, at: datetime, *, moment_known: bool) -> None:
    """The first one there stops the alarm. Who has a patient aboard has been there: a moment that
    nobody has said is not invented, and counts as missing.
    """
    ticket = assignment.ticket
    if ticket.on_scene_at is None and not ticket.arrival_missing:
        ticket.on_scene_at = at if moment_known else None
        ticket.arrival_missing = not moment_known
        ticket.arrival_alarm_at = None
        ticket.attendance = Attendance.ARRIVED
        save_ticket(ticket, "on_scene_at", "arrival_missing", "arrival_alarm_at", "attendance")
    incidents.mark_on_scene(
        by=by, incident_id=assignment.incident_id, moment_known=moment_known, at=at
    )


def _free(by: Actor, assignment: Assignment, absence: str, at: datetime) -> None:
    """The unit is free (or broken), the incident has one less, the agency may be asked again."""
    if absence == Attendance.UNRECORDED:
        _note_there(by, assignment, at, moment_known=False)
    elif absence:
        _note_absence(assignment.ticket, absence)
    done = assignment.state == AssignmentState.CLEARED
    broken = assignment.state == AssignmentState.BROKEN_DOWN
    fleet.mark_available(by=by, unit=assignment.unit, broken=broken, at=at)
    incidents.release_unit(
        by=by, incident_id=assignment.incident_id, done=done, absence=absence, at=at
    )
    if not done:
        _ask_again(by, assignment.ticket, at)


def _note_absence(ticket: Ticket, absence: str) -> None:
    """It is over before anybody came: no arrival is waited for, unless another unit is under way.
    The assignment that has just ended is no longer counted.
    """
    ticket.attendance = ticket.attendance or absence
    if not count_active(ticket):
        ticket.arrival_alarm_at = None
    save_ticket(ticket, "attendance", "arrival_alarm_at")


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
