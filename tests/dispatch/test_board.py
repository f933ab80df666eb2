"""Proposals, the ticket board, the crew's page and the figures, read as their readers do."""

from datetime import timedelta

import pytest

from kentongan.console.tickets import shown
from kentongan.dispatch import selectors, services
from kentongan.dispatch.rules.ranking import (
    CLOSURES_NOT_KNOWN,
    READINESS_NOT_CONFIRMED,
    ROADS_NOT_CHECKED,
)
from kentongan.dispatch.selectors.proposals import NEEDS_NOT_KNOWN, NO_UNIT, PLACE_NOT_CERTAIN
from kentongan.dispatch.services import say_arrival
from kentongan.fleet.enums import UnitState
from kentongan.fleet.services import report_position
from kentongan.geo.places import PlaceQuality, PlaceSource
from kentongan.incidents.enums import PartyRole
from kentongan.incidents.models import Incident
from kentongan.incidents.types import PlaceInput
from kentongan.kernel.actors import SETUP
from kentongan.kernel.errors import NotAllowed, NotFound
from tests.cast import KENDAL
from tests.conftest import NIGHT
from tests.dispatch.make import (
    EARLIER,
    WITHOUT_POSITION,
    later,
    make_accepted,
    make_assignment,
    make_fire,
    make_ticket,
    step,
)
from tests.fleet.make import crew_of, make_ambulance, make_ready, make_unit
from tests.geo.roads.make import at, make_graph, street
from tests.incidents.make import KENDAL_POINT, exact, make_incident

VILLAGE_ONLY = PlaceInput(source=PlaceSource.REGION, quality=PlaceQuality.VILLAGE_ONLY)


@pytest.fixture
def routing(cast):
    services.add_routing_rule(
        by=SETUP, org_id=cast.org_id("fire"), region=KENDAL, role=PartyRole.LEAD, family="FIRE",
        capabilities=["FIRE"], at=EARLIER,
    )  # fmt: skip


def test_ready_engine_is_proposed_first_and_nobody_is_hidden(cast, routing):
    unconfirmed, ready = make_unit(cast), make_unit(cast)
    ambulance, off = make_ambulance(cast), make_unit(cast, state=UnitState.OFF)
    make_ready(ready)
    proposal = selectors.proposals(cast.dispatcher, make_fire().id, limit=9, at=NIGHT)
    ids = [p.unit_id for p in proposal.units]
    assert ids == [ready.id, unconfirmed.id, ambulance.id, off.id]
    assert READINESS_NOT_CONFIRMED in proposal.units[1].unknowns
    assert (proposal.needs, proposal.by_travel_time) == (("FIRE",), True)
    assert (proposal.available_count, proposal.covering_count) == (3, 2)
    assert proposal.units[0].minutes_low is not None


def test_who_is_first_by_road_is_proposed_first_where_the_node_has_a_graph(
    cast, routing, settings, tmp_path
):
    over_the_river, along_the_road = make_unit(cast), make_unit(cast)
    for each, place in ((over_the_river, at(1, 0)), (along_the_road, at(0, 3))):
        make_ready(each)
        report_position(by=SETUP, unit_id=each.id, lat=place.lat, lon=place.lon, at=NIGHT)
    fire = make_fire(place=exact(at(0, 0).lat, at(0, 0).lon))

    def first():
        proposal = selectors.proposals(cast.dispatcher, fire.id, limit=9, at=NIGHT)
        return proposal.units[0], proposal.by_road

    straight, by_road = first()
    assert (straight.unit_id, by_road) == (over_the_river.id, False)
    assert ROADS_NOT_CHECKED in straight.unknowns
    # two streets, one on each side of a river, and one bridge ten blocks away
    settings.ROADS_FILE = tmp_path / "roads.graph"
    sides = [street(row + 1, *((row, column) for column in range(11))) for row in range(2)]
    make_graph([*sides, street(9, (0, 10), (1, 10), bridge="yes")]).write(settings.ROADS_FILE)
    nearest, by_road = first()
    assert (nearest.unit_id, by_road) == (along_the_road.id, True)
    assert ROADS_NOT_CHECKED not in nearest.unknowns
    assert CLOSURES_NOT_KNOWN in nearest.unknowns


def test_without_a_position_no_minutes_are_proposed(cast, routing):
    make_unit(cast)
    incident = make_fire(place=VILLAGE_ONLY, region="33.24.15.2001")
    proposal = selectors.proposals(cast.dispatcher, incident.id, at=NIGHT)
    assert not proposal.by_travel_time
    assert PLACE_NOT_CERTAIN in proposal.unknowns
    [unit] = proposal.units
    assert (unit.minutes_low, unit.distance_m, unit.cover_rank) == (None, None, 1)


def test_nobody_who_can_come_is_said(cast, routing):
    make_unit(cast, state=UnitState.BROKEN)
    make_ambulance(cast)
    proposal = selectors.proposals(cast.dispatcher, make_fire().id, at=NIGHT)
    assert NO_UNIT in proposal.unknowns
    assert proposal.covering_count == 0


def test_without_routing_it_is_said_that_the_needs_are_not_known(cast):
    make_unit(cast)
    proposal = selectors.proposals(cast.dispatcher, make_fire().id, at=NIGHT)
    assert NEEDS_NOT_KNOWN in proposal.unknowns


def test_proposal_for_one_agency_shows_its_units(cast, routing):
    engine, _ = make_unit(cast), make_ambulance(cast)
    ticket = make_ticket(cast)
    proposal = selectors.proposals(
        cast.fire_officer, ticket.incident_id, org_id=ticket.org_id, at=NIGHT
    )
    assert [p.unit_id for p in proposal.units] == [engine.id]


def test_stranger_gets_no_proposal(cast):
    with pytest.raises(NotFound):
        selectors.proposals(cast.outsider, make_fire().id, at=NIGHT)


def test_who_sees_the_incident_but_no_units_gets_no_proposal(cast):
    """Which crew is ready where, and its number, is not for a camat to know."""
    with pytest.raises(NotAllowed):
        selectors.proposals(cast.camat, make_fire().id, at=NIGHT)


def test_proposal_asks_the_database_little(cast, routing, django_assert_max_num_queries):
    make_unit(cast)
    incident = make_fire()
    selectors.proposals(cast.dispatcher, incident.id, at=NIGHT)
    with django_assert_max_num_queries(1):
        selectors.proposals(cast.dispatcher, incident.id, at=NIGHT)


def test_unanswered_p1_stands_above_a_later_p2(cast):
    tree = make_ticket(cast, make_incident(facts={"INJURED": True}), org="medical")
    violence = make_ticket(cast, make_incident(category="DOMESTIC_VIOLENCE"), at=later(200))
    rows = selectors.list_tickets(cast.operator, at=later(210))
    assert [row.late_s > 0 for row in rows] == [False, True]
    assert [row.id for row in rows] == [violence.id, tree.id]
    orders = [shown(row).order for row in rows]
    assert orders == sorted(orders)


def test_board_puts_the_latest_on_top_and_shows_who_is_rung_next(cast):
    slow = make_ticket(cast, make_incident(), org="medical")
    urgent = make_ticket(cast)
    rows = selectors.list_tickets(cast.operator, at=later(90))
    assert [row.id for row in rows] == [urgent.id, slow.id]
    assert (rows[0].late_s, rows[0].is_late) == (30, True)
    assert rows[0].next_escalation is not None
    assert rows[0].next_escalation.due_at == urgent.ack_due_at
    assert rows[0].next_escalation.phone == "0294381112"


def test_agency_sees_its_own_tickets_only(cast):
    fire, medical = make_ticket(cast), make_ticket(cast, org="medical")
    assert [r.id for r in selectors.list_tickets(cast.fire_officer, at=NIGHT)] == [fire.id]
    assert {r.id for r in selectors.list_tickets(cast.auditor, at=NIGHT)} == {fire.id, medical.id}
    assert selectors.list_tickets(cast.outsider, at=NIGHT) == []
    with pytest.raises(NotAllowed):
        selectors.list_tickets(cast.leader, at=NIGHT)


def test_row_shows_the_units_and_loses_ended_tickets(cast):
    unit = make_unit(cast)
    assignment = make_assignment(cast, unit)
    step(crew_of(unit), assignment, "en-route", at=later(50))
    row = selectors.get_ticket_row(cast.operator, assignment.ticket_id, at=later(60))
    assert row is not None
    [shown] = row.units
    assert (shown.call_sign, shown.state, shown.since) == (unit.call_sign, "EN_ROUTE", later(50))
    declined = make_ticket(cast, make_incident())
    services.decline_ticket(by=cast.fire_officer, ticket_id=declined.id, reason="BROKEN", at=NIGHT)
    assert declined.id not in {r.id for r in selectors.list_tickets(cast.operator, at=NIGHT)}
    everything = selectors.list_tickets(cast.operator, open_only=False, at=NIGHT)
    assert declined.id in {r.id for r in everything}


def test_board_asks_as_much_for_many_tickets_as_for_one(cast, django_assert_max_num_queries):
    for _ in range(5):
        make_ticket(cast)
    selectors.list_tickets(cast.operator, at=NIGHT)
    with django_assert_max_num_queries(2):
        assert len(selectors.list_tickets(cast.operator, at=NIGHT)) == 5


def test_tickets_are_paged_from_the_newest(cast):
    ids = [make_ticket(cast).id for _ in range(3)]
    first = selectors.list_tickets(cast.operator, open_only=False, limit=2, at=NIGHT)
    rest = selectors.list_tickets(cast.operator, open_only=False, after=first[-1].id, at=NIGHT)
    assert [r.id for r in (*first, *rest)] == ids[::-1]


def test_crew_reads_its_task_and_what_it_may_press(cast):
    unit, other = make_unit(cast), make_unit(cast)
    ticket = make_accepted(cast)
    for each in (unit, other):
        services.assign_unit(by=cast.fire_officer, ticket_id=ticket.id, unit_id=each.id, at=NIGHT)
    view = selectors.crew_view(unit.id, at=NIGHT)
    assert view.ticket_id == ticket.id
    assert view.steps == ("acknowledge", "decline", "en-route", "on-scene", "break-down")
    assert view.place_is_certain
    assert [o.call_sign for o in view.others] == [other.call_sign]


def test_crew_is_told_that_the_place_is_not_certain(cast):
    unit = make_unit(cast)
    incident = make_fire(place=VILLAGE_ONLY, region="33.24.15.2001")
    make_assignment(cast, unit, make_accepted(cast, incident))
    view = selectors.crew_view(unit.id, at=NIGHT)
    assert (view.place_is_certain, view.lat, view.lon) == (False, None, None)


def test_crew_without_a_task_sees_its_own_state(cast):
    unit = make_unit(cast)
    make_ready(unit)
    view = selectors.crew_view(unit.id, at=NIGHT)
    assert (view.assignment_id, view.readiness_confirmed, view.steps) == (None, True, ())


def test_agency_figures_count_what_was_promised_and_what_was_refused(cast):
    accepted = make_ticket(cast)
    services.accept_ticket(by=cast.fire_officer, ticket_id=accepted.id, name="Budi", at=later(59))
    tardy = make_ticket(cast)
    services.accept_ticket(by=cast.fire_officer, ticket_id=tardy.id, name="Budi", at=later(61))
    refused = make_ticket(cast)
    services.decline_ticket(
        by=cast.fire_officer, ticket_id=refused.id, reason="NO_UNIT_LEFT", at=later(5)
    )
    services.close_ticket(by=cast.operator, ticket_id=tardy.id, at=later(99))
    [figures] = selectors.agency_performance(since=EARLIER, until=later(1))
    assert (figures.n, figures.is_ranked, figures.unclosed) == (3, False, 1)
    assert (figures.accepted_in_time.count, figures.accepted_in_time.n) == (1, 3)
    assert figures.declined == {"NO_UNIT_LEFT": 1}
    assert figures.done_without_report == 1


def test_agency_figures_count_arrivals_without_position_and_those_never_said(cast):
    ticket = make_accepted(cast)
    near, far, silent, on_its_way = (make_unit(cast) for _ in range(4))
    tasks = {unit: make_assignment(cast, unit, ticket) for unit in (near, far, silent, on_its_way)}
    report_position(by=SETUP, unit_id=near.id, lat=KENDAL_POINT[0], lon=KENDAL_POINT[1], at=NIGHT)
    step(crew_of(near), tasks[near], "on-scene")
    step(crew_of(far), tasks[far], "on-scene", **WITHOUT_POSITION)
    for name in ("en-route", "transport"):
        step(crew_of(silent), tasks[silent], name)
    say_arrival(by=crew_of(on_its_way), assignment_id=tasks[on_its_way].id, at=NIGHT)
    [figures] = selectors.agency_performance(since=EARLIER, until=later(1))
    assert (figures.arrivals.unproven.count, figures.arrivals.unproven.n) == (1, 2)
    assert figures.arrivals.missing == 1


def test_forgotten_arrival_is_not_late_and_counts_as_missing(cast):
    unit = make_ambulance(cast)
    ticket = make_ticket(cast, make_fire(), org="medical")
    services.accept_ticket(by=SETUP, ticket_id=ticket.id, name="Ns. Rina", at=NIGHT)
    assignment = services.assign_unit(by=SETUP, ticket_id=ticket.id, unit_id=unit.id, at=NIGHT)
    for seconds, name in enumerate(("en-route", "transport", "at-hospital", "clear"), start=1):
        step(crew_of(unit), assignment, name, at=later(seconds * 60))
    row = selectors.get_ticket_row(cast.operator, ticket.id, at=later(9000))
    assert row is not None
    assert (row.has_arrived, row.on_scene_at, row.due_at) == (True, None, None)
    clocks = selectors.three_clocks(since=EARLIER, until=later(1))
    assert (clocks.agency_on_scene.n, clocks.agency_on_scene.missing) == (0, 1)
    assert (clocks.citizen.n, clocks.citizen.missing) == (0, 1)


def test_three_clocks_have_their_own_starts(cast):
    unit = make_unit(cast)
    ring = NIGHT - timedelta(seconds=20)
    incident = make_fire(started_at=ring, answered_at=NIGHT - timedelta(seconds=10))
    ticket = make_ticket(cast, incident)
    services.accept_ticket(by=cast.fire_officer, ticket_id=ticket.id, name="Budi", at=later(30))
    assignment = make_assignment(cast, unit, ticket)
    step(crew_of(unit), assignment, "on-scene", at=later(600), **WITHOUT_POSITION)
    make_fire()
    clocks = selectors.three_clocks(since=EARLIER, until=later(1))
    assert (clocks.citizen.p90_s, clocks.citizen.n, clocks.citizen.missing) == (620, 1, 1)
    assert clocks.agency_accept.p50_s == 30
    assert clocks.agency_on_scene.p50_s == 600
    assert clocks.centre_forward.p50_s == 10


def _report_flood(cast, incident, displaced, at=NIGHT):
    ticket = make_accepted(cast, incident)
    services.report_ticket(
        by=cast.fire_officer, ticket_id=ticket.id, text="Air surut", absence="BY_OTHERS",
        answers={"result": "DONE", "displaced": displaced}, at=at,
    )  # fmt: skip
    return ticket


def test_displaced_are_added_up_and_an_incident_counts_once(cast):
    """Two reports on one flood: the higher counts. What lies outside the stretch does not."""
    first, second = (make_incident(by=SETUP, category="FLOOD") for _ in range(2))
    _report_flood(cast, first, "12")
    _report_flood(cast, second, "5")
    _report_flood(cast, make_incident(by=SETUP, category="FLOOD"), "900", at=later(60))
    Incident.objects.filter(id=second.id).update(merged_into=first, state="MERGED")
    fire = cast.org_id("fire")
    until = later(1)
    assert selectors.sum_reported(fire, since=EARLIER, until=until) == [("Mengungsi", 12)]
    Incident.objects.filter(id=second.id).update(merged_into=None, state="ON_SCENE")
    assert selectors.sum_reported(fire, since=EARLIER, until=until) == [("Mengungsi", 17)]
    assert selectors.sum_reported(cast.org_id("medical"), since=EARLIER, until=until) == []
