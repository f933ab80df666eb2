"""An agency without a computer: 112 writes down each step it is told, with the way it came."""

import pytest

from kentongan.dispatch import selectors, services
from kentongan.dispatch.enums import DispatchMode, TicketMethod, TicketState
from kentongan.dispatch.errors import NotByTelephone, TellerMissing
from kentongan.dispatch.models import ToldStep
from kentongan.dispatch.types import Told
from kentongan.incidents.enums import IncidentState
from kentongan.incidents.models import Incident
from kentongan.journal.models import Entry
from kentongan.kernel.errors import IllegalStep, NotAllowed, NotFound
from tests.conftest import NIGHT
from tests.dispatch.make import (
    NAME,
    kinds_about,
    later,
    make_accepted,
    make_assignment,
    make_mode,
    make_ticket,
)
from tests.fleet.make import make_unit

PHONED = Told(TicketMethod.PHONE, NAME)


def by_way(method):
    return Told(TicketMethod(method), NAME)


def make_told(cast, **values):
    ticket = make_ticket(cast)
    return services.record_telephone(
        by=cast.operator, ticket_id=ticket.id, name=NAME, at=later(30), **values
    )


def test_each_step_keeps_its_moment_and_its_way(cast):
    ticket = make_told(cast)
    by, key = cast.operator, ticket.id
    services.depart_ticket(by=by, ticket_id=key, told=by_way("RADIO"), at=later(60))
    services.arrive_ticket(by=by, ticket_id=key, told=by_way("PHONE"), at=later(600))
    services.report_ticket(by=by, ticket_id=key, text="Padam", told=by_way("CHAT"), at=later(900))
    row = selectors.get_ticket_row(by, key, at=later(900))
    assert (row.first_unit_at, row.on_scene_at) == (later(60), later(600))
    assert dict(row.told_by) == {
        "accept": "PHONE", "depart": "RADIO", "arrive": "PHONE", "report": "CHAT"
    }  # fmt: skip
    assert row.state == TicketState.REPORTED
    assert kinds_about(key)[-3:] == [
        "dispatch.ticket.departed",
        "dispatch.ticket.arrived",
        "dispatch.ticket.reported",
    ]


def test_help_told_to_be_under_way_leaves_no_incident_waiting_for_a_unit(cast):
    ticket = make_told(cast, help_under_way=True)
    incident = Incident.objects.get(id=ticket.incident_id)
    assert (incident.state, incident.dispatched_at) == (IncidentState.DISPATCHED, later(30))
    services.depart_ticket(by=cast.operator, ticket_id=ticket.id, told=PHONED, at=later(90))
    incident.refresh_from_db()
    assert incident.dispatched_at == later(30)


def test_told_arrival_stops_the_alarm_and_the_citizens_clock(cast):
    ticket = make_told(cast)
    arrived = services.arrive_ticket(
        by=cast.operator, ticket_id=ticket.id, told=PHONED, at=later(600)
    )
    incident = Incident.objects.get(id=ticket.incident_id)
    assert arrived.arrival_alarm_at is None
    assert arrived.first_unit_at is None
    assert (incident.state, incident.on_scene_at) == (IncidentState.ON_SCENE, later(600))


def test_first_word_counts(cast):
    ticket = make_told(cast, help_under_way=True)
    services.depart_ticket(by=cast.operator, ticket_id=ticket.id, told=PHONED, at=later(90))
    services.arrive_ticket(by=cast.operator, ticket_id=ticket.id, told=PHONED, at=later(600))
    again = services.arrive_ticket(
        by=cast.operator, ticket_id=ticket.id, told=PHONED, at=later(700)
    )
    assert (again.help_under_way_at, again.first_unit_at) == (later(30), later(30))
    assert again.on_scene_at == later(600)


def test_nobody_departs_before_somebody_has_accepted(cast):
    ticket = make_ticket(cast)
    with pytest.raises(IllegalStep):
        services.depart_ticket(by=cast.operator, ticket_id=ticket.id, told=PHONED, at=NIGHT)


def test_crew_in_the_system_speaks_for_itself(cast):
    assignment = make_assignment(cast, make_unit(cast))
    with pytest.raises(IllegalStep):
        services.arrive_ticket(
            by=cast.operator, ticket_id=assignment.ticket_id, told=PHONED, at=NIGHT
        )


def test_only_112_writes_down_what_it_is_told(cast):
    ticket = make_accepted(cast)
    told = {"by": cast.fire_officer, "ticket_id": ticket.id, "told": PHONED, "at": NIGHT}
    with pytest.raises(NotAllowed):
        services.depart_ticket(**told)
    with pytest.raises(NotAllowed):
        services.report_ticket(**told, text="Padam")


def test_help_that_was_told_of_is_help(cast):
    ticket = make_told(cast)
    assert selectors.get_ticket_row(cast.operator, ticket.id, at=NIGHT).lacks_unit
    services.depart_ticket(by=cast.operator, ticket_id=ticket.id, told=PHONED, at=later(60))
    assert not selectors.get_ticket_row(cast.operator, ticket.id, at=NIGHT).lacks_unit


MODES = pytest.mark.parametrize("mode", list(DispatchMode))


@MODES
def test_112_writes_down_a_refusal_in_every_mode(cast, mode):
    make_mode(cast, mode)
    ticket = make_ticket(cast)
    declined = services.decline_ticket(
        by=cast.operator, ticket_id=ticket.id, reason="NO_UNIT_LEFT", told=PHONED, at=later(30)
    )
    assert (declined.state, declined.told_by["decline"]) == (TicketState.DECLINED, "PHONE")
    line = selectors.list_told(declined)[0]
    assert (line.step, line.name, line.noted_by) == ("decline", NAME, cast.operator.id)
    assert "dispatch.incident.no-unit" in kinds_about(ticket.incident_id)
    entry = Entry.objects.get(subject_id=ticket.id, kind="dispatch.ticket.declined")
    assert '"PHONE"' in entry.data
    assert NAME not in entry.data


@MODES
def test_112_writes_down_an_appointment_in_every_mode(cast, mode):
    make_mode(cast, mode)
    ticket = make_ticket(cast)
    later_on = services.schedule_ticket(
        by=cast.operator, ticket_id=ticket.id, scheduled_for=later(7200), told=PHONED, at=NIGHT
    )
    assert (later_on.state, later_on.accepted_by_name) == (TicketState.SCHEDULED, NAME)
    assert later_on.told_by["schedule"] == "PHONE"


@MODES
def test_112_writes_down_whose_it_is_instead_in_every_mode(cast, mode):
    make_mode(cast, mode)
    ticket = make_ticket(cast)
    other = services.pass_on_ticket(
        by=cast.operator, ticket_id=ticket.id, to_org_id=cast.org_id("disaster"), told=PHONED,
        at=NIGHT,
    )  # fmt: skip
    ticket.refresh_from_db()
    assert (ticket.state, other.org_id) == (TicketState.PASSED_ON, cast.org_id("disaster"))
    assert selectors.list_told(ticket)[0].step == "pass-on"


@pytest.mark.parametrize("mode", [DispatchMode.TICKET, DispatchMode.DIRECT])
def test_112_writes_down_which_unit_has_gone_and_its_steps(cast, mode):
    """The agency's computer is dark: it says by radio which unit it has sent."""
    make_mode(cast, mode)
    unit, ticket = make_unit(cast), make_told(cast)
    by = cast.operator
    assignment = services.assign_unit(
        by=by, ticket_id=ticket.id, unit_id=unit.id, told=by_way("RADIO"), at=later(60)
    )
    for number, step in enumerate(("en-route", "on-scene", "clear")):
        services.step_assignment(
            by=by, assignment_id=assignment.id, step=step, told=by_way("RADIO"),
            at=later(120 + 60 * number),
        )  # fmt: skip
    assignment.refresh_from_db()
    assert (assignment.en_route_at, assignment.on_scene_at) == (later(120), later(180))
    assert (assignment.state, assignment.arrival_reason) == ("CLEARED", "REPORTED")
    ticket.refresh_from_db()
    said = [(each.call_sign, each.step, each.method) for each in selectors.list_told(ticket)]
    assert said[:4] == [
        (unit.call_sign, step, "RADIO") for step in ("clear", "on-scene", "en-route", "assign")
    ]
    assert selectors.list_told(ticket)[0].method_word == "Radio"


def test_unit_that_is_not_ready_here_has_gone_when_its_agency_says_so(cast):
    unit, ticket = make_unit(cast, state="BROKEN"), make_told(cast)
    sent = services.assign_unit(
        by=cast.operator, ticket_id=ticket.id, unit_id=unit.id, told=PHONED, at=later(60)
    )
    assert sent.override_reason == "Telepon"


def test_agency_without_an_account_names_no_unit(cast):
    make_mode(cast, DispatchMode.TELEPHONE)
    unit, ticket = make_unit(cast), make_told(cast)
    with pytest.raises(NotByTelephone):
        services.assign_unit(
            by=cast.operator, ticket_id=ticket.id, unit_id=unit.id, told=PHONED, at=NIGHT
        )


@MODES
def test_112_answers_for_no_agency_without_saying_who_told_it(cast, mode):
    make_mode(cast, mode)
    key = {"by": cast.operator, "ticket_id": make_ticket(cast).id, "at": NIGHT}
    nobody = Told(TicketMethod.PHONE, "  ")
    with pytest.raises(NotAllowed):
        services.decline_ticket(**key, reason="BROKEN")
    for service, said in (
        (services.decline_ticket, {"reason": "BROKEN"}),
        (services.schedule_ticket, {"scheduled_for": later(7200)}),
        (services.pass_on_ticket, {"to_org_id": cast.org_id("disaster")}),
        (services.depart_ticket, {}),
        (services.arrive_ticket, {}),
        (services.report_ticket, {"text": "Padam"}),
    ):
        with pytest.raises(TellerMissing):
            service(**key, **said, told=nobody)
    assert not ToldStep.objects.exists()


def test_only_112_of_the_area_writes_down_a_units_step(cast):
    assignment = make_assignment(cast, make_unit(cast))
    for name in ("fire_officer", "leader", "outsider", "village_head"):
        with pytest.raises((NotAllowed, NotFound)):
            services.step_assignment(
                by=cast.actor(name), assignment_id=assignment.id, step="en-route", told=PHONED,
                at=NIGHT,
            )  # fmt: skip
    with pytest.raises(TellerMissing):
        services.step_assignment(
            by=cast.operator, assignment_id=assignment.id, step="en-route",
            told=Told(TicketMethod.PHONE, ""), at=NIGHT,
        )  # fmt: skip
