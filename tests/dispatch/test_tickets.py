"""112 forwards; the agency answers in somebody's name."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kentongan.dispatch import errors, selectors, services
from kentongan.dispatch.enums import DispatchMode, TicketMethod, TicketState
from kentongan.dispatch.models import Ticket
from kentongan.incidents import services as incidents
from kentongan.incidents.enums import Attendance, IncidentState, PartyRole
from kentongan.incidents.models import Incident, Party
from kentongan.journal.models import Entry, OutboxItem
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import IllegalStep, NotAllowed, NotFound
from tests.cast import KENDAL
from tests.conftest import NIGHT
from tests.dispatch.make import (
    EARLIER,
    NAME,
    kinds_about,
    later,
    make_accepted,
    make_assignment,
    make_fire,
    make_mode,
    make_ticket,
)
from tests.fleet.make import make_unit
from tests.incidents.make import make_incident


def make_routing(cast, org, role, capabilities, category="FIRE_STRUCTURE"):
    services.add_routing_rule(
        by=SETUP, org_id=cast.org_id(org), region=KENDAL, role=role, category=category,
        capabilities=capabilities, at=EARLIER,
    )  # fmt: skip


def test_forwarded_ticket_has_number_mode_and_promised_times(cast):
    ticket = make_ticket(cast)
    assert ticket.number.startswith("TKT-3324-")
    assert (ticket.state, ticket.mode) == (TicketState.FORWARDED, DispatchMode.TICKET)
    assert ticket.ack_due_at == NIGHT + timedelta(seconds=60)
    assert ticket.arrival_due_at == NIGHT + timedelta(minutes=15)
    assert kinds_about(ticket.id) == ["dispatch.ticket.forwarded"]


def test_agency_sees_the_incident_once_it_is_asked(cast):
    incident = make_fire()
    assert selectors.list_tickets_of(cast.fire_officer, incident.id, at=NIGHT) == []
    ticket = make_ticket(cast, incident)
    [row] = selectors.list_tickets_of(cast.fire_officer, incident.id, at=NIGHT)
    assert row.id == ticket.id
    assert Party.objects.get(incident=incident, org_id=ticket.org_id).role == PartyRole.LEAD
    assert Incident.objects.get(id=incident.id).forwarded_at == NIGHT


def test_second_open_ticket_for_an_agency_is_refused_with_the_first_ones_number(cast):
    ticket = make_ticket(cast)
    with pytest.raises(errors.AlreadyForwarded) as refusal:
        make_ticket(cast, ticket.incident)
    assert refusal.value.facts["number"] == ticket.number


def test_database_keeps_one_open_ticket_per_agency(cast):
    ticket = make_ticket(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.create(
            number="TKT-X", incident=ticket.incident, org=ticket.org, role="LEAD", mode="TICKET",
            state="READ", region=KENDAL, forwarded_at=NIGHT, forwarded_by=SETUP.id,
            updated_at=NIGHT,
        )  # fmt: skip


@pytest.mark.parametrize("state", [TicketState.DECLINED, TicketState.ACCEPTED])
def test_database_wants_a_reason_and_a_name(cast, state):
    ticket = make_ticket(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.filter(id=ticket.id).update(state=state)


def test_ended_incident_is_not_forwarded(cast):
    incident = make_fire()
    incidents.cancel_incident(by=SETUP, incident_id=incident.id, reason="keliru", at=NIGHT)
    with pytest.raises(errors.IncidentOver):
        make_ticket(cast, incident)


@pytest.mark.parametrize("name", ["fire_officer", "camat", "leader", "outsider"])
def test_only_112_forwards(cast, name):
    incident = make_fire()
    with pytest.raises((NotAllowed, NotFound)):
        services.forward_ticket(
            by=getattr(cast, name), incident_id=incident.id, org_id=cast.org_id("fire"), at=NIGHT
        )
    assert not Ticket.objects.exists()


def test_routing_asks_the_lead_and_the_supporters_once(cast):
    make_routing(cast, "fire", PartyRole.LEAD, ["FIRE"])
    make_routing(cast, "medical", PartyRole.SUPPORT, ["MEDICAL_BASIC"])
    incident = make_fire()
    first = services.forward_by_routing(by=cast.operator, incident_id=incident.id, at=NIGHT)
    assert [(t.org_id, t.role, t.capabilities) for t in first] == [
        (cast.org_id("fire"), "LEAD", ["FIRE"]),
        (cast.org_id("medical"), "SUPPORT", ["MEDICAL_BASIC"]),
    ]
    assert services.forward_by_routing(by=cast.operator, incident_id=incident.id, at=NIGHT) == []


def test_without_routing_it_is_said_that_nobody_is_named(cast):
    incident = make_fire()
    with pytest.raises(errors.NoRouting):
        services.forward_by_routing(by=cast.operator, incident_id=incident.id, at=NIGHT)


def test_reading_is_said_once(cast):
    ticket = make_ticket(cast)
    services.read_ticket(by=cast.fire_officer, ticket_id=ticket.id, at=later(5))
    read = services.read_ticket(by=cast.fire_officer, ticket_id=ticket.id, at=later(9))
    assert (read.state, read.read_at) == (TicketState.READ, later(5))
    assert kinds_about(ticket.id).count("dispatch.ticket.read") == 1


def test_accepted_ticket_bears_a_name_and_rings_nobody_any_more(cast):
    ticket = make_accepted(cast, make_incident())
    assert (ticket.state, ticket.accepted_by_name) == (TicketState.ACCEPTED, NAME)
    assert ticket.escalate_at is None
    assert ticket.ack_due_at is not None


def test_acceptance_without_a_name_is_refused(cast):
    ticket = make_ticket(cast)
    with pytest.raises(errors.NameMissing):
        services.accept_ticket(by=cast.fire_officer, ticket_id=ticket.id, name=" ", at=NIGHT)


def test_112_does_not_answer_for_the_agency(cast):
    ticket = make_ticket(cast)
    with pytest.raises(NotAllowed):
        services.accept_ticket(by=cast.dispatcher, ticket_id=ticket.id, name="X", at=NIGHT)


def test_other_agency_does_not_know_the_ticket(cast):
    ticket = make_ticket(cast)
    with pytest.raises(NotFound):
        services.read_ticket(by=cast.medical_officer, ticket_id=ticket.id, at=NIGHT)


def test_declined_ticket_keeps_its_reason_and_another_can_be_asked(cast):
    ticket = make_ticket(cast)
    declined = services.decline_ticket(
        by=cast.fire_officer, ticket_id=ticket.id, reason="NO_UNIT_LEFT", note="semua di Weleri",
        at=NIGHT,
    )  # fmt: skip
    assert (declined.state, declined.escalate_at) == (TicketState.DECLINED, None)
    assert make_ticket(cast, ticket.incident).number != ticket.number


def test_declining_without_a_known_reason_is_refused(cast):
    ticket = make_ticket(cast)
    with pytest.raises(errors.ReasonMissing):
        services.decline_ticket(by=cast.fire_officer, ticket_id=ticket.id, reason="", at=NIGHT)


def test_passed_on_ticket_becomes_one_of_the_other_agency(cast):
    ticket = make_ticket(cast)
    other = services.pass_on_ticket(
        by=cast.fire_officer, ticket_id=ticket.id, to_org_id=cast.org_id("disaster"), at=NIGHT
    )
    ticket.refresh_from_db()
    assert (ticket.state, ticket.passed_to_id) == (TicketState.PASSED_ON, other.org_id)
    assert (other.state, other.incident_id) == (TicketState.FORWARDED, ticket.incident_id)


def test_ticket_is_not_passed_to_the_one_who_has_it(cast):
    ticket = make_ticket(cast)
    with pytest.raises(errors.PassedToItself):
        services.pass_on_ticket(
            by=cast.fire_officer, ticket_id=ticket.id, to_org_id=ticket.org_id, at=NIGHT
        )


def test_scheduled_ticket_counts_from_its_appointment(cast):
    ticket = make_ticket(cast, make_incident())
    tomorrow = NIGHT + timedelta(hours=15)
    ticket = services.schedule_ticket(
        by=cast.fire_officer, ticket_id=ticket.id, scheduled_for=tomorrow, name=NAME, at=NIGHT
    )
    assert (ticket.state, ticket.escalate_at) == (TicketState.SCHEDULED, None)
    assert ticket.arrival_due_at is None or ticket.arrival_due_at > tomorrow
    [row] = selectors.list_tickets(cast.fire_officer, at=NIGHT + timedelta(hours=2))
    assert not row.is_late


def test_appointment_in_the_past_is_refused(cast):
    ticket = make_ticket(cast)
    with pytest.raises(errors.AppointmentPast):
        services.schedule_ticket(
            by=cast.fire_officer, ticket_id=ticket.id, scheduled_for=NIGHT, at=NIGHT
        )


def test_agency_by_telephone_is_answered_with_name_reference_and_help(cast):
    make_mode(cast, DispatchMode.TELEPHONE, org="neighbour")
    ticket = make_ticket(cast, org="neighbour")
    assert (ticket.mode, ticket.method) == (DispatchMode.TELEPHONE, TicketMethod.PHONE)
    answered = services.record_telephone(
        by=cast.operator, ticket_id=ticket.id, name=NAME, their_reference="LP/12",
        help_under_way=True, at=later(40),
    )  # fmt: skip
    assert (answered.state, answered.accepted_at) == (TicketState.ACCEPTED, later(40))
    assert (answered.their_reference, answered.help_under_way_at) == ("LP/12", later(40))


def test_agency_whose_computer_is_silent_is_answered_by_radio(cast):
    ticket = make_ticket(cast)
    answered = services.record_telephone(
        by=cast.operator, ticket_id=ticket.id, name=NAME, method=TicketMethod.RADIO, at=NIGHT
    )
    assert (answered.method, answered.help_under_way_at) == (TicketMethod.RADIO, None)


def test_report_needs_words_and_no_unit_out(cast):
    unit = make_unit(cast)
    assignment = make_assignment(cast, unit)
    by, ticket_id = cast.fire_officer, assignment.ticket_id
    with pytest.raises(errors.NoReport):
        services.report_ticket(by=by, ticket_id=ticket_id, text="", at=NIGHT)
    with pytest.raises(errors.UnitsStillOut):
        services.report_ticket(by=by, ticket_id=ticket_id, text="padam", at=NIGHT)


def test_report_where_nobody_arrived_says_why(cast):
    ticket = make_accepted(cast)
    by = cast.fire_officer
    with pytest.raises(errors.NobodyArrived):
        services.report_ticket(by=by, ticket_id=ticket.id, text="beres", at=NIGHT)
    reported = services.report_ticket(
        by=by, ticket_id=ticket.id, text="beres", absence=Attendance.CALLED_OFF, at=NIGHT
    )
    assert (reported.state, reported.attendance) == (TicketState.REPORTED, Attendance.CALLED_OFF)


def test_agency_that_helps_from_afar_is_not_asked_where_another_has_come(cast):
    ticket = make_accepted(cast)
    incidents.mark_on_scene(by=SETUP, incident_id=ticket.incident_id, at=NIGHT)
    reported = services.report_ticket(
        by=cast.fire_officer, ticket_id=ticket.id, text="listrik dipadamkan", at=NIGHT
    )
    assert (reported.state, reported.attendance) == (TicketState.REPORTED, "")


def test_112_closes_after_the_report(cast):
    ticket = make_accepted(cast)
    incidents.mark_on_scene(by=SETUP, incident_id=ticket.incident_id, at=NIGHT)
    services.report_ticket(by=cast.fire_officer, ticket_id=ticket.id, text="padam", at=NIGHT)
    closed = services.close_ticket(by=cast.operator, ticket_id=ticket.id, at=NIGHT)
    assert closed.state == TicketState.CLOSED
    assert Entry.objects.filter(subject_id=ticket.id).latest("seq").facts["with_report"] is True
    with pytest.raises(IllegalStep):
        services.close_ticket(by=cast.operator, ticket_id=ticket.id, at=NIGHT)


def test_agency_does_not_close_its_ticket_itself(cast):
    ticket = make_accepted(cast)
    with pytest.raises(NotAllowed):
        services.close_ticket(by=cast.fire_officer, ticket_id=ticket.id, at=NIGHT)


def test_names_notes_and_reports_are_in_no_journal_and_no_outbox(cast):
    ticket = make_accepted(cast)
    services.report_ticket(
        by=cast.fire_officer, ticket_id=ticket.id, text="TANDA-ISI",
        absence=Attendance.BY_OTHERS, at=NIGHT,
    )  # fmt: skip
    written = " ".join(Entry.objects.values_list("data", flat=True))
    assert "TANDA" not in written
    assert not OutboxItem.objects.exists()


def test_each_act_makes_one_version_more(cast):
    ticket = make_ticket(cast)
    versions = [ticket.version]
    versions.append(
        services.read_ticket(by=cast.fire_officer, ticket_id=ticket.id, at=NIGHT).version
    )
    versions.append(
        services.accept_ticket(
            by=cast.fire_officer, ticket_id=ticket.id, name=NAME, at=NIGHT
        ).version
    )
    assert versions == [1, 2, 3]


def test_incident_waits_for_units_while_the_agency_is_asked(cast):
    ticket = make_ticket(cast)
    assert Incident.objects.get(id=ticket.incident_id).state == IncidentState.AWAITING_DISPATCH
