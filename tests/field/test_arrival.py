"""A crew says that it is there: at most one more tap, on the same screen."""

import uuid

import pytest

from kentongan.dispatch.models import Assignment
from kentongan.fleet.services import report_position
from tests.conftest import NIGHT
from tests.dispatch.make import make_assignment
from tests.field.make import HX, NO_POSITION, make_phone, press, shown
from tests.fleet.make import crew_of, make_unit
from tests.incidents.make import KENDAL_POINT

pytestmark = pytest.mark.usefixtures("night")
LAT, LON = KENDAL_POINT


@pytest.fixture
def unit(cast):
    return make_unit(cast)


@pytest.fixture
def task(cast, unit):
    return make_assignment(cast, unit)


@pytest.fixture
def phone(unit):
    return make_phone(unit)


def stand(unit, lat=LAT):
    report_position(by=crew_of(unit), unit_id=unit.id, lat=lat, lon=LON, at=NIGHT)


def test_who_is_near_is_asked_nothing(unit, task, phone):
    stand(unit)
    assert press(phone, task, "on-scene").status_code == 204
    assert 'data-step="ON_SCENE"' in shown(phone)


def test_who_is_not_near_is_asked_on_the_same_sheet(task, phone, night):
    asked = press(phone, task, "on-scene")
    assert (asked.status_code, asked.headers["HX-Trigger"]) == (204, "crew-changed")
    page = shown(phone)
    assert "Tiba 03.00 — tinggal satu jawaban." in page
    assert "Posisi unit tidak terbaca" in page
    assert (
        page.index("why-unknown-NO_P")
        < page.index("why-unknown-PLACE")
        < page.index("why-unknown-ROAD")
    )
    assert "REPORTED" not in page
    assert 'id="step-on-scene"' not in page
    night.at = NIGHT.replace(minute=7)
    assert press(phone, task, "on-scene", code="ROAD_BLOCKED").status_code == 204
    stored = Assignment.objects.get(id=task.id)
    assert (stored.on_scene_at, stored.arrival_reason) == (NIGHT, "ROAD_BLOCKED")
    assert "tinggal satu jawaban" not in shown(phone)


def test_who_stands_far_is_not_told_that_its_position_is_missing(unit, task, phone):
    stand(unit, LAT - 0.02)
    press(phone, task, "on-scene")
    page = shown(phone)
    assert "Posisi unit jauh dari titik kejadian" in page
    assert "NO_POSITION" not in page
    assert "why-far-PLACE_WRONG" in page


def test_other_reason_needs_its_words(task, phone):
    press(phone, task, "on-scene")
    assert press(phone, task, "on-scene", code="OTHER", reason=" ").status_code == 400
    assert press(phone, task, "on-scene", code="OTHER", reason="x" * 121).status_code == 400
    assert press(phone, task, "on-scene", code="OTHER", reason="lewat sawah").status_code == 204
    assert Assignment.objects.get(id=task.id).arrival_note == "lewat sawah"


def test_reason_that_is_none_is_unreadable(task, phone):
    assert press(phone, task, "on-scene", code="BROKEN").status_code == 400


def test_who_pressed_too_early_goes_on(task, phone):
    press(phone, task, "on-scene")
    assert press(phone, task, "not-there").status_code == 204
    assert 'id="step-on-scene"' in shown(phone)


def test_answer_sent_twice_is_taken_once(task, phone):
    key = {"HTTP_IDEMPOTENCY_KEY": str(uuid.uuid4())}
    address = f"/k/langkah/{task.id}/on-scene"
    answers = [phone.post(address, NO_POSITION, **HX, **key) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [204, 204]
    assert answers[1].headers["Idempotent-Replayed"] == "true"


def test_nobody_answers_for_another_unit(cast, task, phone):
    press(phone, task, "on-scene")
    other = make_phone(make_unit(cast))
    assert press(other, task, "on-scene", **NO_POSITION).status_code == 404
    assert press(other, task, "not-there").status_code == 404
