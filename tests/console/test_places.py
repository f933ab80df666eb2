"""The one search box of the desk: a shared name shows all who bear it and selects none."""

from datetime import timedelta

import pytest

from kentongan.fleet import services as fleet
from kentongan.geo.places import PlaceQuality
from kentongan.incidents.types import PlaceInput
from kentongan.journal import watchers
from kentongan.kernel.actors import SETUP
from kentongan.regions import services
from kentongan.regions.models import Region
from tests.conftest import NIGHT
from tests.console.visitor import visitor_of
from tests.fleet.make import crew_of, make_unit
from tests.incidents.make import exact, make_categories, make_incident
from tests.regions.make import AT, make_boundaries, make_kendal, make_landmark, square
from tests.regions.test_names import NEAR, SHARED


@pytest.fixture
def desk(cast, night):
    Region.objects.all().delete()
    watchers.drop_everything()
    make_kendal()
    return visitor_of(cast, "operator")


@pytest.mark.parametrize("name", SHARED)
def test_shared_name_shows_all_and_selects_none(desk, name):
    page = desk.text("console:places", q=f"Ds. {name}")
    assert "data-settled" not in page
    for kecamatan in SHARED[name]:
        assert f'data-region-label="{name}, {kecamatan}"' in page
        assert f"<b>{kecamatan}</b>" in page
    assert "Pak/Bu?" in page


@pytest.mark.parametrize(("one", "other"), NEAR)
def test_near_name_shows_both_and_selects_none(desk, one, other):
    for heard in (one, other):
        page = desk.text("console:places", q=heard)
        assert "data-settled" not in page
        assert f'data-region-label="{one}, ' in page
        assert f'data-region-label="{other}, ' in page
        assert "Pak/Bu?" in page


def test_line_to_say_stresses_the_kecamatan(desk):
    page = desk.text("console:places", q="Tamanrejo")
    assert "Tamanrejo <b>Sukorejo</b> atau <b>Limbangan</b>, Pak/Bu?" in page


def test_name_of_its_own_may_be_taken_by_one_key(desk):
    assert desk.text("console:places", q="kebonharjo").count("data-settled") == 1


def test_dusun_and_road_are_found_by_name_and_have_no_position(desk):
    rows = [
        make_landmark(name="Krajan", kind="HAMLET", region_code="3324032001"),
        make_landmark(name="Jalan Soekarno-Hatta", kind="STREET", region_code="332415"),
        make_landmark(name="Pasar Sukorejo", kind="MARKET", region_code="332403"),
    ]
    services.load_landmarks(by=SETUP, rows=rows, at=AT)
    dusun = desk.text("console:places", q="dsn. krajan")
    assert 'data-pick="HAMLET"' in dusun
    assert "data-lat" not in dusun
    assert "data-lat" not in desk.text("console:places", q="jalan sukarno hatta")
    assert "data-lat" in desk.text("console:places", q="pasar sukorejo")


def test_dusun_of_one_name_in_two_villages_is_asked_about(desk):
    rows = [
        make_landmark(name="Krajan", kind="HAMLET", region_code=code, lat=lat)
        for code, lat in (("332403", -7.08), ("332406", -7.16))
    ]
    services.load_landmarks(by=SETUP, rows=rows, at=AT)
    page = desk.text("console:places", q="krajan")
    for part in ("Krajankulon <b>Kaliwungu</b>", "<b>Sukorejo</b>", "<b>Limbangan</b>"):
        assert part in page
    assert "data-settled" not in page


def test_no_name_no_candidates(desk):
    assert "pick" not in desk.text("console:places", q="")
    assert "Tidak ada tempat yang mirip" in desk.text("console:places", q="zzzzqx")


def test_places_are_for_those_who_record(visit):
    assert visit("leader").get("console:places", q="a").status_code == 403
    assert visit("stranger").get("console:places", q="a").status_code == 302


def test_map_draws_what_has_a_position_and_nothing_else(desk, cast):
    make_categories()
    here = make_incident(by=cast.operator, place=exact())
    make_incident(by=cast.operator, place=PlaceInput(quality=PlaceQuality.VILLAGE_ONLY))
    unit = make_unit(cast)
    fleet.report_position(
        by=crew_of(unit), unit_id=unit.id, lat=-6.93, lon=110.21, heading_deg=90.0,
        at=NIGHT - timedelta(minutes=5),
    )  # fmt: skip
    rows = [
        make_landmark(name="Krajan", kind="HAMLET"),
        make_landmark(name="Pasar Sukorejo", kind="MARKET"),
    ]
    services.load_landmarks(by=SETUP, rows=rows, at=AT)
    drawn = desk.get("console:map").json()
    assert [each["number"] for each in drawn["incidents"]] == [here.number]
    [shown] = drawn["units"]
    assert (shown["heading_deg"], shown["age_s"], shown["is_fresh"]) == (90.0, 300, False)
    assert [each["name"] for each in drawn["landmarks"]] == ["Pasar Sukorejo"]


def test_map_shows_an_agency_its_own_incidents_and_units(desk, cast):
    make_categories()
    make_incident(by=cast.operator, place=exact())
    officer = visitor_of(cast, "fire_officer").get("console:map")
    assert officer.status_code == 200
    assert officer.json()["incidents"] == []


def test_point_has_a_village_only_where_a_polygon_says_so(desk):
    here = {"coordinates": "-6.945000, 110.155000"}
    assert desk.post("console:village-at", **here).json() == {}
    make_boundaries(("3324151013", square(-6.95, 110.15)))
    told = desk.post("console:village-at", **here).json()
    assert told == {"region": "3324151013", "label": "Pekauman, Kendal"}
    drawn = desk.get("console:outlines").json()
    assert len(drawn["features"]) == 1
