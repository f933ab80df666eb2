"""A place that is only an area is a point nowhere: no page, answer, map, paper or radio text."""

import pytest

from kentongan.console.papers import radio_text, ticket_paper
from kentongan.console.tickets import shown
from kentongan.dispatch import selectors
from kentongan.geo.places import PlaceQuality, PlaceSource
from kentongan.incidents.types import PlaceInput
from tests.caller import caller_of
from tests.conftest import NIGHT
from tests.dispatch.make import make_accepted, make_assignment, make_fire
from tests.field.make import HX, make_phone
from tests.fleet.make import make_unit
from tests.regions.make import make_boundaries, square

VILLAGE = "3324132001"
CENTRE, HALF = (-7.375, 110.435), 0.005
DIGITS = ("7.37", "110.43")
"""What any way of writing that centre begins with; nothing else in these tests lies there."""

AREAS = [PlaceQuality.VILLAGE_ONLY, PlaceQuality.DISTRICT_ONLY]


@pytest.fixture(params=AREAS)
def task(request, cast, visit):
    """A fire of which only the village is known, and that by its polygon; a crew is on its way."""
    make_boundaries((VILLAGE, square(CENTRE[0] - HALF, CENTRE[1] - HALF, 2 * HALF)))
    place = PlaceInput(source=PlaceSource.REGION, quality=request.param, address="Utara jembatan")
    fire = make_fire(place=place, region=VILLAGE)
    return make_assignment(cast, make_unit(cast), make_accepted(cast, fire))


def assert_nowhere(said):
    assert said
    assert not [digits for digits in DIGITS if digits in said]


def test_no_page_of_the_desks_shows_it(visit, task):
    incident, ticket = task.incident_id, task.ticket_id
    desk = visit("dispatcher")
    for name, *args in (
        ("console:incident", incident), ("console:incident-part", incident),
        ("console:incident-acts", incident), ("console:incidents",), ("console:running",),
        ("console:ticket", ticket), ("console:tickets",), ("console:map",),
    ):  # fmt: skip
        assert_nowhere(desk.text(name, *args))


def test_outline_is_drawn_as_an_outline(visit, task):
    drawn = visit("dispatcher").text("console:outlines")
    assert "Polygon" in drawn
    assert "110.43" in drawn
    assert "Point" not in drawn


def test_no_answer_to_programs_has_it(cast, task):
    api = caller_of(cast, "dispatcher")
    for path in (
        "/incidents", f"/incidents/{task.incident_id}", "/tickets", f"/tickets/{task.ticket_id}",
    ):  # fmt: skip
        answer = api.get(path)
        assert answer.status_code == 200, path
        assert_nowhere(answer.content.decode())
    place = api.get(f"/incidents/{task.incident_id}").json()["place"]
    assert (place["source"], place["lat"], place["lon"]) == ("REGION", None, None)


def test_map_of_programs_has_no_geometry(cast, task):
    answer = caller_of(cast, "dispatcher").get("/incidents.geojson")
    assert [feature["geometry"] for feature in answer.json()["features"]] == [None]
    assert_nowhere(answer.content.decode())


def test_neither_paper_nor_radio_nor_the_crews_page_says_it(cast, task):
    row = selectors.get_ticket_row(cast.operator, task.ticket_id, at=NIGHT)
    seen = (shown(row), task.incident, selectors.list_conditions_of(task.incident))
    assert_nowhere(str(ticket_paper(*seen, [])))
    assert_nowhere(radio_text(*seen))
    page = make_phone(task.unit).get("/k/isi", **HX).content.decode()
    assert_nowhere(page)
    assert "geo:" not in page


def test_no_column_keeps_it(task):
    incident = task.incident
    assert (incident.lat, incident.lon, incident.cell, incident.accuracy_m) == (None,) * 4
