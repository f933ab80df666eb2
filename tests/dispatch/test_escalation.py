"""Nobody answers: a telephone rings, then the next; each level once, at its moment."""

from datetime import timedelta

import pytest

from kentongan.dispatch import services, tasks
from kentongan.dispatch.enums import DeclineReason, DispatchMode, TicketMethod
from kentongan.dispatch.models import Escalation, ForwardClock
from kentongan.dispatch.types import Told
from kentongan.incidents import services as incidents
from kentongan.incidents.enums import PartyRole, Priority
from kentongan.incidents.rules import NEVER_AT_FIRST
from kentongan.incidents.starter import CATEGORIES
from kentongan.journal import reactions, timekeeper
from kentongan.journal.models import Entry
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP, TIMEKEEPER
from kentongan.messaging.models import Message
from kentongan.orgs import services as orgs
from kentongan.orgs.enums import DutyKind
from kentongan.orgs.models import Organisation
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


@pytest.fixture
def without_own_numbers(cast):
    """No organisation has a telephone of its own: only those of the people on duty are left."""
    Organisation.objects.update(phone="")


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
    run_until(night, 460)
    assert rung() == [(CHIEF, later(60)), (DEPUTY, later(105)), (SUPERVISOR, later(165))]
    ticket.refresh_from_db()
    assert (ticket.escalation_level, ticket.escalate_at) == (3, later(465))
    levels = Escalation.objects.order_by("level").values_list("level", "title")
    assert list(levels) == [(1, "Kepala regu"), (2, "Kepala bidang"), (3, "Pengawas 112 Wati")]


def test_after_the_last_telephone_the_first_rings_again_until_somebody_answers(cast, chain, night):
    ticket = make_ticket(cast)
    run_until(night, 515)
    assert rung()[3:] == [(CHIEF, later(465)), (DEPUTY, later(510))]
    services.accept_ticket(by=cast.fire_officer, ticket_id=ticket.id, name=NAME, at=later(520))
    run_until(night, 639)  # then it is rung for its unit
    assert len(rung()) == 5


def test_entries_are_dated_by_the_deadline_even_when_the_worker_was_stopped(cast, chain, night):
    ticket = make_ticket(cast)
    night.at = later(3600)
    while timekeeper.run_due(night.at):
        pass
    fired = Entry.objects.filter(subject_id=ticket.id, kind="dispatch.ticket.escalated")
    assert list(fired.order_by("seq").values_list("occurred_at", flat=True)) == [
        later(60), later(105), later(165),
    ]  # fmt: skip
    # the rounds that were missed are not made up for
    ticket.refresh_from_db()
    assert ticket.escalate_at == later(3600 + 300)


def test_answer_ends_the_ringing(cast, chain, night):
    ticket = make_ticket(cast)
    run_until(night, 61)
    services.accept_ticket(by=cast.fire_officer, ticket_id=ticket.id, name=NAME, at=later(70))
    run_until(night, 189)
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
    assert rung() == [(SUPERVISOR, later(60)), (SUPERVISOR, later(360))]


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
    ticket = make_ticket(cast)
    services.record_telephone(
        by=cast.operator, ticket_id=ticket.id, name=NAME, help_under_way=True, at=NIGHT
    )
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
    run_until(night, 124)
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
        by=by, ticket_id=ticket.id, reason=DeclineReason.OUTSIDE_AREA, note="", at=at
    )


def test_declined_by_the_only_agency_rings_the_supervisor(cast, chain, night):
    ticket = make_ticket(cast)
    decline(cast.fire_officer, ticket, at=later(20))
    reactions.run_set("dispatch")
    run_until(night, 300)
    assert rung() == [(SUPERVISOR, later(110))]


@pytest.mark.parametrize("reason", [DeclineReason.NO_UNIT_LEFT, DeclineReason.BROKEN])
def test_agency_with_nobody_to_send_rings_the_supervisor_at_once(cast, chain, night, reason):
    ticket = make_ticket(cast)
    services.decline_ticket(by=cast.fire_officer, ticket_id=ticket.id, reason=reason, at=later(20))
    assert rung() == [(SUPERVISOR, later(20))]
    entry = Entry.objects.get(kind="dispatch.incident.no-unit")
    assert (entry.subject_id, entry.facts["rung"]) == (ticket.incident_id, True)


def test_no_unit_for_wasps_wakes_nobody(cast, chain, night):
    ticket = make_ticket(cast, make_incident(category="WASP_NEST"))
    services.decline_ticket(
        by=cast.fire_officer, ticket_id=ticket.id, reason=DeclineReason.NO_UNIT_LEFT, at=later(20)
    )
    assert rung() == []


def test_declined_and_forwarded_elsewhere_rings_nobody(cast, chain, night):
    incident = make_fire()
    decline(cast.fire_officer, make_ticket(cast, incident), at=later(20))
    other = make_ticket(cast, incident, org="medical", at=later(30))
    services.accept_ticket(by=cast.medical_officer, ticket_id=other.id, name=NAME, at=later(35))
    reactions.run_set("dispatch")
    run_until(night, 154)
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
    run_until(night, 124)
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


def test_level_without_a_number_is_passed_over_so_that_no_minute_is_lost(cast, chain, night):
    services.set_escalation(
        by=SETUP, org_id=cast.org_id("fire"), at=EARLIER,
        steps=[("Kepala regu", ""), ("Kepala bidang", DEPUTY)],
    )  # fmt: skip
    make_ticket(cast)
    run_until(night, 200)
    assert rung() == [(DEPUTY, later(60)), (SUPERVISOR, later(120))]


def test_agency_without_anybody_on_its_roster_rings_the_supervisor_at_once(
    cast, night, without_own_numbers
):
    orgs.plan_duty(
        by=SETUP, org_id=cast.org_id("centre"), kind=DutyKind.SUPERVISOR, person_name="Wati",
        phone=SUPERVISOR, starts_at=NIGHT - timedelta(hours=5),
        ends_at=NIGHT + timedelta(hours=5), at=NIGHT,
    )  # fmt: skip
    make_ticket(cast)
    run_until(night, 61)
    assert rung() == [(SUPERVISOR, later(60))]


def test_without_a_supervisor_whoever_is_on_duty_at_112_is_rung(cast, night, without_own_numbers):
    orgs.plan_duty(
        by=SETUP, org_id=cast.org_id("centre"), kind=DutyKind.OPERATOR, person_name="Sari",
        phone=DEPUTY, starts_at=NIGHT - timedelta(hours=5),
        ends_at=NIGHT + timedelta(hours=5), at=NIGHT,
    )  # fmt: skip
    make_ticket(cast)
    run_until(night, 61)
    assert rung() == [(DEPUTY, later(60))]


def test_where_nobody_can_be_rung_every_round_says_so(cast, night, without_own_numbers):
    ticket = make_ticket(cast)
    run_until(night, 400)
    assert rung() == []
    entries = Entry.objects.filter(subject_id=ticket.id, kind="dispatch.ticket.escalated")
    facts = [(each.occurred_at, each.facts["rung"]) for each in entries.order_by("seq")]
    assert facts == [(later(60), False), (later(360), False)]


def test_incident_nobody_forwards_rings_again_and_again(cast, chain, night):
    make_fire()
    reactions.run_set("dispatch")
    run_until(night, 700)
    assert rung() == [(SUPERVISOR, later(90)), (SUPERVISOR, later(390)), (SUPERVISOR, later(690))]


def test_incident_put_off_by_the_desk_rings_once(cast, chain, night):
    incident = make_incident(category="SNAKE", priority=Priority.P3)
    reactions.run_set("dispatch")
    incidents.schedule(by=SETUP, incident_id=incident.id, scheduled_for=later(40000), at=later(5))
    run_until(night, 2000)
    assert rung() == [(SUPERVISOR, later(900))]


def test_fire_to_be_looked_at_again_rings_its_agency_until_it_was(cast, chain, night):
    ticket = make_accepted(cast)
    incidents.mark_on_scene(by=SETUP, incident_id=ticket.incident_id, at=later(100))
    services.note_late_arrival(by=TIMEKEEPER, ticket_id=ticket.id, at=later(900))
    incidents.start_cooling(
        by=SETUP, incident_id=ticket.incident_id, recheck_at=later(7200), at=later(1000)
    )
    Message.objects.all().delete()
    run_until(night, 7200)
    reactions.run_set("dispatch")
    assert rung() == [(CHIEF, later(7200))]
    run_until(night, 7200 + 900)
    reactions.run_set("dispatch")
    assert rung()[1:] == [(CHIEF, later(7200 + 900))]
    incidents.field_done(by=SETUP, incident_id=ticket.incident_id, at=later(8200))
    run_until(night, 20000)
    reactions.run_set("dispatch")
    assert len(rung()) == 2


@pytest.mark.parametrize("category", sorted(NEVER_AT_FIRST))
def test_no_message_of_one_in_hiding_goes_to_the_caller_or_says_what_it_is(
    cast, chain, night, category
):
    incident = make_incident(category=category)
    reactions.run_set("dispatch")
    run_until(night, 100)
    make_ticket(cast, incident, at=later(100))
    run_until(night, 400)
    reactions.run_set("dispatch")
    name = next(each.name for each in CATEGORIES if each.code == category)
    assert {phone for phone, _ in rung()} == {CHIEF, DEPUTY, SUPERVISOR}
    for text in Message.objects.values_list("text", flat=True):
        assert category not in text
        assert name.lower() not in text.lower()


def test_numbers_names_and_texts_stay_out_of_the_journal(cast, chain, night):
    make_ticket(cast)
    run_until(night, 600)
    written = " ".join(Entry.objects.values_list("data", flat=True))
    assert CHIEF not in written
    assert "Wati" not in written


def test_nothing_is_due_where_nothing_was_promised(cast):
    assert tasks.escalate_tickets(clock.now()) == 0


def p1_of_fire(cast):
    return make_ticket(cast, make_fire())


def test_accepted_p1_without_a_unit_rings_until_one_is_sent(cast, chain, night):
    ticket = p1_of_fire(cast)
    services.accept_ticket(by=cast.fire_officer, ticket_id=ticket.id, name=NAME, at=later(10))
    assert ticket_due(ticket) == later(130)
    timekeeper.run_due(later(130))
    timekeeper.run_due(later(175))
    assert numbers_rung(ticket) == [CHIEF, DEPUTY]
    assert "belum ada unit" in Message.objects.filter(subject_id=ticket.id).first().text
    make_assignment(cast, make_unit(cast), ticket)
    assert ticket_due(ticket) is None


def test_what_is_no_p1_is_not_rung_for_a_unit(cast, chain, night):
    assert make_accepted(cast, make_incident()).escalate_at is None


def test_support_that_was_asked_for_no_unit_is_not_rung_for_one(cast, chain, night):
    ticket = services.forward_ticket(
        by=cast.dispatcher, incident_id=make_fire().id, org_id=cast.org_id("fire"),
        role=PartyRole.SUPPORT, at=NIGHT,
    )  # fmt: skip
    services.accept_ticket(by=cast.fire_officer, ticket_id=ticket.id, name=NAME, at=later(10))
    assert ticket_due(ticket) is None


@pytest.mark.parametrize("under_way", [True, False])
def test_help_told_by_telephone_is_a_unit(cast, chain, night, under_way):
    ticket = p1_of_fire(cast)
    services.record_telephone(
        by=cast.operator, ticket_id=ticket.id, name=NAME, help_under_way=under_way, at=later(10)
    )
    assert (ticket_due(ticket) is None) is under_way
    told = Told(TicketMethod.PHONE, NAME)
    services.depart_ticket(by=cast.operator, ticket_id=ticket.id, told=told, at=later(60))
    assert ticket_due(ticket) is None


def test_accepted_ticket_that_becomes_a_p1_waits_for_a_unit_too(cast, chain, night):
    ticket = make_accepted(cast, make_incident())
    incidents.set_priority(
        by=cast.operator, incident_id=ticket.incident_id, priority=Priority.P1, at=later(60)
    )
    while reactions.run_set("dispatch"):
        pass
    assert ticket_due(ticket) == later(180)


def ticket_due(ticket):
    ticket.refresh_from_db()
    return ticket.escalate_at


def numbers_rung(ticket):
    return [m.recipient for m in Message.objects.filter(subject_id=ticket.id).order_by("id")]
