"""Sending units, and the steps of their crews."""

import pytest
from django.db import IntegrityError, transaction

from kentongan.dispatch import errors, selectors, services
from kentongan.dispatch.enums import AssignmentState, DispatchMode, TicketState
from kentongan.dispatch.models import Assignment, Ticket
from kentongan.fleet.enums import UnitState
from kentongan.fleet.models import Unit
from kentongan.fleet.services import report_position
from kentongan.incidents.enums import IncidentState
from kentongan.incidents.models import Incident
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import IllegalStep, NotAllowed, NotFound
from tests.conftest import NIGHT
from tests.dispatch.make import (
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
        assignment = step(crew, assignment, name, at=later(seconds * 60))
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


def test_first_unit_on_scene_stops_the_clocks_and_the_second_changes_nothing(cast):
    ticket = make_accepted(cast)
    units = [make_unit(cast), make_unit(cast)]
    first, second = (assign(cast, ticket, unit) for unit in units)
    step(crew_of(units[0]), first, "on-scene", at=later(300))
    step(crew_of(units[1]), second, "on-scene", at=later(400))
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
    step(crew_of(unit), assignment, "on-scene")
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
            state="CLOSED", closing_code="HANDLED", feedback="TOLD", closed_at=NIGHT
        )


def test_everything_may_be_replayed_by_the_machine(cast):
    make_mode(cast, DispatchMode.DIRECT)
    ticket = services.forward_ticket(
        by=SETUP, incident_id=make_fire().id, org_id=cast.org_id("fire"), at=NIGHT
    )
    unit = make_unit(cast)
    assignment = services.assign_unit(by=SETUP, ticket_id=ticket.id, unit_id=unit.id, at=NIGHT)
    assert step(SETUP, assignment, "cancel").state == AssignmentState.CANCELLED


@pytest.mark.parametrize(("lat", "proof"), [(-6.9217, "NEAR"), (-6.9300, "FAR"), (None, "UNKNOWN")])
def test_arrival_is_noted_with_what_the_units_position_says(cast, lat, proof):
    unit = make_unit(cast)
    assignment = make_assignment(cast, unit)
    if lat is not None:
        report_position(by=crew_of(unit), unit_id=unit.id, lat=lat, lon=110.2030, at=NIGHT)
    step(crew_of(unit), assignment, "on-scene")
    assert Entry.objects.filter(subject_id=assignment.id).latest("seq").facts["arrival"] == proof
