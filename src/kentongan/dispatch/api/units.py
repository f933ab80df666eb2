"""Which units could go, which are sent, and the steps of their crews."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from msgspec import Meta

from kentongan.dispatch import rules, selectors, services
from kentongan.dispatch.api.tickets import ToldBody, told_of
from kentongan.dispatch.enums import ArrivalReason
from kentongan.dispatch.models import Assignment
from kentongan.dispatch.wire import (
    WireAssignment,
    WireProposal,
    WireTask,
    assignment_of,
    plan_state_of,
    proposed_of,
    task_of,
)
from kentongan.fleet.selectors import access_unit
from kentongan.incidents.enums import WHY_NOBODY_ARRIVED
from kentongan.kernel import clock
from kentongan.kernel.errors import NotFound
from kentongan.orgs.enums import Right
from kentongan.web.endpoints import Api, answer, created, etag
from kentongan.web.requests import actor_of
from kentongan.web.wire import Line, Moment, stamp, stamp_or_none, utc

api = Api(tag="Assignments")

ASSIGNMENT_STEPS: Sequence[str] = tuple(
    dict.fromkeys(transition.step for transition in rules.ASSIGNMENTS.transitions)
)


class ProposalQuery(msgspec.Struct, kw_only=True):
    """How many units, of which agency."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 5
    org_id: UUID | None = None


class AssignBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Which unit; one that is not ready needs a reason."""

    unit_id: UUID
    override_reason: Line = ""
    told: ToldBody | None = None


class AnswerBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Who has told 112, where 112 writes it down."""

    told: ToldBody | None = None


class StepBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Why, where a step needs it; when, if a phone was offline. Never later than now, never
    before the unit was sent."""

    reason: Annotated[
        Line,
        Meta(
            description="`decline`: why, in words. `on-scene`: a code, where the unit's position "
            f"is not near: {', '.join(ArrivalReason.values)}. `clear` of a unit that has not "
            f"arrived: a code, {', '.join(WHY_NOBODY_ARRIVED)}."
        ),
    ] = ""
    note: Annotated[Line, Meta(description="`on-scene` with OTHER: what, in words.")] = ""
    occurred_at: Moment | None = None
    told: ToldBody | None = None


@api.get("/incidents/<uuid:incident_id>/proposals", answer=WireProposal)
def propose_units(request: HttpRequest, *, incident_id: UUID, query: ProposalQuery) -> HttpResponse:
    """The units that could go, best first: computed, not guessed, and people decide."""
    found = selectors.proposals(
        actor_of(request), incident_id, limit=query.limit, org_id=query.org_id, at=clock.now()
    )
    return answer(
        WireProposal(
            incident_id=found.incident_id, made_at=stamp(found.made_at), needs=list(found.needs),
            by_travel_time=found.by_travel_time, items=[proposed_of(unit) for unit in found.units],
            available_count=found.available_count, covering_count=found.covering_count,
            closed_roads=found.closed_roads, roads_said_at=stamp_or_none(found.roads_said_at),
            unknowns=list(found.unknowns), plan=plan_state_of(found.plan) if found.plan else None,
        )
    )  # fmt: skip


@api.post("/tickets/<uuid:ticket_id>/assignments", answer=WireAssignment, status=201)
def assign_unit(request: HttpRequest, *, ticket_id: UUID, body: AssignBody) -> HttpResponse:
    """Send a unit. Exactly one of two who try wins; the other is told who has it."""
    assignment = services.assign_unit(
        by=actor_of(request), ticket_id=ticket_id, unit_id=body.unit_id,
        override_reason=body.override_reason, told=told_of(body.told), at=clock.now(),
    )  # fmt: skip
    location = reverse("api:get-assignment", args=[assignment.id])
    return created(assignment_of(assignment), location, version=assignment.version)


@api.get("/assignments/<uuid:assignment_id>", answer=WireAssignment)
def get_assignment(request: HttpRequest, *, assignment_id: UUID) -> HttpResponse:
    """One assignment, for those who may take its steps."""
    return _stepped(selectors.access_assignment(actor_of(request), assignment_id))


@api.post("/assignments/<uuid:assignment_id>/confirm-arrival", answer=WireAssignment)
def confirm_arrival(request: HttpRequest, *, assignment_id: UUID, body: AnswerBody) -> HttpResponse:
    """The unit arrived when its position says (`arrival_proposed_at`): proposed, never done by
    itself.
    """
    found = services.confirm_arrival(
        by=actor_of(request), assignment_id=assignment_id, told=told_of(body.told), at=clock.now()
    )
    return _stepped(found)


@api.post("/assignments/<uuid:assignment_id>/dismiss-arrival", answer=WireAssignment)
def dismiss_arrival(request: HttpRequest, *, assignment_id: UUID) -> HttpResponse:
    """The unit is not there yet; proposed again only after it has been away from there."""
    found = services.dismiss_arrival(
        by=actor_of(request), assignment_id=assignment_id, at=clock.now()
    )
    return _stepped(found)


@api.post(
    "/assignments/<uuid:assignment_id>/<str:step>", answer=WireAssignment,
    choices={"step": ASSIGNMENT_STEPS},
)  # fmt: skip
def step_assignment(
    request: HttpRequest, *, assignment_id: UUID, step: str, body: StepBody
) -> HttpResponse:
    """Take a step of an assignment: by its crew, its agency, or 112 where the mode is DIRECT or
    it was `told`.

    `on-scene` needs a fresh position near the place, or a `reason`; a person who records it for a
    crew and gives none is taken to have it by radio or telephone (REPORTED).
    """
    if step not in ASSIGNMENT_STEPS:
        raise NotFound(thing=step[:40])
    assignment = services.step_assignment(
        by=actor_of(request), assignment_id=assignment_id, step=step, reason=body.reason,
        note=body.note, told=told_of(body.told), at=_occurred_at(request, assignment_id, body),
    )  # fmt: skip
    return _stepped(assignment)


def _occurred_at(request: HttpRequest, assignment_id: UUID, body: StepBody) -> datetime:
    """When it happened, as an offline phone claims: never later than now, and never before the unit
    was sent. A phone's wrong clock makes no response time of nothing.
    """
    now = clock.now()
    if body.occurred_at is None:
        return now
    is_told = body.told is not None
    sent_at = selectors.access_assignment(
        actor_of(request), assignment_id, is_told=is_told
    ).assigned_at
    return max(min(utc(body.occurred_at, "occurred_at"), now), sent_at)


@api.get("/units/<uuid:unit_id>/task", answer=WireTask)
def get_task(request: HttpRequest, *, unit_id: UUID) -> HttpResponse:
    """What a crew's page shows: the task, the place as far as it is known, who else comes."""
    access_unit(actor_of(request), unit_id, right=Right.RUN_UNITS)
    return answer(task_of(selectors.crew_view(unit_id, at=clock.now())))


def _stepped(assignment: Assignment) -> HttpResponse:
    return answer(assignment_of(assignment), headers={"ETag": etag(assignment.version)})
