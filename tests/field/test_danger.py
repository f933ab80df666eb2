"""What a crew in danger presses: nothing a phone sends refuses it."""

import json
import uuid
from datetime import timedelta

import pytest

from kentongan.dispatch import services as dispatch
from kentongan.dispatch.models import Danger, DangerPress
from kentongan.journal.models import Entry
from kentongan.kernel import clock
from tests.conftest import NIGHT
from tests.data import shared_data
from tests.dispatch.make import make_accepted, make_assignment, make_fire
from tests.field.make import HX, make_phone
from tests.fleet.make import make_unit
from tests.incidents.make import make_incident

pytestmark = pytest.mark.usefixtures("night")


@pytest.fixture
def unit(cast):
    return make_unit(cast)


@pytest.fixture
def phone(unit):
    return make_phone(unit)


def cry(phone, key="", at="", **fields):
    more = {"HTTP_IDEMPOTENCY_KEY": key} if key else {}
    more |= {"HTTP_X_OCCURRED_AT": at} if at else {}
    return phone.post("/k/bahaya", fields, **HX, **more)


def page(phone):
    return phone.get("/k/isi", **HX).content.decode()


def test_crew_without_a_task_cries_and_reads_that_it_was_heard(cast, unit, phone):
    assert "BAHAYA — awak terancam" in page(phone)
    answer = cry(phone, lat="-6.93", lon="110.21", accuracy_m="9")
    assert (answer.status_code, answer.headers["HX-Trigger"]) == (204, "crew-changed")
    assert "BAHAYA terkirim" in page(phone)
    assert "Belum dijawab" in page(phone)
    danger = Danger.objects.get(unit=unit)
    dispatch.answer_danger(by=cast.supervisor, danger_id=danger.id, at=NIGHT)
    shown = page(phone)
    assert "Dijawab oleh Pengawas 112, Pusat Panggilan 112 Kendal" in shown
    assert cast.people["supervisor"].name not in shown
    dispatch.end_danger(by=cast.supervisor, danger_id=danger.id, outcome="TANDA-KATA", at=NIGHT)
    assert "BAHAYA terkirim" not in page(phone)
    assert "TANDA-KATA" not in page(phone)


def test_cry_goes_before_all_that_waits_and_needs_no_script(phone):
    shown = page(phone)
    form = shown[shown.index('id="danger-form"') - 200 : shown.index('id="danger-form"') + 400]
    assert "data-outbox-first" in form
    assert 'method="post"' in form
    assert phone.post("/k/bahaya", {}).status_code == 302
    assert Danger.objects.exists()


def test_telephone_and_text_message_hold_the_call_sign_and_the_place_only(cast, unit, phone):
    make_assignment(cast, unit, make_accepted(cast, make_fire(narrative="TANDA-KATA")))
    cry(phone)
    phone.post("/k/posisi", {"lat": "-6.93", "lon": "110.21"}, **HX)
    shown = page(phone)
    start = shown.index('href="sms:')
    link = shown[start : shown.index("</a>", start)]
    assert f"BAHAYA%20{unit.call_sign.replace(' ', '%20')}%20-6.93000%2C110.21000" in link
    assert 'href="tel:112"' in shown
    assert 'href="tel:0294381112"' in shown
    assert "TANDA" not in link


@pytest.mark.parametrize(
    "fields",
    [
        {"lat": "91", "lon": "110"},
        {"lat": "NaN", "lon": "Infinity"},
        {"lat": "-6.9; DROP TABLE", "lon": "<b>"},
        {"lat": "1e999", "lon": "0", "accuracy_m": "-1"},
        {"note": "x" * 100_000},
        {"lat": "\x00", "lon": "\x00"},
        {"lat": "", "lon": ""},
    ],
)
def test_nothing_beside_the_press_refuses_it(unit, phone, fields):
    assert cry(phone, **fields).status_code == 204
    assert Danger.objects.get(unit=unit).press_count == 1


def test_hostile_fields_refuse_nothing(phone):
    for text in json.loads(shared_data("hostile/naughty_strings.json").read_text())[:120]:
        assert cry(phone, lat=text, lon=text, accuracy_m=text).status_code == 204


@pytest.mark.parametrize("at", [
    "kemarin", "2026-11-22T03:00:00", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59",
    clock.to_wire(NIGHT + timedelta(days=2)), clock.to_wire(NIGHT - timedelta(days=30)),
])  # fmt: skip
def test_no_clock_of_a_phone_refuses_it(unit, phone, at):
    assert cry(phone, at=at).status_code == 204
    assert Danger.objects.get(unit=unit).raised_at == NIGHT


def test_cry_without_a_line_keeps_its_hour(unit, phone):
    pressed = NIGHT - timedelta(minutes=29)
    cry(phone, at=clock.to_wire(pressed))
    danger = Danger.objects.get(unit=unit)
    assert (danger.raised_at, danger.received_at) == (pressed, NIGHT)
    assert danger.escalate_at > NIGHT


def test_ended_task_refuses_nothing(cast, unit, phone):
    task = make_assignment(cast, unit, make_accepted(cast, make_fire()))
    for step in ("en-route", "decline", "cancel"):
        phone.post(f"/k/langkah/{task.id}/{step}", {"code": "BROKEN"}, **HX)
    assert cry(phone).status_code == 204


def test_sent_twice_with_its_key_is_one_press(unit, phone):
    key = str(uuid.uuid4())
    for _ in range(2):
        assert cry(phone, key=key).status_code == 204
    assert DangerPress.objects.count() == 1
    assert Entry.objects.filter(kind="dispatch.danger.raised").count() == 1


@pytest.mark.parametrize("key", ["é" * 3, "k" * 300])
def test_unreadable_key_refuses_nothing(unit, phone, key):
    assert cry(phone, key=key).status_code == 204
    assert Danger.objects.filter(unit=unit).exists()


def test_key_of_something_else_refuses_nothing(unit, phone):
    key = str(uuid.uuid4())
    phone.post("/k/status", {"state": "AVAILABLE"}, **HX, HTTP_IDEMPOTENCY_KEY=key)
    assert cry(phone, key=key).status_code == 204
    assert Danger.objects.get(unit=unit).press_count == 1


def test_crew_says_that_it_is_safe_and_the_desk_still_ends_it(unit, phone):
    cry(phone)
    assert phone.post("/k/bahaya/aman", {}, **HX).status_code == 204
    shown = page(phone)
    assert "meja yang menutup" in shown
    assert "BAHAYA terkirim" in shown


def test_other_crews_at_the_scene_read_it_and_those_elsewhere_do_not(cast, unit, phone):
    ticket = make_accepted(cast, make_incident(category="DOMESTIC_VIOLENCE"))
    make_assignment(cast, unit, ticket)
    second, third = make_unit(cast), make_unit(cast)
    make_assignment(cast, second, ticket)
    cry(phone)
    assert f"Unit lain dalam bahaya: {unit.call_sign}" in page(make_phone(second))
    assert "Unit lain dalam bahaya" not in page(make_phone(third))
    assert "Unit lain dalam bahaya" not in page(phone)


def test_nobody_without_the_code_cries(cast, client):
    assert client.post("/k/bahaya", {}, **HX).status_code == 401
    assert not Danger.objects.exists()


def test_reading_is_not_crying(phone):
    assert phone.get("/k/bahaya").status_code == 405
    assert not Danger.objects.exists()


def test_open_danger_costs_few_queries(cast, unit, phone, django_assert_max_num_queries):
    make_assignment(cast, unit, make_accepted(cast, make_fire()))
    cry(phone, lat="-6.93", lon="110.21")
    page(phone)
    with django_assert_max_num_queries(17):
        page(phone)
