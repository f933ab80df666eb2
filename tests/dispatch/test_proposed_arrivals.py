"""A unit's position proposes "tiba"; only a person makes it so (practice.md §6)."""

from datetime import timedelta

import pytest

from kentongan.dispatch import events, selectors, services
from kentongan.dispatch.enums import ArrivalProof, AssignmentState
from kentongan.dispatch.errors import NoArrivalProposed
from kentongan.dispatch.limits import ARRIVAL_PROPOSED_WITHIN
from kentongan.dispatch.models import Assignment
from kentongan.dispatch.rules import stay_begins
from kentongan.fleet.services import report_position
from kentongan.fleet.types import Position
from kentongan.geo.points import Point
from kentongan.journal.models import Entry
from kentongan.journal.timekeeper import all_lookouts
from kentongan.kernel.actors import TIMEKEEPER
from tests.conftest import NIGHT
from tests.dispatch.make import make_assignment
from tests.fleet.make import crew_of, make_unit

LAT, LON = -6.9217, 110.2030
PLACE = Point(LAT, LON)
NEAR, AWAY = LAT + 0.0004, LAT + 0.01
"""45 m and 1.1 km from the place."""


def later(seconds):
    return NIGHT + timedelta(seconds=seconds)


@pytest.fixture
def task(cast):
    return make_assignment(cast, make_unit(cast))


def tell(task, lat, seconds, accuracy_m=None):
    report_position(
        by=crew_of(task.unit), unit_id=task.unit_id, lat=lat, lon=LON, accuracy_m=accuracy_m,
        at=later(seconds),
    )  # fmt: skip


def look(seconds):
    return services.propose_arrivals(at=later(seconds))


def again(task):
    return Assignment.objects.get(id=task.id)


def entries(kind):
    return list(Entry.objects.filter(kind=kind).order_by("seq"))


def test_position_at_the_place_proposes_since_when_and_changes_no_state(task):
    before = task.state
    tell(task, AWAY, 100)
    assert look(101) == 0
    tell(task, NEAR, 120)
    tell(task, NEAR + 0.0001, 150)
    assert look(151) == 1
    found = again(task)
    assert found.arrival_proposed_at == later(120)
    assert (found.state, found.on_scene_at) == (before, None)
    [entry] = entries(events.ArrivalProposed.kind)
    assert (entry.by_id, entry.occurred_at) == (TIMEKEEPER.id, later(120))
    assert entry.facts["source"] == "POSITION"
    assert look(152) == 0, "proposed once"


def test_person_confirms_and_it_counts_from_the_position(task):
    tell(task, NEAR, 120)
    look(125)
    services.confirm_arrival(by=crew_of(task.unit), assignment_id=task.id, at=later(300))
    found = again(task)
    assert found.state == AssignmentState.ON_SCENE
    assert (found.on_scene_at, found.arrival_proof) == (later(120), ArrivalProof.NEAR)
    assert found.ticket.on_scene_at == later(120)
    moved = entries(events.AssignmentMoved.kind)[-1]
    assert (moved.by_id, moved.occurred_at) == (task.unit_id, later(120))
    assert moved.facts["proposed"] is True


def test_confirming_holds_though_the_unit_has_moved_on(task):
    tell(task, NEAR, 120)
    look(125)
    tell(task, AWAY, 200)
    services.confirm_arrival(by=crew_of(task.unit), assignment_id=task.id, at=later(201))
    assert again(task).arrival_proof == ArrivalProof.NEAR


def test_nothing_is_confirmed_that_was_not_proposed(task):
    with pytest.raises(NoArrivalProposed):
        services.confirm_arrival(by=crew_of(task.unit), assignment_id=task.id, at=later(10))
    tell(task, NEAR, 120)
    look(125)
    services.confirm_arrival(by=crew_of(task.unit), assignment_id=task.id, at=later(130))
    with pytest.raises(NoArrivalProposed):
        services.confirm_arrival(by=crew_of(task.unit), assignment_id=task.id, at=later(131))


def test_dismissed_is_proposed_again_only_after_it_was_away(task):
    tell(task, NEAR, 120)
    look(121)
    services.dismiss_arrival(by=crew_of(task.unit), assignment_id=task.id, at=later(130))
    tell(task, NEAR, 140)
    assert look(141) == 0
    tell(task, AWAY, 150)
    tell(task, NEAR, 160)
    assert look(161) == 1
    assert again(task).arrival_proposed_at == later(160)


def test_departure_pressed_late_is_not_after_the_arrival(task):
    tell(task, NEAR, 120)
    look(121)
    crew = crew_of(task.unit)
    services.step_assignment(by=crew, assignment_id=task.id, step="en-route", at=later(200))
    services.confirm_arrival(by=crew, assignment_id=task.id, at=later(210))
    assert again(task).on_scene_at == later(200)


def test_what_lay_at_the_place_before_the_task_is_no_arrival(task):
    tell(task, NEAR, -600)
    assert look(5) == 0


def test_limit_in_force_decides(task):
    tell(task, LAT + 0.002, 120)  # 222 m
    assert ARRIVAL_PROPOSED_WITHIN.at(NIGHT) == 150
    assert look(121) == 0


def test_board_and_crew_are_told(cast, task):
    tell(task, NEAR, 120)
    look(121)
    [unit] = selectors.get_ticket_row(cast.fire_officer, task.ticket_id, at=later(122)).units
    assert unit.arrival_proposed_at == later(120)
    assert selectors.crew_view(task.unit_id, at=later(122)).arrival_proposed_at == later(120)
    services.step_assignment(
        by=crew_of(task.unit), assignment_id=task.id, step="on-scene", at=later(125)
    )
    assert selectors.crew_view(task.unit_id, at=later(126)).arrival_proposed_at is None


def test_lookout_of_the_worker_is_registered():
    assert "dispatch.arrivals-by-position" in all_lookouts()


def position(lat, seconds, accuracy_m=None):
    return Position(Point(lat, LON), later(seconds), accuracy_m)


@pytest.mark.parametrize(
    ("track", "since"),
    [
        ([], None),
        ([position(AWAY, 30), position(NEAR, 20)], None),
        ([position(NEAR, 30), position(NEAR, 20), position(AWAY, 10), position(NEAR, 5)], 20),
        ([position(NEAR, 30), position(AWAY, 20, accuracy_m=900), position(NEAR, 10)], 10),
        ([position(NEAR, 30, accuracy_m=900)], None),
    ],
)
def test_stay_begins_after_the_last_position_elsewhere(track, since):
    found = stay_begins(track, PLACE, within_m=150)
    assert found == (None if since is None else later(since))
