"""A crew and closed roads: it tells of one from its cab, and is told of one on its way."""

import json

import pytest

from kentongan.fleet import services as fleet
from kentongan.incidents.models import Incident
from kentongan.roads.models import Closure
from tests.conftest import NIGHT
from tests.dispatch.make import make_accepted, make_assignment, make_fire
from tests.field.make import HX, make_phone
from tests.fleet.make import crew_of, make_unit
from tests.roads.make import HERE, make_closure

pytestmark = pytest.mark.usefixtures("night")

HERE_SAID = {"lat": str(HERE.lat), "lon": str(HERE.lon), "accuracy_m": "12"}


@pytest.fixture
def unit(cast):
    return make_unit(cast)


@pytest.fixture
def phone(unit):
    return make_phone(unit)


def tell(phone, **said):
    return phone.post("/k/jalan", {"cause": "TREE"} | said, **HX)


def test_closed_where_the_phone_is(phone, unit):
    assert tell(phone, **HERE_SAID, road="Jalan Pemuda").status_code == 204
    closure = Closure.objects.get()
    assert (closure.source, closure.reported_by, closure.width_m) == ("CREW", unit.id, 30)
    assert json.loads(closure.geojson)["coordinates"] == [HERE.lon, HERE.lat]


@pytest.mark.parametrize(("accuracy", "width"), [("80", 80), ("3000", 100), ("", 30)])
def test_phone_that_is_unsure_closes_more_but_no_village(phone, accuracy, width):
    tell(phone, **HERE_SAID | {"accuracy_m": accuracy})
    assert Closure.objects.get().width_m == width


def test_without_the_phone_it_is_where_the_unit_was_seen_and_never_a_guess(phone, unit):
    refused = tell(phone)
    assert refused.status_code == 409
    assert "Posisi unit tidak diketahui" in refused.content.decode()
    fleet.report_position(by=crew_of(unit), unit_id=unit.id, lat=-6.95, lon=110.25, at=NIGHT)
    assert tell(phone).status_code == 204
    assert Closure.objects.get().lat == -6.95


@pytest.mark.parametrize(
    "wrong",
    [{"cause": ""}, {"cause": "LAPAR"}, {"lat": "abc"}, {"lat": "91"}, {"lat": "nan"},
     {"road": "x" * 300}, {"note": "\x00"}, {"lat": "0", "lon": "0"}],
)  # fmt: skip
def test_hostile_fields_are_refused_by_name(phone, wrong):
    assert 400 <= tell(phone, **HERE_SAID | wrong).status_code < 500
    assert not Closure.objects.exists()


def test_task_names_the_closure_unless_it_is_restricted(cast, unit, phone):
    sent = make_assignment(cast, unit, make_accepted(cast, make_fire()))
    tell(phone, **HERE_SAID)
    Incident.objects.filter(id=sent.incident_id).update(is_restricted=True)
    tell(phone, **HERE_SAID)
    named = Closure.objects.order_by("id").values_list("incident_id", flat=True)
    assert list(named) == [sent.incident_id, None]


def test_crew_reads_what_is_closed_near_its_goal_and_since_when_nobody_said_anything(
    cast, unit, phone
):
    incident = make_fire()
    make_assignment(cast, unit, make_accepted(cast, incident))
    assert "Belum pernah ada laporan jalan tertutup" in phone.get("/k/").content.decode()
    make_closure(cast.operator, place=type(HERE)(incident.lat, incident.lon))
    page = phone.get("/k/").content.decode()
    assert "Banjir atau genangan" in page
    assert "Belum pernah" not in page
    assert "Jalan tertutup di sini" in page
