"""A crew says that it is there: at once, or after it was asked why no position bears that out."""

from datetime import datetime
from uuid import UUID

from kentongan.dispatch import errors, events, rules
from kentongan.dispatch.models import Assignment
from kentongan.dispatch.selectors import access_assignment, arrival_proof_of
from kentongan.dispatch.services.change import assignment_facts, record_assignment
from kentongan.dispatch.services.steps import step_assignment
from kentongan.geo.points import Point
from kentongan.journal import services as journal
from kentongan.journal.services import Act
from kentongan.kernel.actors import Actor


def say_arrival(
    *,
    by: Actor,
    assignment_id: UUID,
    reason: str = "",
    note: str = "",
    here: Point | None = None,
    at: datetime,
) -> Assignment:
    """The step `on-scene`, for a page that can ask. Where the reason is missing nothing is refused:
    the moment of this first press is kept, and the answer arrives at it, however late it comes.

    `here` is where the phone was then: one that was without a line tells it late.
    """
    with journal.act(by=by, at=at) as act:
        try:
            return step_assignment(
                by=by, assignment_id=assignment_id, step="on-scene", reason=reason, note=note,
                here=here, at=at,
            )  # fmt: skip
        except errors.ArrivalUnproven:  # refused before anything was written
            return _claim(act, access_assignment(by, assignment_id, lock=True), here)


def _claim(act: Act, assignment: Assignment, here: Point | None) -> Assignment:
    if assignment.arrival_claimed_at is not None:
        return assignment
    assignment.arrival_claimed_at = act.at
    assignment.arrival_proof = arrival_proof_of(assignment, act.at, here=here)
    assignment.escalate_at = None  # any answer of the crew ends the ringing
    _save(assignment, "escalate_at")
    claimed = events.ArrivalClaimed(
        **assignment_facts(assignment), arrival=str(assignment.arrival_proof)
    )
    record_assignment(act, assignment.ticket, claimed)
    return assignment


def withdraw_arrival(*, by: Actor, assignment_id: UUID, at: datetime) -> Assignment:
    """It was pressed too early: the crew is still on its way, and its next press counts anew."""
    with journal.act(by=by, at=at) as act:
        assignment = access_assignment(by, assignment_id, lock=True)
        if not rules.is_asked_why(assignment.arrival_claimed_at, assignment.state):
            return assignment
        assignment.arrival_claimed_at = None
        assignment.arrival_proof = ""
        _save(assignment)
        withdrawn = events.ArrivalWithdrawn(**assignment_facts(assignment))
        record_assignment(act, assignment.ticket, withdrawn)
    return assignment


def _save(assignment: Assignment, *fields: str) -> None:
    assignment.version += 1
    assignment.save(update_fields=["arrival_claimed_at", "arrival_proof", "version", *fields])
