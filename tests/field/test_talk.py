"""The talk of desks and crews at one scene, on the phone in the cab."""

import json
from datetime import timedelta

import pytest

from kentongan.incidents import services as incidents
from kentongan.incidents.models import LogLine
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
from tests.conftest import NIGHT
from tests.data import shared_data
from tests.dispatch.make import make_accepted, make_assignment, make_fire, step
from tests.field.make import HX, make_phone
from tests.fleet.make import make_unit
from tests.incidents.make import make_incident

pytestmark = pytest.mark.usefixtures("night")


@pytest.fixture
def unit(cast):
    return make_unit(cast)


@pytest.fixture
def task(cast, unit):
    return make_assignment(cast, unit, make_accepted(cast, make_fire()))


@pytest.fixture
def phone(unit):
    return make_phone(unit)


def say(phone, task, at=None, **fields):
    more = {"HTTP_X_OCCURRED_AT": clock.to_wire(at)} if at else {}
    return phone.post(f"/k/bicara/{task.id}", fields, **HX, **more)


def page(phone):
    return phone.get("/k/isi", **HX).content.decode()


def tell(cast, task, text, by="operator", **values):
    return incidents.write_log(
        by=cast.actor(by), incident_id=task.incident_id, text=text, at=NIGHT, **values
    )


def test_desks_line_for_crews_is_read_with_the_desk_and_no_name(cast, task, phone):
    tell(cast, task, "TANDA-RAHASIA hanya meja")
    tell(cast, task, "Jangan masuk dari timur", to_crews=True)
    shown = page(phone)
    assert "Jangan masuk dari timur" in shown
    assert "Pusat Panggilan 112 Kendal" in shown
    assert "TANDA-RAHASIA" not in shown
    assert cast.people["operator"].name not in shown


def test_crews_line_reaches_the_log_and_the_other_crews(cast, unit, task, phone):
    second = make_unit(cast)
    make_assignment(cast, second, task.ticket)
    assert say(phone, task, text="  Pintu belakang terkunci ").status_code == 204
    line = LogLine.objects.get(to_crews=True)
    assert (line.text, line.written_by) == ("Pintu belakang terkunci", unit.id)
    shown = page(make_phone(second))
    assert "Pintu belakang terkunci" in shown
    assert f"<b>{unit.call_sign}</b>" in shown


def test_one_tap_says_a_quick_word(task, phone):
    assert 'value="Dimengerti"' in page(phone)
    say(phone, task, word="Dimengerti", text="")
    assert LogLine.objects.get().text == "Dimengerti"


def test_crew_on_a_restricted_incident_reads_and_writes(cast, unit, phone):
    sealed = make_accepted(cast, make_incident(category="DOMESTIC_VIOLENCE"))
    task = make_assignment(cast, unit, sealed)
    tell(cast, task, "Tunggu polisi", to_crews=True)
    assert "Tunggu polisi" in page(phone)
    assert say(phone, task, text="Menunggu").status_code == 204


def test_newest_line_stands_first(cast, task, phone):
    tell(cast, task, "lama", to_crews=True)
    with clock.using(clock.SetClock(NIGHT + timedelta(minutes=1))):
        say(phone, task, text="baru")
    shown = page(phone)
    assert shown.index("baru") < shown.index("lama</span>")


def test_line_without_a_line_keeps_the_hour_at_which_it_was_written(task, phone):
    written = NIGHT + timedelta(minutes=2)
    received = NIGHT + timedelta(minutes=31)
    with clock.using(clock.SetClock(received)):
        say(phone, task, at=written, text="Terlambat")
    line = LogLine.objects.get()
    assert (line.written_at, line.received_at) == (written, received)


def test_what_was_written_before_the_task_ended_is_taken_after_it(cast, task, phone):
    at = NIGHT + timedelta(minutes=10)
    for name in ("en-route", "transport", "clear"):
        step(cast.fire_officer, task, name, at=at)
    with clock.using(clock.SetClock(NIGHT + timedelta(minutes=20))):
        assert say(phone, task, at=NIGHT + timedelta(minutes=5), text="sempat").status_code == 204
        late = say(phone, task, at=NIGHT + timedelta(minutes=15), text="lewat")
    assert late.status_code == 404
    assert [line.text for line in LogLine.objects.all()] == ["sempat"]


@pytest.mark.parametrize("text", ["", "   ", "x" * 121])
def test_empty_and_too_long_lines_are_refused(task, phone, text):
    refused = say(phone, task, text=text)
    assert refused.status_code == 400
    assert bool(text.strip()) or "Pesannya belum ditulis" in refused.content.decode()
    assert not LogLine.objects.exists()


def test_another_units_task_is_not_there(cast, task):
    assert say(make_phone(make_unit(cast)), task, text="x").status_code == 404


def test_hostile_lines_are_text(task, phone):
    strings = json.loads(shared_data("hostile/naughty_strings.json").read_text())
    for text in [s for s in strings if 0 < len(s.strip()) <= 120][:60]:
        assert say(phone, task, text=text).status_code in {204, 400}
    say(phone, task, text="<script>alert(1)</script>")
    assert "<script>alert(1)" not in page(phone)


def test_lines_shown_are_bounded(cast, task, phone):
    for number in range(30):
        incidents.write_log(
            by=SETUP, incident_id=task.incident_id, text=f"baris-{number}.", to_crews=True,
            at=NIGHT + timedelta(seconds=number),
        )  # fmt: skip
    shown = page(phone)
    assert shown.count("baris-") == 12
    assert "baris-29." in shown


def test_talk_costs_few_queries(cast, task, phone, django_assert_max_num_queries):
    for _ in range(5):
        tell(cast, task, "pesan", to_crews=True)
    page(phone)
    with django_assert_max_num_queries(16):
        page(phone)
