"""What everybody may read of closed roads: without a name, without a script, from any page."""

from datetime import timedelta

import pytest
from django.test import Client

from kentongan.roads import services
from tests.conftest import NIGHT
from tests.roads.make import NAME, NOTE, make_closure

pytestmark = pytest.mark.usefixtures("night")


def test_page_and_layer_name_no_person_and_need_no_account(cast):
    closure = make_closure(cast.operator)
    page = Client().get("/publik/jalan")
    layer = Client().get("/publik/jalan.geojson")
    for answer in (page, layer):
        assert answer.status_code == 200
        said = answer.content.decode()
        assert "Jalan Pemuda" in said
        for marked in (NAME, NOTE, "Operator", str(cast.operator.id)):
            assert marked not in said
        assert "max-age=30" in answer.headers["Cache-Control"]
        assert not answer.cookies
    assert "<script" not in page.content.decode()
    assert layer.headers["Access-Control-Allow-Origin"] == "*"
    assert layer.json()["features"][0]["id"] == str(closure.id)


def test_what_is_over_is_gone_and_what_is_planned_is_announced(cast):
    closure = make_closure(cast.operator)
    services.end_closure(by=cast.operator, closure_id=closure.id, at=NIGHT)
    make_closure(cast.operator, road="Jalan Masjid", starts_at=NIGHT + timedelta(days=1))
    page = Client().get("/publik/jalan").content.decode()
    assert "Tidak ada jalan yang dilaporkan tertutup." in page
    assert "Akan ditutup" in page
    assert "Jalan Masjid" in page
    assert Client().get("/publik/jalan.geojson").json()["features"] == []


def test_only_reading(cast):
    assert Client().post("/publik/jalan").status_code == 405
