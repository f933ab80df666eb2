"""What tickets do when their incident changes, and what the regency decides."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kentongan.dispatch import errors, selectors, services
from kentongan.dispatch.enums import DispatchMode, TicketState
from kentongan.dispatch.models import AgencyMode, ForwardClock, Ticket
from kentongan.dispatch.types import PromisedTimes
from kentongan.fleet.enums import Capability
from kentongan.incidents import services as incidents
from kentongan.incidents.enums import PartyRole, Priority
from kentongan.incidents.types import IncidentEdit, ReportInput
from kentongan.journal import reactions
from kentongan.journal.models import Entry
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import NotAllowed
from tests.cast import KENDAL
from tests.conftest import NIGHT
from tests.dispatch.make import EARLIER, later, make_accepted, make_fire, make_ticket
from tests.fleet.make import make_unit
from tests.incidents.make import make_incident


def react():
    while reactions.run_set("dispatch"):
        pass


def test_agencies_are_told_of_every_added_caller(cast):
    incident = make_fire()
    fire, medical = make_ticket(cast, incident), make_ticket(cast, incident, org="medical")
    incidents.add_report(
        by=SETUP, incident_id=incident.id, said=ReportInput(narrative="TANDA"), at=NIGHT
    )
    react()
    told = Entry.objects.filter(kind="dispatch.ticket.caller-added")
    assert {(e.subject_id, e.org_id) for e in told} == {
        (fire.id, fire.org_id),
        (medical.id, medical.org_id),
    }
    assert all(e.cause is not None and e.facts["report_count"] == 2 for e in told)


def caller_added_to():
    told = Entry.objects.filter(kind="dispatch.ticket.caller-added").order_by("seq")
    return [(each.subject_id, each.facts["report_count"]) for each in told]


def test_whoever_works_for_the_master_is_told_of_what_is_merged_into_it(cast):
    master, other = make_incident(), make_incident()
    ticket = make_ticket(cast, master)
    make_ticket(cast, other, org="medical")
    react()
    incidents.merge_into(by=SETUP, incident_id=other.id, into_id=master.id, at=later(5))
    react()
    assert caller_added_to() == [(ticket.id, 2)]


def test_one_more_caller_of_a_merged_incident_is_told_to_all_who_work_for_it(cast):
    master, other = make_incident(), make_incident()
    ticket, others = make_ticket(cast, master), make_ticket(cast, other, org="medical")
    incidents.merge_into(by=SETUP, incident_id=other.id, into_id=master.id, at=later(5))
    react()
    before = len(caller_added_to())
    incidents.add_report(by=SETUP, incident_id=other.id, said=ReportInput(), at=later(9))
    react()
    assert {subject for subject, _ in caller_added_to()[before:]} == {ticket.id, others.id}


def test_cancelled_incident_closes_its_tickets_and_stops_its_clock(cast):
    incident = make_fire()
    ticket = make_ticket(cast, incident)
    incidents.cancel_incident(by=SETUP, incident_id=incident.id, reason="keliru", at=later(5))
    react()
    ticket.refresh_from_db()
    assert (ticket.state, ticket.escalate_at) == (TicketState.CLOSED, None)
    assert not ForwardClock.objects.filter(due_at__isnull=False).exists()


def test_higher_priority_promises_sooner_and_a_lower_one_takes_nothing_back(cast):
    incident = make_incident(category="WASP_NEST")
    ticket = make_ticket(cast, incident)
    slow = ticket.ack_due_at
    incidents.set_priority(
        by=SETUP, incident_id=incident.id, priority=Priority.P1, reason="anak digigit", at=later(9)
    )
    react()
    ticket.refresh_from_db()
    assert ticket.ack_due_at == later(69)
    assert slow is None or ticket.ack_due_at < slow
    assert ticket.escalate_at == ticket.ack_due_at


def test_new_category_that_raises_the_priority_promises_sooner_too(cast):
    incident = make_incident(category="FIRE_OTHER")
    ticket = make_ticket(cast, incident)
    incidents.edit_incident(
        by=SETUP, incident_id=incident.id, expected_version=incident_version(incident),
        edit=IncidentEdit(category="FIRE_STRUCTURE"), at=later(9),
    )  # fmt: skip
    react()
    ticket.refresh_from_db()
    assert ticket.ack_due_at == ticket.escalate_at == later(69)


def incident_version(incident):
    incident.refresh_from_db()
    return incident.version


def test_mode_counts_from_its_date_and_the_old_row_stays(cast):
    org_id = cast.org_id("fire")
    services.set_agency_mode(by=SETUP, org_id=org_id, mode=DispatchMode.TELEPHONE, at=EARLIER)
    services.set_agency_mode(
        by=SETUP, org_id=org_id, mode=DispatchMode.DIRECT, legal_basis="SK 1/2026", at=NIGHT
    )
    rows = selectors.configuration()
    assert rows.mode_of(org_id, NIGHT - timedelta(seconds=1)) == DispatchMode.TELEPHONE
    assert rows.mode_of(org_id, NIGHT) == DispatchMode.DIRECT
    assert AgencyMode.objects.filter(org_id=org_id).count() == 2


def test_mode_direct_without_its_decree_is_refused_by_rule_and_database(cast):
    with pytest.raises(errors.LegalBasisMissing):
        services.set_agency_mode(
            by=SETUP, org_id=cast.org_id("fire"), mode=DispatchMode.DIRECT, at=NIGHT
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        AgencyMode.objects.create(org_id=cast.org_id("fire"), mode="DIRECT", valid_from=NIGHT)


def test_only_the_administrator_configures(cast):
    services.set_agency_mode(
        by=cast.admin, org_id=cast.org_id("fire"), mode=DispatchMode.TICKET, at=NIGHT
    )
    with pytest.raises(NotAllowed):
        services.set_agency_mode(
            by=cast.dispatcher, org_id=cast.org_id("fire"), mode=DispatchMode.TICKET, at=NIGHT
        )


def test_agencys_own_promise_goes_before_the_regencys_and_that_before_the_houses(cast):
    fire, medical = cast.org_id("fire"), cast.org_id("medical")
    regency, own = PromisedTimes(50, 80, 50, 50, 800), PromisedTimes(40, 70, 40, 40, 700)
    assert selectors.configuration().promised("P1", fire, NIGHT).accept_s == 60
    services.set_promise(by=SETUP, priority=Priority.P1, times=regency, at=EARLIER)
    services.set_promise(by=SETUP, priority=Priority.P1, times=own, org_id=fire, at=EARLIER)
    promised = selectors.configuration().promised
    assert (promised("P1", fire, NIGHT), promised("P1", medical, NIGHT)) == (own, regency)


def test_routing_rule_replaces_the_one_for_the_same_area(cast):
    for capabilities in (["FIRE"], ["FIRE", "RESCUE"]):
        services.add_routing_rule(
            by=SETUP, org_id=cast.org_id("fire"), region="33.24", role=PartyRole.LEAD,
            family="FIRE", capabilities=capabilities, at=NIGHT,
        )  # fmt: skip
    [route] = selectors.configuration().routes(
        category="FIRE_STRUCTURE", family="FIRE", region=KENDAL, at=NIGHT
    )
    assert route.capabilities == ("FIRE", "RESCUE")


def test_configuration_is_read_once(cast, django_assert_num_queries):
    selectors.configuration()
    with django_assert_num_queries(0):
        selectors.configuration()


def test_merged_incident_keeps_its_tickets(cast):
    master, other = make_incident(), make_incident()
    ticket = make_accepted(cast, other)
    incidents.merge_into(by=SETUP, incident_id=other.id, into_id=master.id, at=NIGHT)
    react()
    assert Ticket.objects.get(id=ticket.id).state == TicketState.ACCEPTED


def test_tickets_of_what_was_merged_end_with_the_master(cast):
    master, other = make_incident(), make_incident()
    ticket = make_accepted(cast, other)
    incidents.merge_into(by=SETUP, incident_id=other.id, into_id=master.id, at=NIGHT)
    incidents.cancel_incident(by=SETUP, incident_id=master.id, reason="ditangani", at=later(60))
    react()
    ticket.refresh_from_db()
    assert (ticket.state, ticket.escalate_at) == (TicketState.CLOSED, None)


def test_whoever_was_told_of_a_caller_is_told_that_he_called_about_something_else(cast):
    incident = make_fire()
    ticket = make_ticket(cast, incident)
    report = incidents.add_report(by=SETUP, incident_id=incident.id, said=ReportInput(), at=NIGHT)
    react()
    incidents.withdraw_report(by=SETUP, report=report, at=later(5))
    react()
    [told] = Entry.objects.filter(kind="dispatch.ticket.caller-withdrawn")
    assert (told.subject_id, told.facts["report_count"]) == (ticket.id, 1)


def test_who_was_asked_already_is_asked_for_what_a_person_asks_for_since(cast):
    incident = make_fire()
    make_unit(cast, capabilities=[Capability.FIRE, Capability.TREE])
    ticket = make_ticket(cast, incident)
    medical = make_ticket(cast, incident, org="medical")
    before = (ticket.capabilities, medical.capabilities)
    wanted = [Capability.TREE, Capability.WATER_RESCUE]
    incidents.ask_for(by=cast.operator, incident_id=incident.id, capabilities=wanted, at=later(5))
    react()
    ticket.refresh_from_db()
    medical.refresh_from_db()
    assert ticket.capabilities == sorted({*before[0], Capability.TREE})
    assert medical.capabilities == before[1]
    incidents.ask_for(by=cast.operator, incident_id=incident.id, capabilities=wanted, at=later(9))
    react()
    assert Entry.objects.filter(kind="dispatch.ticket.widened").count() == 1
