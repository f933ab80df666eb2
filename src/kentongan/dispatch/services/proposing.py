"""A unit's position is at the place: "tiba" is proposed, and a person confirms it or says no."""

from datetime import datetime
from uuid import UUID

from kentongan.dispatch import errors, events, rules
from kentongan.dispatch.limits import ARRIVAL_PROPOSED_WITHIN
from kentongan.dispatch.models import Assignment
from kentongan.dispatch.selectors import access_assignment, list_near, may_be_near
from kentongan.dispatch.services.change import assignment_facts, record_assignment
from kentongan.dispatch.services.steps import step_assignment
from kentongan.dispatch.types import Near, Told
from kentongan.journal import services as journal
from kentongan.kernel.actors import TIMEKEEPER, Actor


def propose_arrivals(*, at: datetime) -> int:
    """Propose "tiba" for every unit that is at its place by its position. Returns how many."""
    near = list_near(at)
    for each in near:
        propose_arrival(by=TIMEKEEPER, near=each, at=at)
    return len(near)


def propose_arrival(*, by: Actor, near: Near, at: datetime) -> None:
    """Keep since when a unit is at the place. What a person has said meanwhile stands."""
    with journal.act(by=by, at=at) as act:
        assignment = Assignment.objects.filter(id=near.assignment_id).first()
        if assignment is None or not may_be_near(assignment):
            return
        assignment = access_assignment(by, near.assignment_id, lock=True)
        if not may_be_near(assignment):
            return
        assignment.arrival_proposed_at = near.since
        _save(assignment)
        proposed = events.ArrivalProposed(
            **assignment_facts(assignment), distance_m=round(near.distance_m),
            within_m=ARRIVAL_PROPOSED_WITHIN.at(at),
        )  # fmt: skip
        record_assignment(act, assignment.ticket, proposed, occurred_at=near.since)


def confirm_arrival(
    *, by: Actor, assignment_id: UUID, told: Told | None = None, at: datetime
) -> Assignment:
    """It is so: the unit arrived when its position says. Refuses where nothing is proposed."""
    with journal.act(by=by, at=at):
        assignment = access_assignment(by, assignment_id, is_told=told is not None, lock=True)
        since = assignment.arrival_proposed_at
        if since is None or not rules.may_arrive(assignment.state):
            raise errors.NoArrivalProposed
        # A crew that pressed "berangkat" when it was there had not arrived before it left.
        since = max(since, assignment.en_route_at or since)
        return step_assignment(
            by=by, assignment_id=assignment_id, step="on-scene", told=told, proposed=True, at=since
        )


def dismiss_arrival(*, by: Actor, assignment_id: UUID, at: datetime) -> Assignment:
    """It is not so: proposed again only after the unit has been away from there."""
    with journal.act(by=by, at=at) as act:
        assignment = access_assignment(by, assignment_id, lock=True)
        if assignment.arrival_proposed_at is None or not rules.may_arrive(assignment.state):
            return assignment
        assignment.arrival_proposed_at = None
        assignment.arrival_dismissed_at = at
        _save(assignment)
        dismissed = events.ArrivalDismissed(**assignment_facts(assignment))
        record_assignment(act, assignment.ticket, dismissed)
    return assignment


def _save(assignment: Assignment) -> None:
    assignment.version += 1
    assignment.save(update_fields=["arrival_proposed_at", "arrival_dismissed_at", "version"])
