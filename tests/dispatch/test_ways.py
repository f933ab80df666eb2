"""Closures and crews on their way: cut off, a detour, free again; and every proposal at once."""

from datetime import timedelta

import pytest

from kentongan.dispatch import selectors, services
from kentongan.dispatch.enums import WayState
from kentongan.dispatch.models import Assignment
from kentongan.fleet import services as fleet
from kentongan.geo.places import PlaceQuality, PlaceSource
from kentongan.incidents import services as incidents
from kentongan.incidents.types import PlaceInput
from kentongan.journal import reactions, timekeeper
from kentongan.messaging.models import Message
from kentongan.roads import services as roads
from tests.conftest import NIGHT
from tests.dispatch.make import kinds_about, make_accepted, make_assignment, make_fire, step
from tests.fleet.make import crew_of, make_unit
from tests.geo.roads.make import at as corner
from tests.geo.roads.make import make_graph, street
from tests.roads.make import make_closure

pytestmark = pytest.mark.usefixtures("night")

SHORT, LONG = corner(0, 1), corner(3, 1)
"""In the middle of the short road between the two crossings, and of the long way round."""


@pytest.fixture(autouse=True)
def town(settings, tmp_path):
    settings.ROADS_FILE = tmp_path / "roads.graph"
    ways = [street(1, (0, 0), (0, 2), name="Jalan Pendek"), street(3, (0, 2), (0, 3)),
            street(2, (0, 0), (3, 0), (3, 2), (0, 2), name="Jalan Memutar"),
            street(4, (0, -1), (0, 0))]  # fmt: skip
    make_graph(ways).write(settings.ROADS_FILE)


@pytest.fixture
def fire(cast):
    place = PlaceInput(lat=corner(0, 3).lat, lon=corner(0, 3).lon, accuracy_m=10.0,
                       source=PlaceSource.MAP, quality=PlaceQuality.EXACT)  # fmt: skip
    return make_fire(place=place)


@pytest.fixture
def engine(cast):
    unit = make_unit(cast)
    fleet.report_position(by=crew_of(unit), unit_id=unit.id, lat=corner(0, 0).lat,
                          lon=corner(0, 0).lon, at=NIGHT)  # fmt: skip
    return unit


@pytest.fixture
def sent(cast, fire, engine):
    return make_assignment(cast, engine, make_accepted(cast, fire))


def settle(seconds: float = 1):
    """What the worker does: react, and what is due."""
    reactions.run_all()
    timekeeper.run_due(NIGHT + timedelta(seconds=seconds))


def said_on_the_telephone() -> int:
    return sum("terputus" in message.text for message in Message.objects.all())


def way_of(assignment) -> str:
    return Assignment.objects.get(id=assignment.id).way


def test_proposal_leads_around_a_closure_at_once_and_says_since_when(cast, fire, engine):
    before = selectors.propose_for(fire, at=NIGHT)
    assert (before.closed_roads, before.roads_said_at) == (0, None)
    make_closure(cast.operator, place=SHORT)
    after = selectors.propose_for(fire, at=NIGHT)
    assert after.units[0].minutes_low > before.units[0].minutes_low
    assert (after.closed_roads, after.roads_said_at) == (1, NIGHT)
    make_closure(cast.operator, place=LONG)
    [cut_off] = selectors.propose_for(fire, at=NIGHT).units
    assert cut_off.minutes_low is None
    assert "NO_WAY" in cut_off.unknowns


def test_crew_hears_of_a_detour_and_of_being_cut_off_and_free_again(cast, sent):
    detour = make_closure(cast.camat, place=SHORT, region="332415")
    settle()
    assert way_of(sent) == WayState.DETOUR
    ahead = selectors.crew_view(sent.unit_id, at=NIGHT).ahead
    assert (ahead.way, ahead.by_road) == (WayState.DETOUR, True)
    assert [road.id for road in ahead.closed] == [detour.id]
    flood = make_closure(cast.operator, place=LONG)
    settle()
    assert way_of(sent) == WayState.CUT_OFF
    [row] = selectors.list_tickets(cast.fire_officer, at=NIGHT)
    assert row.units[0].way == WayState.CUT_OFF
    roads.end_closure(by=cast.operator, closure_id=flood.id, at=NIGHT)
    settle()
    assert way_of(sent) == WayState.DETOUR
    roads.end_closure(by=cast.operator, closure_id=detour.id, at=NIGHT)
    settle()
    assert way_of(sent) == ""
    changed = [k for k in kinds_about(sent.id) if k == "dispatch.assignment.way-changed"]
    assert len(changed) == 4


def test_a_place_that_is_corrected_is_looked_up_behind_the_closures_that_stand(cast, fire, engine):
    beside = PlaceInput(lat=corner(0, -1).lat, lon=corner(0, -1).lon, accuracy_m=10.0,
                        source=PlaceSource.MAP, quality=PlaceQuality.EXACT)  # fmt: skip
    incidents.set_place(by=cast.operator, incident_id=fire.id, place=beside, at=NIGHT)
    for place in (SHORT, LONG):
        make_closure(cast.operator, place=place)
    sent = make_assignment(cast, engine, make_accepted(cast, fire))
    settle()
    assert way_of(sent) == "", "no closure is on the way to where it was said to be"
    there = PlaceInput(lat=corner(0, 3).lat, lon=corner(0, 3).lon, accuracy_m=10.0,
                       source=PlaceSource.MAP, quality=PlaceQuality.EXACT)  # fmt: skip
    incidents.set_place(by=cast.operator, incident_id=fire.id, place=there, at=NIGHT)
    settle()
    assert way_of(sent) == WayState.CUT_OFF
    assert said_on_the_telephone() == 1
    incidents.set_place(by=cast.operator, incident_id=fire.id, place=beside, at=NIGHT)
    settle()
    assert way_of(sent) == ""


def test_telephone_rings_for_a_unit_that_is_cut_off_and_for_no_detour(cast, sent):
    make_closure(cast.operator, place=SHORT)
    settle()
    assert said_on_the_telephone() == 0
    make_closure(cast.operator, place=LONG)
    settle()
    settle()
    assert said_on_the_telephone() == 1


def test_unit_that_is_sent_into_a_closure_is_looked_up_at_once(cast, fire, engine):
    make_closure(cast.operator, place=SHORT)
    settle()
    sent = make_assignment(cast, engine, make_accepted(cast, fire))
    settle()
    assert way_of(sent) == WayState.DETOUR


def test_who_has_arrived_is_not_told(cast, sent, engine):
    crew = crew_of(engine)
    for name in ("acknowledge", "en-route"):
        step(crew, sent, name)
    step(crew, sent, "on-scene", reason="NO_POSITION")
    make_closure(cast.operator, place=SHORT)
    settle()
    assert way_of(sent) == ""
    assert selectors.crew_view(sent.unit_id, at=NIGHT).ahead.closed == ()


def test_closure_elsewhere_changes_nothing(cast, sent):
    make_closure(cast.operator, place=corner(0, -0.5))
    settle()
    assert way_of(sent) == ""
    assert "dispatch.assignment.way-changed" not in kinds_about(sent.id)


def test_without_a_graph_the_crew_still_sees_what_is_closed_around_it(cast, sent, settings):
    settings.ROADS_FILE.unlink()
    make_closure(cast.operator, place=SHORT)
    settle()
    ahead = selectors.crew_view(sent.unit_id, at=NIGHT).ahead
    assert (ahead.way, ahead.by_road, len(ahead.closed)) == ("", False, 1)


def test_late_and_doubled_calls_change_nothing(cast, sent):
    make_closure(cast.operator, place=SHORT)
    settle()
    before = Assignment.objects.get(id=sent.id).version
    services.check_way(by=cast.operator, assignment_id=sent.id, at=NIGHT)
    assert Assignment.objects.get(id=sent.id).version == before


def test_report_that_comes_late_from_a_phone_takes_no_warning_back(cast, sent, night):
    make_closure(cast.operator, place=SHORT)
    make_closure(cast.operator, place=LONG)
    settle()
    assert way_of(sent) == WayState.CUT_OFF
    night.at = NIGHT + timedelta(minutes=20)
    make_closure(cast.operator, place=corner(0, -0.5), at=NIGHT - timedelta(minutes=10))
    settle(1200)
    assert way_of(sent) == WayState.CUT_OFF


def test_check_that_was_asked_for_meanwhile_is_not_lost(cast, sent, monkeypatch):
    make_closure(cast.operator, place=SHORT)
    reactions.run_all()
    later = NIGHT + timedelta(seconds=5)

    def look(*_):
        Assignment.objects.filter(id=sent.id).update(way_check_at=later)
        return ""

    monkeypatch.setattr("kentongan.dispatch.services.ways.way_state", look)
    timekeeper.run_due(NIGHT)
    assert Assignment.objects.get(id=sent.id).way_check_at == later


def test_way_is_looked_up_from_the_post_where_the_position_is_worthless(cast, sent, night):
    """Which lies behind the crossing where the unit was seen a day ago."""
    make_closure(cast.operator, place=SHORT)
    fresh = selectors.crew_view(sent.unit_id, at=NIGHT).ahead
    night.at = NIGHT + timedelta(days=1)
    assert selectors.crew_view(sent.unit_id, at=night.at).ahead.minutes > fresh.minutes
