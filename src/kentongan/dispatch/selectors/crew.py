"""What a crew's page shows: its own task, and the place as far as anybody knows it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kentongan.dispatch.enums import ACTIVE_ASSIGNMENTS
from kentongan.dispatch.limits import ARRIVED_WITHIN
from kentongan.dispatch.models import Assignment
from kentongan.dispatch.rules import steps_ahead, steps_offered
from kentongan.dispatch.selectors.arrivals import place_point
from kentongan.dispatch.selectors.board import claimed_at_of, proposed_at_of, ticket_unit
from kentongan.dispatch.selectors.conditions import list_conditions_of, scene_of
from kentongan.dispatch.selectors.ways import is_on_its_way, way_ahead
from kentongan.dispatch.types import CrewView, TicketUnit, WayAhead
from kentongan.fleet.models import Unit
from kentongan.fleet.selectors import call_signs
from kentongan.geo.places import is_positioned
from kentongan.incidents.models import Incident, LogLine
from kentongan.incidents.selectors import list_talk
from kentongan.kernel.errors import NotFound

TALK_SHOWN = 12
"""Lines: more is not read in a cab, and the log at the desk keeps them all."""


@dataclass(frozen=True, slots=True)
class TalkLine:
    """A line of talk between the desks and the crews at one scene."""

    id: UUID
    text: str
    speaker: str
    is_from_crew: bool
    written_at: datetime
    received_at: datetime
    """Later where a crew had no line when it wrote."""


OF_THE_DESK = frozenset({"cancel"})
"""Steps that a crew is not offered: its agency, or 112 in mode DIRECT, recalls it."""


def crew_view(unit_id: UUID, *, at: datetime) -> CrewView:
    """The unit's task, if it has one. The page's own actor has been checked: its unit's crew."""
    unit = Unit.objects.filter(id=unit_id).first()
    if unit is None:
        raise NotFound(thing="Unit")
    ready = unit.ready_until is not None and at < unit.ready_until
    task = (
        Assignment.objects.filter(unit_id=unit_id, state__in=ACTIVE_ASSIGNMENTS)
        .select_related("ticket", "incident")
        .first()
    )
    if task is None:
        return CrewView(unit.id, unit.call_sign, unit.state, readiness_confirmed=ready)
    return _with_task(unit, task, ready, at)


def _with_task(unit: Unit, task: Assignment, ready: bool, at: datetime) -> CrewView:
    incident, ticket = task.incident, task.ticket
    certain = is_positioned(incident.place_quality)
    claimed_at = claimed_at_of(task)
    scene = scene_of(incident)
    return CrewView(
        unit_id=unit.id,
        call_sign=unit.call_sign,
        unit_state=unit.state,
        readiness_confirmed=ready,
        assignment_id=task.id,
        assignment_state=task.state,
        steps=_of_the_crew(steps_offered(task.state, unit.capabilities)),
        steps_ahead={
            step: _of_the_crew(after)
            for step, after in steps_ahead(task.state, unit.capabilities).items()
        },
        arrived_within_m=_arrived_within_m(incident, at),
        assigned_at=task.assigned_at,
        ticket_id=ticket.id,
        ticket_number=ticket.number,
        incident_id=incident.id,
        incident_number=incident.number,
        incident_state=incident.state,
        category=incident.category,
        priority=incident.priority,
        narrative=incident.narrative,
        region=incident.region,
        address=incident.whole_address,
        arrival_claimed_at=claimed_at,
        arrival_proof=task.arrival_proof if claimed_at else "",
        arrival_proposed_at=proposed_at_of(task),
        lat=incident.lat if certain else None,
        lon=incident.lon if certain else None,
        accuracy_m=incident.accuracy_m if certain else None,
        place_quality=incident.place_quality,
        place_is_certain=certain,
        contact_safety=incident.contact_safety,
        report_count=incident.report_count,
        conditions=list_conditions_of(incident, scene),
        scene=frozenset(scene),
        is_restricted=incident.is_restricted,
        others=_others(task),
        ahead=way_ahead(unit.id, incident, at) if is_on_its_way(task) else WayAhead(),
    )


def _of_the_crew(steps: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(step for step in steps if step not in OF_THE_DESK)


def _arrived_within_m(incident: Incident, at: datetime) -> float | None:
    if place_point(incident) is None:
        return None
    return ARRIVED_WITHIN.at(at) + (incident.accuracy_m or 0)


def list_crew_talk(scene: Collection[UUID]) -> list[TalkLine]:
    """What desks and crews have said to the crews at one scene, the newest first, so many as a
    phone shows. Whoever asks has been checked: it works there, or may read the incident.
    """
    lines = list_talk(scene, most=TALK_SHOWN)
    signs = call_signs({line.written_by for line in lines})
    return [_talk_line(line, signs) for line in lines]


def _talk_line(line: LogLine, signs: dict[UUID, str]) -> TalkLine:
    """A crew by its call sign, a desk by its organisation: never a person's name."""
    from_unit = signs.get(line.written_by, "")
    org = line.org.short_name if line.org else ""
    return TalkLine(
        line.id, line.text, from_unit or org or "112", bool(from_unit), line.written_at,
        line.received_at,
    )  # fmt: skip


def _others(task: Assignment) -> tuple[TicketUnit, ...]:
    rows = (
        Assignment.objects.filter(incident_id=task.incident_id, state__in=ACTIVE_ASSIGNMENTS)
        .exclude(id=task.id)
        .select_related("unit")
        .order_by("assigned_at", "id")
    )
    return tuple(ticket_unit(row) for row in rows)
