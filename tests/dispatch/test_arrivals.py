"""Arrived needs a position near the place, or a reason (practice.md §6)."""

import pytest
from django.db import IntegrityError, transaction

from kentongan.dispatch import errors, selectors, services
from kentongan.dispatch.enums import ArrivalReason, AssignmentState
from kentongan.dispatch.models import Assignment, Ticket
from kentongan.fleet.services import report_position
from kentongan.geo.places import PlaceQuality, PlaceSource
from kentongan.incidents.models import Incident
from kentongan.incidents.types import PlaceInput
from kentongan.journal import retention
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import IllegalStep, NotAllowed, NotFound, Unreadable
from tests.dispatch.make import (
    kinds_about,
    later,
    make_accepted,
    make_assignment,
    make_fire,
    step,
)
from tests.fleet.make import crew_of, make_unit
from tests.incidents.make import KENDAL_POINT

LAT, LON = KENDAL_POINT
FAR_LAT = LAT - 0.0083
VILLAGE = PlaceInput(source=PlaceSource.REGION, quality=PlaceQuality.VILLAGE_ONLY)


@pytest.fixture
def unit(cast):
    return make_unit(cast)


@pytest.fixture
def task(cast, unit):
    return make_assignment(cast, unit)


def stand(unit, lat=LAT, *, at=0):
    report_position(by=crew_of(unit), unit_id=unit.id, lat=lat, lon=LON, at=later(at))


def say(unit, task, *, at=0, **values):
    return services.say_arrival(by=crew_of(unit), assignment_id=task.id, at=later(at), **values)


def last_of(task):
    return Entry.objects.filter(subject_id=task.id).latest("seq")


def told(task):
    facts = last_of(task).facts
    return facts["step"], facts["arrival"], facts["arrival_reason"]


def test_crew_that_is_near_needs_no_reason(unit, task):
    stand(unit)
    arrived = step(crew_of(unit), task, "on-scene", at=later(60))
    assert (arrived.arrival_proof, arrived.arrival_reason) == ("NEAR", "")
    assert told(task) == ("on-scene", "NEAR", "")


@pytest.mark.parametrize("where", ["nowhere", "far", "long ago"])
def test_crew_that_is_not_near_is_refused_and_told_the_reasons(unit, task, where):
    if where != "nowhere":
        stand(unit, FAR_LAT if where == "far" else LAT)
    with pytest.raises(errors.ArrivalUnproven) as refusal:
        step(crew_of(unit), task, "on-scene", at=later(121 if where == "long ago" else 60))
    assert refusal.value.code == "DISPATCH-017"
    rule = refusal.value.sentence(refusal.value.rule)
    assert "300 m" in rule
    assert all(code in rule for code in ArrivalReason.values)
    stored = Assignment.objects.get(id=task.id)
    assert (stored.state, stored.version) == (AssignmentState.ASSIGNED, 1)


@pytest.mark.parametrize("reason", ["NO_POSITION", "PLACE_WRONG", "ROAD_BLOCKED", "REPORTED"])
def test_reason_is_kept_with_what_the_position_said(unit, task, reason):
    stand(unit, FAR_LAT)
    arrived = step(crew_of(unit), task, "on-scene", reason=reason, at=later(60))
    assert (arrived.state, arrived.on_scene_at) == (AssignmentState.ON_SCENE, later(60))
    assert (arrived.arrival_proof, arrived.arrival_reason) == ("FAR", reason)
    assert (told(task), arrived.end_reason) == (("on-scene", "FAR", reason), "")


def test_other_reason_says_what_and_the_journal_does_not_repeat_it(unit, task):
    with pytest.raises(errors.ArrivalNoteMissing):
        step(crew_of(unit), task, "on-scene", reason="OTHER", note="  ")
    arrived = step(crew_of(unit), task, "on-scene", reason="OTHER", note="TANDA jembatan putus")
    assert arrived.arrival_note == "TANDA jembatan putus"
    assert told(task) == ("on-scene", "UNKNOWN", "OTHER")
    assert "TANDA" not in last_of(task).data


def test_word_that_is_no_reason_is_unreadable(unit, task):
    with pytest.raises(Unreadable) as refusal:
        step(crew_of(unit), task, "on-scene", reason="macet")
    assert "ROAD_BLOCKED" in refusal.value.facts["expected"]


def test_officer_who_writes_it_down_for_the_crew_has_it_by_radio(cast, unit, task):
    arrived = step(cast.fire_officer, task, "on-scene")
    assert (arrived.arrival_proof, arrived.arrival_reason) == ("UNKNOWN", "REPORTED")


def test_officer_may_say_more(cast, unit, task):
    assert step(cast.fire_officer, task, "on-scene", reason="PLACE_WRONG").arrival_reason == (
        "PLACE_WRONG"
    )


def test_officer_of_a_unit_that_is_near_needs_no_reason(cast, unit, task):
    stand(unit)
    assert step(cast.fire_officer, task, "on-scene").arrival_reason == ""


def test_machine_is_not_asked(unit, task):
    arrived = step(SETUP, task, "on-scene")
    assert (arrived.arrival_proof, arrived.arrival_reason) == ("UNKNOWN", "")


def test_where_the_incident_has_no_point_no_crew_is_asked(cast, unit):
    incident = make_fire(place=VILLAGE, region="33.24.15.2001")
    task = make_assignment(cast, unit, make_accepted(cast, incident))
    stand(unit)
    arrived = say(unit, task)
    assert (arrived.arrival_proof, arrived.arrival_reason) == ("UNKNOWN", "NO_POSITION")


def test_first_press_is_the_moment_of_the_arrival(unit, task):
    asked = say(unit, task, at=300)
    assert (asked.state, asked.arrival_claimed_at) == (AssignmentState.ASSIGNED, later(300))
    assert last_of(task).kind == "dispatch.assignment.arrival-claimed"
    assert last_of(task).facts["arrival"] == "UNKNOWN"
    arrived = say(unit, task, reason="NO_POSITION", at=900)
    assert (arrived.state, arrived.on_scene_at) == (AssignmentState.ON_SCENE, later(300))
    assert last_of(task).occurred_at == later(300)
    assert Ticket.objects.get(id=task.ticket_id).on_scene_at == later(300)
    assert Incident.objects.get(id=task.incident_id).on_scene_at == later(300)


def test_officer_answers_for_the_crew_and_its_first_press_counts(cast, unit, task):
    say(unit, task, at=300)
    arrived = step(cast.fire_officer, task, "on-scene", at=later(400))
    assert (arrived.on_scene_at, arrived.arrival_reason) == (later(300), "REPORTED")


def test_who_pressed_too_early_has_not_been_near_then(unit, task):
    stand(unit, FAR_LAT)
    say(unit, task, at=10)
    stand(unit, at=300)
    with pytest.raises(errors.ArrivalUnproven):
        step(crew_of(unit), task, "on-scene", at=later(301))
    arrived = say(unit, task, reason="ROAD_BLOCKED", at=301)
    assert (arrived.arrival_proof, arrived.on_scene_at) == ("FAR", later(10))


def test_who_takes_the_press_back_arrives_anew(unit, task):
    stand(unit, FAR_LAT)
    say(unit, task, at=10)
    withdrawn = services.withdraw_arrival(by=crew_of(unit), assignment_id=task.id, at=later(20))
    assert (withdrawn.arrival_claimed_at, withdrawn.arrival_proof) == (None, "")
    assert last_of(task).kind == "dispatch.assignment.arrival-withdrawn"
    stand(unit, at=300)
    arrived = say(unit, task, at=301)
    assert (arrived.arrival_proof, arrived.on_scene_at) == ("NEAR", later(301))


def test_press_and_taking_back_count_once(unit, task):
    say(unit, task, at=10)
    assert say(unit, task, at=20).arrival_claimed_at == later(10)
    for second in (30, 40):
        services.withdraw_arrival(by=crew_of(unit), assignment_id=task.id, at=later(second))
    assert kinds_about(task.id)[1:] == [
        "dispatch.assignment.arrival-claimed", "dispatch.assignment.arrival-withdrawn",
    ]  # fmt: skip


def test_arrival_that_is_answered_is_not_taken_back(unit, task):
    say(unit, task)
    say(unit, task, reason="NO_POSITION")
    kept = services.withdraw_arrival(by=crew_of(unit), assignment_id=task.id, at=later(9))
    assert (kept.state, kept.version) == (AssignmentState.ON_SCENE, 3)


def test_press_ends_the_ringing(unit, task):
    assert task.escalate_at is not None
    assert say(unit, task).escalate_at is None


def test_only_the_units_own_crew_and_agency_say_it(cast, unit, task):
    other = make_unit(cast)
    for act in (services.say_arrival, services.withdraw_arrival):
        with pytest.raises(NotFound):
            act(by=crew_of(other), assignment_id=task.id, at=later(1))
        with pytest.raises(NotAllowed):
            act(by=cast.dispatcher, assignment_id=task.id, at=later(1))


def test_who_is_there_already_does_not_arrive_again(unit, task):
    say(unit, task, reason="NO_POSITION")
    with pytest.raises(IllegalStep):
        say(unit, task)


def test_desk_and_page_see_what_the_crew_owes(cast, unit, task):
    say(unit, task, at=300)
    view = selectors.crew_view(unit.id, at=later(301))
    assert (view.arrival_claimed_at, view.arrival_proof) == (later(300), "UNKNOWN")
    row = selectors.get_ticket_row(cast.operator, task.ticket_id, at=later(301))
    assert row.units[0].arrival_claimed_at == later(300)
    say(unit, task, reason="PLACE_WRONG", at=310)
    assert selectors.crew_view(unit.id, at=later(311)).arrival_claimed_at is None
    row = selectors.get_ticket_row(cast.operator, task.ticket_id, at=later(311))
    assert (row.units[0].arrival_claimed_at, row.units[0].arrival_reason) == (None, "PLACE_WRONG")


def test_database_keeps_no_reason_without_an_arrival_and_no_claim_that_is_proven(task):
    rows = Assignment.objects.filter(id=task.id)
    for wrong in (
        {"arrival_reason": "OTHER"},
        {"arrival_claimed_at": later(1), "arrival_proof": "NEAR"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)


def test_words_are_emptied_in_time_and_the_code_stays(unit, task):
    step(crew_of(unit), task, "on-scene", reason="OTHER", note="Di depan rumah Bu Yatmi")
    step(crew_of(unit), task, "clear")
    retention.run_all(later(366 * 86_400))
    kept = Assignment.objects.get(id=task.id)
    assert (kept.arrival_reason, kept.arrival_note) == ("OTHER", "")
