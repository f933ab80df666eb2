"""The map in the cab: roads, what is reported closed, the way that is left; small enough for 2G."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.field.map import SIDE, sketch
from kentongan.fleet import services as fleet
from kentongan.geo.places import PlaceQuality, PlaceSource
from kentongan.geo.points import Point
from kentongan.incidents.types import PlaceInput
from tests.conftest import NIGHT
from tests.dispatch.make import make_accepted, make_assignment, make_fire
from tests.field.make import NO_POSITION, make_phone, press
from tests.fleet.make import crew_of, make_unit
from tests.geo.roads.make import at as corner
from tests.geo.roads.make import grid, make_graph, street
from tests.roads.make import make_closure

pytestmark = pytest.mark.usefixtures("night")


@pytest.fixture
def town(settings, tmp_path):
    settings.ROADS_FILE = tmp_path / "roads.graph"
    ways = [street(1, (0, 0), (0, 2), name="Jalan Pendek"), street(3, (0, 2), (0, 3)),
            street(2, (0, 0), (3, 0), (3, 2), (0, 2), name="Jalan Memutar")]  # fmt: skip
    make_graph(ways).write(settings.ROADS_FILE)


@pytest.fixture
def engine(cast):
    unit = make_unit(cast)
    here = corner(0, 0)
    fleet.report_position(by=crew_of(unit), unit_id=unit.id, lat=here.lat, lon=here.lon, at=NIGHT)
    return unit


def send(cast, engine, **incident):
    there = corner(0, 3)
    place = PlaceInput(lat=there.lat, lon=there.lon, accuracy_m=10.0, source=PlaceSource.MAP,
                       quality=PlaceQuality.EXACT)  # fmt: skip
    fire = make_fire(**({"place": place} | incident))
    return make_assignment(cast, engine, make_accepted(cast, fire))


def drawn(engine, task):
    return make_phone(engine).get(f"/k/peta/{task.id}")


def paths(page: str, kind: str) -> list[str]:
    return re.findall(rf'<path class="{kind}" d="([^"]*)"', page)


def test_map_shows_roads_the_way_and_whose_data_they_are(cast, town, engine):
    page = drawn(engine, send(cast, engine)).content.decode()
    assert paths(page, "road") != [""]
    assert len(paths(page, "way")) == 1
    assert 'class="unit"' in page
    assert "Jalan: cerita latihan" in page
    assert not paths(page, "closed")


def test_closed_road_is_on_it_and_the_way_leads_around(cast, town, engine):
    task = send(cast, engine)
    [straight] = paths(drawn(engine, task).content.decode(), "way")
    make_closure(crew_of(engine), place=corner(0, 1), road="Jalan Pendek")
    page = drawn(engine, task).content.decode()
    [around] = paths(page, "way")
    assert 'g class="closed"' in page
    assert "Jalan Pendek" in page
    assert around.count(" ") > straight.count(" ")


def test_crew_that_is_there_needs_no_way(cast, town, engine):
    task = send(cast, engine)
    press(make_phone(engine), task, "on-scene", **NO_POSITION)
    assert not paths(drawn(engine, task).content.decode(), "way")


def test_node_without_a_graph_says_so(cast, engine):
    page = drawn(engine, send(cast, engine)).content.decode()
    assert "Jaringan jalan belum dipasang" in page
    assert 'class="place"' in page


def test_place_that_nobody_is_sure_of_is_on_no_map(cast, town, engine):
    place = PlaceInput(source=PlaceSource.REGION, quality=PlaceQuality.VILLAGE_ONLY)
    task = send(cast, engine, place=place, region="33.24.13.2001")
    assert drawn(engine, task).status_code == 404


def test_map_of_another_units_task_is_none(cast, town, engine):
    task = send(cast, engine)
    assert drawn(make_unit(cast), task).status_code == 404


def test_map_of_a_town_is_small(cast, settings, tmp_path, engine):
    settings.ROADS_FILE = tmp_path / "town.graph"
    make_graph(grid(40)).write(settings.ROADS_FILE)
    page = drawn(engine, send(cast, engine)).content
    assert len(page) < 60_000


@given(st.floats(-10, 10), st.floats(95, 141), st.floats(-0.2, 0.2), st.floats(-0.2, 0.2))
def test_incident_and_a_unit_that_is_shown_lie_on_the_map(lat, lon, north, east):
    found = sketch(Point(lat, lon), Point(lat + north, lon + east), [], shows_way=True)
    for x, y in filter(None, (found.place, found.unit)):
        assert 0 <= x <= SIDE
        assert 0 <= y <= SIDE
