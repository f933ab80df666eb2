"""Sending units, and the steps of their crews."""

import pytest
from django.db import IntegrityError, transaction

from kentongan.dispatch import errors, selectors, services
from kentongan.dispatch.enums import AssignmentState, DispatchMode, TicketState
from kentongan.dispatch.models import Assignment, Ticket
from kentongan.fleet.enums import UnitState
from kentongan.fleet.models import Unit
from kentongan.incidents.enums import Attendance, IncidentState
from kentongan.incidents.models import Incident
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import IllegalStep, NotAllowed, NotFound
from tests.conftest import NIGHT
from tests.dispatch.make import (
    WITHOUT_POSITION,
    kinds_about,
    later,
    make_accepted,
    make_assignment,
    make_fire,
    make_mode,
    make_ticket,
    step,
)
from tests.fleet.make import crew_of, make_ambulance, make_unit
from tests.incidents.make import make_incident


def assign(cast, ticket, unit, by="fire_officer", **values):
    return services.assign_unit(
        by=getattr(cast, by), ticket_id=ticket.id, unit_id=unit.id, at=NIGHT, **values
    )


def unit_state(unit):
    return Unit.objects.get(id=unit.id).state


def incident_of(assignment):
    return Incident.objects.get(id=assignment.incident_id)


def test_assigned_unit_is_busy_and_counted_on_its_incident(cast):
    unit = make_unit(cast)
    assignment = make_assignment(cast, unit)
    assert assignment.state == AssignmentState.ASSIGNED
    assert assignment.ack_due_at == later(60)
    assert unit_state(unit) == UnitState.BUSY
    incident = incident_of(assignment)
    assert (incident.units_committed, incident.state) == (1, IncidentState.DISPATCHED)
    assert Ticket.objects.get(id=assignment.ticket_id).state == TicketState.UNITS_ASSIGNED
    assert kinds_about(assignment.id) == ["dispatch.assignment.made"]


@pytest.mark.parametrize("reason", ["", "beres", Attendance.ARRIVED])
def test_crew_that_never_arrived_is_not_done_without_a_reason(cast, reason):
    unit = make_unit(cast)
    task = make_assignment(cast, unit)
    step(crew_of(unit), task, "en-route")
    with pytest.raises(errors.NobodyArrived):
        step(crew_of(unit), task, "clear", reason=reason)
    assert incident_of(task).state == IncidentState.DISPATCHED


def test_reason_of_a_crew_that_turned_back_stands_on_ticket_and_incident(cast):
    unit = make_unit(cast)
    task = make_assignment(cast, unit, make_accepted(cast, make_incident()))
    step(crew_of(unit), task, "en-route")
    step(crew_of(unit), task, "clear", reason=Attendance.RESOLVED)
    ticket, incident = Ticket.objects.get(id=task.ticket_id), incident_of(task)
    assert (ticket.attendance, ticket.arrival_alarm_at) == (Attendance.RESOLVED, None)
    assert (incident.attendance, incident.state) == (Attendance.RESOLVED, IncidentState.FIELD_DONE)
    assert unit_state(unit) == UnitState.AVAILABLE


def test_arrival_is_still_waited_for_while_another_unit_is_under_way(cast):
    first, second = make_unit(cast), make_unit(cast)
    ticket = make_accepted(cast, make_incident())
    task = make_assignment(cast, first, ticket)
    make_assignment(cast, second, ticket)
    step(crew_of(first), task, "en-route")
    step(crew_of(first), task, "clear", reason=Attendance.CALLED_OFF)
    assert Ticket.objects.get(id=ticket.id).arrival_alarm_at is not None
    assert incident_of(task).state == IncidentState.DISPATCHED


def test_crew_that_was_there_and_forgot_to_say_so_says_it_at_the_end(cast):
    unit = make_unit(cast)
    task = make_assignment(cast, unit)
    step(crew_of(unit), task, "en-route")
    step(crew_of(unit), task, "clear", reason=Attendance.UNRECORDED)
    ticket, incident = Ticket.objects.get(id=task.ticket_id), incident_of(task)
    assert (ticket.attendance, ticket.arrival_missing) == (Attendance.ARRIVED, True)
    assert (incident.state, incident.on_scene_at) == (IncidentState.COOLING, None)


def test_taken_unit_is_refused_and_its_holder_named(cast):
    unit = make_unit(cast)
    held = make_assignment(cast, unit)
    ticket = make_accepted(cast, make_incident())
    with pytest.raises(errors.UnitTaken) as refusal:
        assign(cast, ticket, unit, override_reason="dekat sekali")
    assert refusal.value.code == "DISPATCH-007"
    assert refusal.value.facts == {
        "call_sign": unit.call_sign,
        "org": "Pemadam Kebakaran",
        "incident": held.incident.number,
    }


def test_database_keeps_one_active_assignment_per_unit(cast):
    held = make_assignment(cast, make_unit(cast))
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(
            ticket=held.ticket, incident=held.incident, unit=held.unit, state="EN_ROUTE",
            assigned_by=SETUP.id, assigned_at=NIGHT,
        )  # fmt: skip


def test_unit_that_is_not_available_needs_a_reason_which_is_kept(cast):
    unit, ticket = make_unit(cast, state=UnitState.BREAK), make_accepted(cast)
    with pytest.raises(errors.UnitNotAvailable):
        assign(cast, ticket, unit)
    assignment = assign(cast, ticket, unit, override_reason="TANDA sudah ditelepon")
    assert assignment.override_reason == "TANDA sudah ditelepon"
    entry = Entry.objects.get(subject_id=assignment.id)
    assert (entry.facts["overridden"], entry.facts["unit_state_before"]) == (True, "BREAK")
    assert "TANDA" not in entry.data


def test_unit_waits_for_the_agencys_acceptance(cast):
    with pytest.raises(errors.NotYetAccepted):
        assign(cast, make_ticket(cast), make_unit(cast))


def test_112_does_not_send_another_agencys_unit(cast):
    with pytest.raises(errors.NotYoursToAssign):
        assign(cast, make_accepted(cast), make_unit(cast), by="dispatcher")


def test_112_sends_the_unit_where_the_mode_is_direct(cast):
    make_mode(cast, DispatchMode.DIRECT)
    unit, ticket = make_unit(cast), make_ticket(cast)
    assignment = assign(cast, ticket, unit, by="dispatcher")
    assert step(cast.dispatcher, assignment, "en-route").state == AssignmentState.EN_ROUTE


def test_operator_without_the_right_sends_nobody(cast):
    make_mode(cast, DispatchMode.DIRECT)
    with pytest.raises(NotAllowed):
        assign(cast, make_ticket(cast), make_unit(cast), by="operator")


def test_agency_sends_its_own_units_only(cast):
    ticket = make_accepted(cast)
    with pytest.raises(NotFound):
        assign(cast, ticket, make_ambulance(cast))
    make_mode(cast, DispatchMode.DIRECT, org="disaster")
    direct = make_ticket(cast, make_incident(), org="disaster")
    with pytest.raises(errors.UnitOfOtherAgency):
        assign(cast, direct, make_ambulance(cast), by="dispatcher")


def test_ticket_by_telephone_gets_no_unit(cast):
    make_mode(cast, DispatchMode.TELEPHONE)
    ticket = make_accepted(cast)
    with pytest.raises(errors.NotByTelephone):
        assign(cast, ticket, make_unit(cast))


def test_whole_way_of_an_ambulance_sets_every_time(cast):
    unit = make_ambulance(cast)
    ticket = make_ticket(cast, make_incident(), org="medical")
    services.accept_ticket(by=cast.medical_officer, ticket_id=ticket.id, name="Ns. Rina", at=NIGHT)
    assignment = assign(cast, ticket, unit, by="medical_officer")
    crew = crew_of(unit)
    names = ["acknowledge", "en-route", "on-scene", "transport", "at-hospital", "clear"]
    for seconds, name in enumerate(names, start=1):
        why = WITHOUT_POSITION if name == "on-scene" else {}
        assignment = step(crew, assignment, name, at=later(seconds * 60), **why)
    stamps = [
        assignment.acknowledged_at, assignment.en_route_at, assignment.on_scene_at,
        assignment.transport_at, assignment.at_hospital_at, assignment.ended_at,
    ]  # fmt: skip
    assert stamps == [later(s * 60) for s in range(1, 7)]
    ticket.refresh_from_db()
    assert (ticket.first_unit_at, ticket.on_scene_at) == (later(120), later(180))
    incident = incident_of(assignment)
    assert (incident.on_scene_at, incident.units_committed) == (later(180), 0)
    assert incident.state == IncidentState.FIELD_DONE
    assert unit_state(unit) == UnitState.AVAILABLE


def make_transport(cast):
    """An ambulance that has left with its patient and never pressed that it was there."""
    ticket = make_ticket(cast, make_incident(), org="medical")
    services.accept_ticket(by=cast.medical_officer, ticket_id=ticket.id, name="Ns. Rina", at=NIGHT)
    unit = make_ambulance(cast)
    assignment = assign(cast, ticket, unit, by="medical_officer")
    step(crew_of(unit), assignment, "en-route", at=later(60))
    return step(crew_of(unit), assignment, "transport", at=later(600))


def test_crew_that_forgot_to_say_it_was_there_takes_its_patient_and_no_moment_is_invented(cast):
    assignment = make_transport(cast)
    assert (assignment.state, assignment.on_scene_at) == (AssignmentState.TRANSPORTING, None)
    ticket, incident = Ticket.objects.get(id=assignment.ticket_id), incident_of(assignment)
    assert (ticket.on_scene_at, ticket.arrival_missing) == (None, True)
    assert ticket.arrival_alarm_at is None
    assert (incident.state, incident.on_scene_at) == (IncidentState.ON_SCENE, None)
    moved = Entry.objects.filter(subject_id=assignment.id).latest("seq")
    assert (moved.facts["step"], moved.facts["before"]) == ("transport", "EN_ROUTE")
    assert Entry.objects.get(kind="incidents.incident.moved").facts["step"] == "arrive"


def test_unit_that_comes_after_a_forgotten_arrival_is_not_the_first(cast):
    ticket = Ticket.objects.get(id=make_transport(cast).ticket_id)
    second = make_ambulance(cast)
    again = assign(cast, ticket, second, by="medical_officer")
    again = step(cast.medical_officer, again, "on-scene", at=later(900))
    ticket.refresh_from_db()
    assert (again.on_scene_at, ticket.on_scene_at) == (later(900), None)
    assert incident_of(again).on_scene_at is None


@pytest.mark.parametrize("taken", [[], ["acknowledge"]])
def test_patient_is_not_taken_by_who_has_not_said_that_it_left(cast, taken):
    unit = make_ambulance(cast)
    ticket = make_ticket(cast, make_incident(), org="medical")
    services.accept_ticket(by=cast.medical_officer, ticket_id=ticket.id, name="Ns. Rina", at=NIGHT)
    assignment = assign(cast, ticket, unit, by="medical_officer")
    for name in taken:
        step(crew_of(unit), assignment, name)
    with pytest.raises(IllegalStep):
        step(crew_of(unit), assignment, "transport")


def test_first_unit_on_scene_stops_the_clocks_and_the_second_changes_nothing(cast):
    ticket = make_accepted(cast)
    units = [make_unit(cast), make_unit(cast)]
    first, second = (assign(cast, ticket, unit) for unit in units)
    step(crew_of(units[0]), first, "on-scene", at=later(300), **WITHOUT_POSITION)
    step(crew_of(units[1]), second, "on-scene", at=later(400), **WITHOUT_POSITION)
    ticket.refresh_from_db()
    assert (ticket.on_scene_at, ticket.arrival_alarm_at) == (later(300), None)
    assert incident_of(first).on_scene_at == later(300)


def test_crew_steps_for_its_own_unit_only(cast):
    assignment = make_assignment(cast, make_unit(cast))
    with pytest.raises(NotFound):
        step(crew_of(make_unit(cast)), assignment, "acknowledge")


def test_112_watches_and_does_not_step_for_the_crew(cast):
    assignment = make_assignment(cast, make_unit(cast))
    with pytest.raises(NotAllowed):
        step(cast.dispatcher, assignment, "acknowledge")
    with pytest.raises(NotFound):
        step(cast.medical_officer, assignment, "acknowledge")


def test_illegal_step_is_refused_and_changes_nothing(cast):
    unit = make_unit(cast)
    assignment = make_assignment(cast, unit)
    with pytest.raises(IllegalStep):
        step(crew_of(unit), assignment, "at-hospital")
    with pytest.raises(IllegalStep):
        step(crew_of(unit), assignment, "fly")
    assert Assignment.objects.get(id=assignment.id).version == 1


def test_crew_that_declines_gives_a_reason_and_the_agency_is_asked_again(cast):
    unit = make_unit(cast)
    assignment = make_assignment(cast, unit)
    with pytest.raises(errors.ReasonMissing):
        step(crew_of(unit), assignment, "decline")
    step(crew_of(unit), assignment, "decline", reason="ban bocor", at=later(30))
    ticket = Ticket.objects.get(id=assignment.ticket_id)
    assert (ticket.state, ticket.escalate_at) == (TicketState.READ, later(90))
    assert incident_of(assignment).state == IncidentState.AWAITING_DISPATCH
    assert unit_state(unit) == UnitState.AVAILABLE
    assert "dispatch.ticket.units-lost" in kinds_about(ticket.id)


def test_ticket_with_another_unit_out_is_not_asked_again(cast):
    ticket = make_accepted(cast)
    units = [make_unit(cast), make_unit(cast)]
    first, _ = (assign(cast, ticket, unit) for unit in units)
    step(cast.fire_officer, first, "cancel")
    ticket.refresh_from_db()
    assert ticket.state == TicketState.UNITS_ASSIGNED
    assert incident_of(first).units_committed == 1


def test_unit_that_breaks_down_is_broken(cast):
    unit = make_unit(cast)
    assignment = make_assignment(cast, unit)
    step(crew_of(unit), assignment, "en-route")
    step(crew_of(unit), assignment, "break-down", reason="kopling")
    assert unit_state(unit) == UnitState.BROKEN


def test_cleared_fire_is_looked_at_again(cast):
    unit = make_unit(cast)
    assignment = make_assignment(cast, unit)
    step(crew_of(unit), assignment, "on-scene", **WITHOUT_POSITION)
    step(crew_of(unit), assignment, "clear")
    assert incident_of(assignment).state == IncidentState.COOLING


def test_freed_unit_can_be_sent_again(cast):
    unit = make_unit(cast)
    assignment = make_assignment(cast, unit)
    step(cast.fire_officer, assignment, "cancel")
    again = make_assignment(cast, unit, make_accepted(cast, make_incident()))
    assert selectors.find_active_assignment(unit.id) == again


def test_ringing_ends_with_the_crews_answer(cast):
    unit = make_unit(cast)
    assignment = make_assignment(cast, unit)
    assert assignment.escalate_at == later(60)
    assert step(crew_of(unit), assignment, "acknowledge").escalate_at is None


def test_step_is_cheap(cast, django_assert_max_num_queries):
    unit = make_unit(cast)
    assignment = make_assignment(cast, unit)
    crew = crew_of(unit)
    step(crew, assignment, "acknowledge")
    # One read and two writes; the transaction, the journal with its lock, the wake-up; and on
    # PostgreSQL the incident's row is held first.
    with django_assert_max_num_queries(9):
        step(crew, assignment, "en-route")


def test_incident_is_not_closed_while_the_unit_is_out(cast):
    assignment = make_assignment(cast, make_unit(cast))
    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.filter(id=assignment.incident_id).update(
            state="CLOSED", closing_code="REFERRED", feedback="TOLD", closed_at=NIGHT
        )


def test_everything_may_be_replayed_by_the_machine(cast):
    make_mode(cast, DispatchMode.DIRECT)
    ticket = services.forward_ticket(
        by=SETUP, incident_id=make_fire().id, org_id=cast.org_id("fire"), at=NIGHT
    )
    unit = make_unit(cast)
    assignment = services.assign_unit(by=SETUP, ticket_id=ticket.id, unit_id=unit.id, at=NIGHT)
    assert step(SETUP, assignment, "cancel").state == AssignmentState.CANCELLED
