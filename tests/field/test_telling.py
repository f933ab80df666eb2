"""What a crew tells from the scene, also when its line comes back late."""

import uuid
from datetime import timedelta

import pytest

from kentongan.dispatch.models import Assignment
from kentongan.files.models import Attachment
from kentongan.incidents.models import LogLine
from kentongan.journal.models import Entry
from kentongan.kernel import clock
from kentongan.messaging.models import Message
from tests.board.make import browser_of
from tests.caller import caller_of
from tests.conftest import NIGHT
from tests.dispatch.make import make_accepted, make_assignment, make_fire, step
from tests.field.make import HX, make_phone, press
from tests.fleet.make import make_unit

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


def tell(phone, task, what, **fields):
    return phone.post(f"/k/{what}/{task.id}", fields, **HX)


def facts_of(kind):
    return Entry.objects.get(kind=kind).facts


def test_size_up_stands_in_the_log_with_the_units_name(unit, task, phone):
    said = {"seen": ["Api terlihat", "Ada orang terjebak"], "note": "Lantai dua"}
    assert tell(phone, task, "situasi", **said).status_code == 204
    line = LogLine.objects.get()
    assert line.incident_id == task.incident_id
    assert line.text == (
        f"Laporan situasi awal ({unit.call_sign}): Api terlihat; Ada orang terjebak; Lantai dua"
    )
    assert facts_of("dispatch.assignment.sized-up")["line_id"] == str(line.id)


def test_size_up_that_says_nothing_is_refused(task, phone):
    answer = tell(phone, task, "situasi", seen="Kata buatan sendiri")
    assert answer.status_code >= 400
    assert "Laporan situasi belum berisi apa pun" in answer.content.decode()
    assert "Penolakan" not in answer.content.decode()
    assert not LogLine.objects.exists()


def test_help_rings_the_agency_and_the_supervisor_without_the_crews_words(unit, task, phone):
    answer = tell(phone, task, "bantuan", wanted=["AMBULANCE", "WATER"], note="TANDA-KATA luka")
    assert answer.status_code == 204
    assert LogLine.objects.get().text == (
        f"Minta bantuan ({unit.call_sign}): Ambulans, Pasokan air. TANDA-KATA luka"
    )
    facts = facts_of("dispatch.assignment.help-asked")
    assert (facts["wanted"], facts["rung"]) == (["AMBULANCE", "WATER"], True)
    rung = [m for m in Message.objects.all() if "minta bantuan" in m.text]
    assert rung
    assert len({m.recipient for m in rung}) == len(rung)
    assert all("TANDA" not in m.text for m in rung)


def test_help_stands_on_the_tickets_row_until_the_task_is_over(cast, unit, task, phone):
    tell(phone, task, "bantuan", wanted=["AMBULANCE", "WATER"], note="TANDA-KATA luka")
    desk = browser_of(cast, "operator")
    row = desk.get(f"/tiket/baris/{task.ticket_id}").content.decode()
    assert f"{unit.call_sign} minta bantuan" in row
    assert "Ambulans, Pasokan air" in row
    assert "TANDA-KATA" not in row
    assert "Ambulans, Pasokan air" in desk.get("/tiket").content.decode()
    told = caller_of(cast, "operator").get("/tickets").json()["items"][0]["units"][0]
    assert told["help_wanted"] == ["AMBULANCE", "WATER"]
    for name in ("en-route", "transport", "clear"):
        step(cast.fire_officer, task, name)
    assert "minta bantuan" not in desk.get(f"/tiket/baris/{task.ticket_id}").content.decode()


def test_help_in_words_alone_points_to_the_log(cast, task, phone):
    tell(phone, task, "bantuan", note="Selang pecah")
    row = browser_of(cast, "operator").get(f"/tiket/baris/{task.ticket_id}").content.decode()
    assert "lihat catatan kejadian" in row
    assert "Selang" not in row


@pytest.mark.parametrize("ticked", [{}, {"wanted": "HELIKOPTER"}, {"note": "   "}])
def test_help_without_a_word_is_accepted_and_rings(cast, unit, task, phone, ticked):
    assert tell(phone, task, "bantuan", **ticked).status_code == 204
    facts = facts_of("dispatch.assignment.help-asked")
    assert (facts["wanted"], facts["rung"]) == ([], True)
    assert [m for m in Message.objects.all() if "minta bantuan" in m.text]
    line = LogLine.objects.get().text
    assert line == f"Minta bantuan ({unit.call_sign}): belum dikatakan apa: hubungi awak"
    row = browser_of(cast, "operator").get(f"/tiket/baris/{task.ticket_id}").content.decode()
    assert f"{unit.call_sign} minta bantuan" in row


def test_ended_task_tells_no_more(cast, task, phone):
    for name in ("en-route", "transport", "clear"):
        step(cast.fire_officer, task, name)
    assert tell(phone, task, "bantuan", wanted="WATER").status_code == 404


def test_another_units_task_is_not_there(cast, task):
    stranger = make_phone(make_unit(cast))
    for what in ("situasi", "bantuan"):
        assert tell(stranger, task, what, note="x").status_code == 404


def photo(phone, incident_id, own_id, body=b"\xff\xd8foto"):
    return phone.post(
        f"/k/foto/{incident_id}?id={own_id}&name=atap.jpg", body, content_type="image/jpeg"
    )


def test_photo_sent_twice_is_one_photo(task, phone):
    own_id = uuid.uuid4()
    for _ in range(2):
        assert photo(phone, task.incident_id, own_id).status_code == 204
    assert Attachment.objects.get().subject_id == task.incident_id
    assert "Kirim foto" in phone.get("/k/isi", **HX).content.decode()


def test_photo_of_a_strangers_incident_is_refused(task, phone, cast):
    assert photo(phone, make_fire().id, uuid.uuid4()).status_code in {403, 404}
    assert photo(phone, task.incident_id, "bukan-uuid").status_code == 400


def at_wire(moment):
    return {"HTTP_X_OCCURRED_AT": clock.to_wire(moment)}


def press_late(phone, task, name, pressed_at, **more):
    return phone.post(f"/k/langkah/{task.id}/{name}", {}, **HX, **at_wire(pressed_at), **more)


def test_step_pressed_without_a_line_counts_from_the_press(task, phone):
    later = NIGHT + timedelta(minutes=20)
    with clock.using(clock.SetClock(later)):
        press_late(phone, task, "en-route", NIGHT + timedelta(minutes=2))
    task.refresh_from_db()
    assert task.en_route_at == NIGHT + timedelta(minutes=2)
    entry = Entry.objects.filter(kind="dispatch.assignment.moved").latest("seq")
    assert entry.occurred_at == NIGHT + timedelta(minutes=2)
    assert entry.recorded_at > entry.occurred_at


@pytest.mark.parametrize("hours", [-1, 13])
def test_wrong_clock_of_a_phone_moves_no_moment(task, phone, hours):
    press_late(phone, task, "en-route", NIGHT - timedelta(hours=hours))
    task.refresh_from_db()
    assert task.en_route_at == NIGHT


def test_step_sent_twice_is_taken_once(task, phone):
    key = {"HTTP_IDEMPOTENCY_KEY": str(uuid.uuid4())}
    press_late(phone, task, "en-route", NIGHT, **key)
    again = press_late(phone, task, "en-route", NIGHT, **key)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert Entry.objects.filter(kind="dispatch.assignment.moved").count() == 1


def test_step_before_the_task_was_given_counts_from_the_task(task, phone):
    with clock.using(clock.SetClock(NIGHT + timedelta(hours=1))):
        press_late(phone, task, "en-route", task.assigned_at - timedelta(hours=1))
    task = Assignment.objects.get(id=task.id)
    assert task.en_route_at >= task.assigned_at


def test_page_asks_what_is_seen_by_the_kind_of_incident(task, phone):
    page = phone.get("/k/isi", **HX).content.decode()
    for words in ("Api terlihat", "Pasokan air", "Minta bantuan sekarang"):
        assert words in page
    assert press(phone, task, "acknowledge").status_code == 204
