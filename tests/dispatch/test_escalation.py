"""Nobody answers: a telephone rings, then the next; each level once, at its moment."""

from datetime import timedelta

import pytest

from kentongan.dispatch import services, tasks
from kentongan.dispatch.enums import DeclineReason, DispatchMode
from kentongan.dispatch.models import Escalation, ForwardClock
from kentongan.incidents import services as incidents
from kentongan.incidents.enums import PartyRole, Priority
from kentongan.journal import reactions, timekeeper
from kentongan.journal.models import Entry
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP, TIMEKEEPER
from kentongan.messaging.models import Message
from kentongan.orgs import services as orgs
from kentongan.orgs.enums import DutyKind
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
    step,
)
from tests.fleet.make import crew_of, make_unit
from tests.incidents.make import make_incident

CHIEF, DEPUTY, SUPERVISOR = "+628110000001", "+628110000002", "+628110000003"


@pytest.fixture
def chain(cast):
    """Two levels at the fire brigade, and a supervisor on duty."""
    services.set_escalation(
        by=SETUP, org_id=cast.org_id("fire"), at=EARLIER,
        steps=[("Kepala regu", CHIEF), ("Kepala bidang", DEPUTY, 45)],
    )  # fmt: skip
    orgs.plan_duty(
        by=SETUP, org_id=cast.org_id("centre"), kind=DutyKind.SUPERVISOR, person_name="Wati",
        phone=SUPERVISOR, starts_at=NIGHT - timedelta(hours=5),
        ends_at=NIGHT + timedelta(hours=5), at=NIGHT,
    )  # fmt: skip


def run_until(standing, seconds):
    """Let the timekeeper work through every deadline up to a moment, each at its own time."""
    end = later(seconds)
    while (due := timekeeper.next_due()) is not None and due <= end:
        standing.at = due
        timekeeper.run_due(due)
    standing.at = end


def rung():
    return list(Message.objects.order_by("id").values_list("recipient", "created_at"))


def test_unanswered_ticket_rings_one_after_the_other_and_then_the_supervisor(cast, chain, night):
    ticket = make_ticket(cast)
    run_until(night, 59)
    assert rung() == []
    run_until(night, 600)
    assert rung() == [(CHIEF, later(60)), (DEPUTY, later(105)), (SUPERVISOR, later(165))]
    ticket.refresh_from_db()
    assert (ticket.escalation_level, ticket.escalate_at) == (3, None)
    levels = Escalation.objects.order_by("level").values_list("level", "title")
    assert list(levels) == [(1, "Kepala regu"), (2, "Kepala bidang"), (3, "Pengawas 112 Wati")]


def test_entries_are_dated_by_the_deadline_even_when_the_worker_was_stopped(cast, chain, night):
    ticket = make_ticket(cast)
    night.at = later(3600)
    while timekeeper.run_due(night.at):
        pass
    fired = Entry.objects.filter(subject_id=ticket.id, kind="dispatch.ticket.escalated")
    assert list(fired.order_by("seq").values_list("occurred_at", flat=True)) == [
        later(60), later(105), later(165),
    ]  # fmt: skip


def test_answer_ends_the_ringing(cast, chain, night):
    ticket = make_ticket(cast)
    run_until(night, 61)
    services.accept_ticket(by=cast.fire_officer, ticket_id=ticket.id, name=NAME, at=later(70))
    run_until(night, 600)
    assert len(rung()) == 1


def test_reading_alone_does_not(cast, chain, night):
    ticket = make_ticket(cast)
    services.read_ticket(by=cast.fire_officer, ticket_id=ticket.id, at=later(10))
    run_until(night, 61)
    assert len(rung()) == 1


def test_level_is_rung_once_however_often_it_is_called(cast, chain, night):
    ticket = make_ticket(cast)
    for _ in range(3):
        services.escalate_ticket(by=TIMEKEEPER, ticket_id=ticket.id, at=later(60))
    assert Escalation.objects.count() == 1


def test_without_rows_the_officer_on_duty_is_rung(cast, night):
    orgs.plan_duty(
        by=SETUP, org_id=cast.org_id("fire"), kind=DutyKind.OFFICER, person_name="Tono",
        phone=CHIEF, starts_at=NIGHT - timedelta(hours=1), ends_at=NIGHT + timedelta(hours=7),
        at=NIGHT,
    )  # fmt: skip
    make_ticket(cast)
    run_until(night, 61)
    assert rung() == [(CHIEF, later(60))]


def test_in_mode_direct_the_supervisor_alone_is_rung(cast, chain, night):
    make_mode(cast, DispatchMode.DIRECT)
    make_ticket(cast)
    run_until(night, 600)
    assert [phone for phone, _ in rung()] == [SUPERVISOR]


def test_silent_crew_is_rung_then_its_agency(cast, chain, night):
    unit = make_unit(cast, phone="+628110000009")
    assignment = make_assignment(cast, unit)
    run_until(night, 200)
    assert rung()[:2] == [("+628110000009", later(60)), (CHIEF, later(120))]
    assert "dispatch.assignment.escalated" in kinds_about(assignment.id)


def test_crew_that_answers_is_not_rung(cast, chain, night):
    unit = make_unit(cast)
    step(crew_of(unit), make_assignment(cast, unit), "acknowledge", at=later(20))
    run_until(night, 300)
    assert rung() == []


def test_late_arrival_rings_the_supervisor_once(cast, chain, night):
    ticket = make_accepted(cast)
    run_until(night, 1000)
    assert rung() == [(SUPERVISOR, later(900))]
    overdue = Entry.objects.filter(subject_id=ticket.id, kind="dispatch.ticket.arrival-overdue")
    assert overdue.get().occurred_at == later(900)
    services.note_late_arrival(by=TIMEKEEPER, ticket_id=ticket.id, at=later(1000))
    assert overdue.count() == 1
    assert len(rung()) == 1


def test_unforwarded_urgent_incident_alarms_the_supervisor_at_ninety_seconds(cast, chain, night):
    incident = make_fire()
    reactions.run_set("dispatch")
    run_until(night, 300)
    assert rung() == [(SUPERVISOR, later(90))]
    overdue = Entry.objects.get(kind="dispatch.incident.forward-overdue")
    assert (overdue.subject_id, overdue.occurred_at) == (incident.id, later(90))


def test_forwarded_incident_alarms_nobody(cast, chain, night):
    incident = make_fire()
    reactions.run_set("dispatch")
    ticket = make_ticket(cast, incident)
    services.accept_ticket(by=cast.fire_officer, ticket_id=ticket.id, name=NAME, at=later(5))
    run_until(night, 300)
    assert rung() == []
    assert ForwardClock.objects.get(incident=incident).fired_at is None


def test_alarm_counts_from_the_answered_call_not_from_the_saved_form(cast, chain, night):
    make_fire(answered_at=later(-50))
    reactions.run_set("dispatch")
    run_until(night, 300)
    assert rung() == [(SUPERVISOR, later(40))]


def decline(by, ticket, *, at):
    reactions.run_set("dispatch")
    services.decline_ticket(
        by=by, ticket_id=ticket.id, reason=DeclineReason.NO_UNIT_LEFT, note="", at=at
    )


def test_declined_by_the_only_agency_rings_the_supervisor(cast, chain, night):
    ticket = make_ticket(cast)
    decline(cast.fire_officer, ticket, at=later(20))
    reactions.run_set("dispatch")
    run_until(night, 300)
    assert rung() == [(SUPERVISOR, later(110))]


def test_declined_and_forwarded_elsewhere_rings_nobody(cast, chain, night):
    incident = make_fire()
    decline(cast.fire_officer, make_ticket(cast, incident), at=later(20))
    other = make_ticket(cast, incident, org="medical", at=later(30))
    services.accept_ticket(by=cast.medical_officer, ticket_id=other.id, name=NAME, at=later(35))
    reactions.run_set("dispatch")
    run_until(night, 300)
    assert rung() == []


def test_lead_that_declines_is_missed_though_support_has_accepted(cast, chain, night):
    incident = make_fire()
    lead = make_ticket(cast, incident)
    support = services.forward_ticket(
        by=cast.dispatcher, incident_id=incident.id, org_id=cast.org_id("medical"),
        role=PartyRole.SUPPORT, at=NIGHT,
    )  # fmt: skip
    services.accept_ticket(by=cast.medical_officer, ticket_id=support.id, name=NAME, at=later(5))
    decline(cast.fire_officer, lead, at=later(20))
    reactions.run_set("dispatch")
    run_until(night, 300)
    assert rung() == [(SUPERVISOR, later(110))]


def test_incident_opened_again_has_its_clock_again(cast, chain, night):
    incident = make_fire()
    make_ticket(cast, incident)
    incidents.cancel_incident(by=SETUP, incident_id=incident.id, reason="keliru", at=later(5))
    reactions.run_set("dispatch")
    incidents.reopen(by=SETUP, incident_id=incident.id, reason="menyala lagi", at=later(60))
    reactions.run_set("dispatch")
    run_until(night, 300)
    assert rung() == [(SUPERVISOR, later(150))]


def test_wrong_merge_undone_has_its_clock_again(cast, chain, night):
    incident, other = make_fire(), make_incident(category="FIRE_OTHER")
    reactions.run_set("dispatch")
    incidents.merge_into(
        by=SETUP, incident_id=incident.id, into_id=other.id, same_place_confirmed=True,
        same_victims_confirmed=True, at=later(20),
    )  # fmt: skip
    reactions.run_set("dispatch")
    incidents.unmerge(by=SETUP, incident_id=incident.id, at=later(200))
    reactions.run_set("dispatch")
    run_until(night, 300)
    # the master at its own ninety seconds, being as urgent now; then the one that is back
    assert rung() == [(SUPERVISOR, later(90)), (SUPERVISOR, later(200))]


def test_appointment_is_no_answer_once_a_life_is_in_danger(cast, chain, night):
    incident = make_incident(category="WASP_NEST")
    ticket = make_ticket(cast, incident)
    services.schedule_ticket(
        by=cast.fire_officer, ticket_id=ticket.id, scheduled_for=later(40000), name=NAME,
        at=later(5),
    )  # fmt: skip
    incidents.set_priority(
        by=SETUP, incident_id=incident.id, priority=Priority.P1, reason="sesak", at=later(60)
    )
    reactions.run_set("dispatch")
    run_until(night, 300)
    assert rung() == [(SUPERVISOR, later(150))]


def test_p1_that_its_agency_puts_off_rings_the_supervisor(cast, chain, night):
    ticket = make_ticket(cast)
    reactions.run_set("dispatch")
    services.schedule_ticket(
        by=cast.fire_officer, ticket_id=ticket.id, scheduled_for=later(40000), name=NAME,
        at=later(20),
    )  # fmt: skip
    run_until(night, 300)
    assert rung() == [(SUPERVISOR, later(110))]


def test_incident_that_is_not_urgent_has_no_clock(cast):
    make_incident(category="WASP_NEST")
    reactions.run_set("dispatch")
    due = list(ForwardClock.objects.values_list("due_at", flat=True))
    assert all(moment > later(600) for moment in due)


def test_level_without_any_number_is_kept_as_not_rung(cast, night):
    services.set_escalation(
        by=SETUP, org_id=cast.org_id("fire"), steps=[("Kepala regu", "")], at=EARLIER
    )
    ticket = make_ticket(cast)
    run_until(night, 61)
    assert Escalation.objects.get(level=1).message_id is None
    entry = Entry.objects.get(subject_id=ticket.id, kind="dispatch.ticket.escalated")
    assert (entry.facts["rung"], entry.facts["is_last"]) == (False, False)


def test_numbers_names_and_texts_stay_out_of_the_journal(cast, chain, night):
    make_ticket(cast)
    run_until(night, 600)
    written = " ".join(Entry.objects.values_list("data", flat=True))
    assert CHIEF not in written
    assert "Wati" not in written


def test_nothing_is_due_where_nothing_was_promised(cast):
    assert tasks.escalate_tickets(clock.now()) == 0
