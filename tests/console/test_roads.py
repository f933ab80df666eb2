"""Jalan ditutup: the page of the desks, what it takes, what it refuses, who reads it."""

import json

import pytest

from kentongan.geo.places import PlaceQuality, PlaceSource
from kentongan.incidents.types import PlaceInput
from kentongan.journal.timekeeper import run_due
from kentongan.roads.models import Closure
from tests.board.make import browser_of
from tests.cast import KOTA_KENDAL
from tests.dispatch.make import make_assignment
from tests.fleet.make import crew_of, make_unit
from tests.geo.roads.make import grid, make_graph
from tests.incidents.make import make_categories, make_incident
from tests.roads.make import NOTE, make_closure

pytestmark = pytest.mark.usefixtures("night")

FLOOD = {"cause": "FLOOD", "road": "Jalan Pemuda", "coordinates": "-6.9217, 110.2030"}
LINE = {"type": "LineString", "coordinates": [[110.2, -6.92], [110.21, -6.92]]}
PAGE = "/jalan"


@pytest.fixture(autouse=True)
def categories(cast):
    make_categories()


def text_of(response) -> str:
    return response.content.decode()


def test_desk_reports_a_point_and_it_stands_on_the_page(cast):
    browser = browser_of(cast, "operator")
    assert "Tidak ada jalan yang dilaporkan tertutup." in text_of(browser.get(PAGE))
    assert browser.post(f"{PAGE}/lapor", FLOOD | {"told_by": "Pak Lurah"}).status_code in {204, 302}
    page = text_of(browser.get(PAGE))
    for shown in (
        "Banjir atau genangan",
        "Jalan Pemuda",
        "Pak Lurah",
        "Laporan ke 112",
        "Operator",
    ):
        assert shown in page
    assert Closure.objects.get().width_m == 30


def test_line_that_was_drawn_counts_before_the_point_that_was_written(cast):
    browser_of(cast, "fire_officer").post(f"{PAGE}/lapor", FLOOD | {"geojson": json.dumps(LINE)})
    closure = Closure.objects.get()
    assert (closure.shape.kind, closure.width_m) == ("LineString", 20)


def test_camat_reports_for_its_area_and_for_no_other(cast):
    browser_of(cast, "camat").post(f"{PAGE}/lapor", FLOOD)
    assert Closure.objects.get().region == KOTA_KENDAL


@pytest.mark.parametrize(
    "wrong",
    [
        {"coordinates": ""}, {"coordinates": "di depan masjid"}, {"coordinates": "0.0, 0.0"},
        {"cause": ""}, {"cause": "LAPAR"}, {"geojson": "{"}, {"geojson": "x" * 50_000},
        {"until_at": "kemarin"}, {"until_at": "2020-01-01T00:00"}, {"incident": "bukan"},
        {"road": "x" * 200}, {"note": "\x00"},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_kept(cast, wrong):
    refused = browser_of(cast, "operator").post(f"{PAGE}/lapor", FLOOD | wrong)
    assert 400 <= refused.status_code < 500
    assert not Closure.objects.exists()


def test_asked_kept_and_ended_from_the_page(cast):
    closure = make_closure(cast.operator)
    run_due(closure.ask_at)
    browser = browser_of(cast, "fire_officer")
    assert "Waktunya habis: masih tertutup?" in text_of(browser.get(PAGE))
    browser.post(f"{PAGE}/{closure.id}/masih", {})
    assert "Waktunya habis" not in text_of(browser.get(PAGE))
    browser.post(f"{PAGE}/{closure.id}/akhiri", {})
    assert "Sudah dapat dilewati" in text_of(browser.get(PAGE))
    closure.refresh_from_db()
    assert closure.ended_by == cast.fire_officer.id


def test_form_begins_at_the_incident_but_never_at_a_restricted_one(cast):
    place = PlaceInput(lat=-6.95, lon=110.25, accuracy_m=10.0, source=PlaceSource.MAP,
                       quality=PlaceQuality.EXACT)  # fmt: skip
    incident = make_incident(place=place)
    browser = browser_of(cast, "operator")
    page = text_of(browser.get(f"{PAGE}?kejadian={incident.id}"))
    assert "-6.950000, 110.250000" in page
    assert incident.number in page
    type(incident).objects.filter(id=incident.id).update(is_restricted=True)
    assert incident.number not in text_of(browser.get(f"{PAGE}?kejadian={incident.id}"))
    assert browser.get(f"{PAGE}?kejadian=apa").status_code == 200


def test_crew_is_named_by_its_call_sign_and_its_photos_are_reached(cast):
    unit = make_unit(cast)
    closure = make_closure(crew_of(unit))
    browser = browser_of(cast, "operator")
    assert unit.call_sign in text_of(browser.get(PAGE))
    page = text_of(browser.get(f"{PAGE}/{closure.id}"))
    assert "Belum ada foto." in page
    assert NOTE in page
    sent = browser.post(f"/api/v1/closures/{closure.id}/files?name=banjir.jpg", b"\xff\xd8",
                        content_type="image/jpeg")  # fmt: skip
    assert sent.status_code == 201
    assert "banjir.jpg" in text_of(browser.get(f"{PAGE}/{closure.id}"))
    opened = browser.post(f"/api/v1/closures/{closure.id}/files/{sent.json()['id']}/open")
    assert opened.content == b"\xff\xd8"


def test_map_of_the_desks_has_the_closures_and_no_person(cast):
    make_closure(cast.operator)
    layer = browser_of(cast, "operator").get("/lokasi/peta").json()["closures"]
    assert len(layer["features"]) == 1
    assert NOTE not in json.dumps(layer)
    assert browser_of(cast, "camat").get("/jalan/peta").json() == layer


def test_leader_and_administrator_have_no_such_page(cast):
    for who in ("leader", "admin"):
        assert browser_of(cast, who).get(PAGE).status_code == 403


def test_ticket_board_says_which_unit_is_cut_off(cast):
    assignment = make_assignment(cast, make_unit(cast))
    type(assignment).objects.filter(id=assignment.id).update(way="CUT_OFF")
    assert "terputus: jalan dilaporkan tertutup" in text_of(
        browser_of(cast, "fire_officer").get("/tiket")
    )


def test_maps_have_the_roads_of_the_graph_for_ground(cast, settings, tmp_path):
    settings.ROADS_FILE = tmp_path / "roads.graph"
    browser = browser_of(cast, "operator")
    box = {"bbox": "110.1,-7.0,110.3,-6.8"}
    assert browser.get("/lokasi/jalan", box).json()["features"] == []
    make_graph(grid(4)).write(settings.ROADS_FILE)
    [streets] = browser.get("/lokasi/jalan", box).json()["features"]
    assert len(streets["geometry"]["coordinates"]) == 24
    assert browser.get("/lokasi/jalan", {"bbox": "110.3,-7.0,110.1,-6.8"}).status_code == 400
    assert browser.get("/lokasi/jalan", {"bbox": "x"}).status_code == 400
