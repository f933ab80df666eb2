"""Places over HTTP: an address part by part in both directions, and the search by name."""

import pytest

from kentongan.journal import watchers
from kentongan.regions.models import Region
from tests.regions.make import make_kendal

PARTS = {
    "hamlet": "Krajan",
    "rt": "02",
    "rw": "01",
    "road": "TOLL",
    "road_m": 385600,
    "carriageway": "B",
}


def test_address_parts_come_back_as_they_were_sent(operator):
    sent = {
        "category": "TREE_DOWN",
        "place": {"quality": "UNKNOWN", "address": "x", "parts": PARTS},
    }
    told = operator.post("/incidents", sent).json()
    assert told["place"]["parts"] == PARTS
    read = operator.get(f"/incidents/{told['id']}").json()
    assert read["place"]["parts"] == PARTS
    assert read["reports"][0]["place"]["parts"] == PARTS


def test_incident_without_parts_leaves_them_out(operator):
    told = operator.post("/incidents", {"category": "TREE_DOWN"}).json()
    assert "parts" not in told["place"]


def test_kilometre_of_no_road_is_refused(operator):
    place = {"quality": "UNKNOWN", "parts": {"road_m": 3000}}
    answer = operator.post("/incidents", {"category": "TREE_DOWN", "place": place})
    assert (answer.status_code, answer.json()["code"]) == (400, "GEO-010")


@pytest.fixture
def kendal():
    Region.objects.all().delete()
    watchers.drop_everything()
    make_kendal()


def test_search_asks_for_a_shared_name_and_selects_a_name_of_its_own(operator, kendal):
    shared = operator.get("/places?q=ds.%20tamanrejo").json()
    assert shared["selected"] is None
    assert shared["question"] == "Tamanrejo Sukorejo atau Limbangan, Pak/Bu?"
    assert {each["within"] for each in shared["regions"]} >= {"Sukorejo", "Limbangan"}
    own = operator.get("/places?q=kebonharjo").json()
    assert own["selected"] == own["regions"][0]["code"]
