"""A crew's task: what it reads, what it may press, whom it may ring."""

import uuid

import pytest

from kentongan.dispatch import services
from kentongan.dispatch.models import Assignment
from kentongan.geo.places import PlaceQuality, PlaceSource
from kentongan.incidents.enums import ContactSafety
from kentongan.incidents.models import Report
from kentongan.incidents.types import PlaceInput
from kentongan.journal.models import Entry, StoredAnswer
from kentongan.kernel.actors import SETUP
from tests.conftest import NIGHT
from tests.dispatch.make import make_accepted, make_assignment, make_fire
from tests.field.make import HX, NO_POSITION, make_phone, press, shown
from tests.fleet.make import make_ambulance, make_unit
from tests.incidents.make import KENDAL_POINT, MARK_NAME, MARK_PHONE

pytestmark = pytest.mark.usefixtures("night")


def make_task(cast, unit, **incident):
    return make_assignment(cast, unit, make_accepted(cast, make_fire(**incident)))


def test_task_shows_what_where_and_how_many(cast):
    unit = make_unit(cast)
    task = make_task(cast, unit)
    page = shown(make_phone(unit))
    assert task.incident.number in page
    assert "P1 Merah" in page
    assert "1 laporan" in page
    assert f"geo:{KENDAL_POINT[0]}" in page
    assert "LOKASI BELUM PASTI" not in page


def test_village_is_no_position(cast):
    unit = make_unit(cast)
    place = PlaceInput(
        source=PlaceSource.REGION, quality=PlaceQuality.VILLAGE_ONLY, address="Utara jembatan"
    )
    make_task(cast, unit, place=place, region="33.24.13.2001")
    page = shown(make_phone(unit))
    assert "LOKASI BELUM PASTI — telepon pelapor" in page
    assert "Utara jembatan" in page
    assert "Kebonharjo" in page
    assert "geo:" not in page


def test_uncertain_place_never_asks_to_ring_whom_a_ring_betrays(cast):
    unit = make_unit(cast)
    place = PlaceInput(source=PlaceSource.REGION, quality=PlaceQuality.VILLAGE_ONLY)
    make_task(cast, unit, place=place, contact_safety=ContactSafety.DO_NOT_CONTACT)
    page = shown(make_phone(unit))
    assert "LOKASI BELUM PASTI" in page
    assert "telepon pelapor</span>" not in page.replace("JANGAN telepon pelapor</span>", "")
    assert "JANGAN HUBUNGI" in page
    assert "Buka nomor pelapor" not in page


def test_crew_on_the_scene_says_that_it_is_under_control(cast):
    unit, other = make_unit(cast), make_unit(cast)
    task = make_task(cast, unit)
    phone = make_phone(unit)
    assert "step-control" not in shown(phone)
    assert press(phone, task, "on-scene", **NO_POSITION).status_code == 204
    assert 'id="step-control"' in shown(phone)
    assert press(make_phone(other), task, "control").status_code == 404
    assert press(phone, task, "control").status_code == 204
    task.incident.refresh_from_db()
    assert task.incident.state == "CONTROLLED"
    assert "step-control" not in shown(phone)


@pytest.mark.parametrize(
    ("taken", "offered", "not_offered"),
    [
        ([], {"acknowledge", "en-route", "on-scene"}, {"clear", "at-hospital"}),
        (["acknowledge"], {"en-route", "on-scene"}, {"acknowledge", "clear"}),
        (["acknowledge", "en-route"], {"on-scene"}, {"en-route", "transport", "clear"}),
        (["acknowledge", "en-route", "on-scene"], {"clear"}, {"transport", "on-scene"}),
    ],
)
def test_only_what_may_be_pressed_now(cast, taken, offered, not_offered):
    unit = make_unit(cast)
    task = make_task(cast, unit)
    phone = make_phone(unit)
    for step in taken:
        fields = NO_POSITION if step == "on-scene" else {}
        assert press(phone, task, step, **fields).status_code == 204
    page = shown(phone)
    assert {step for step in offered if f'id="step-{step}"' in page} == offered
    assert not {step for step in not_offered if f'id="step-{step}"' in page}


def test_crew_that_turns_back_is_asked_why_it_is_over(cast):
    unit = make_unit(cast)
    task = make_task(cast, unit)
    phone = make_phone(unit)
    press(phone, task, "en-route")
    assert 'id="unarrived"' in shown(phone)
    assert press(phone, task, "clear").status_code == 409
    assert press(phone, task, "clear", code="CALLED_OFF").status_code == 204
    task.refresh_from_db()
    task.ticket.refresh_from_db()
    assert (task.state, task.ticket.attendance) == ("CLEARED", "CALLED_OFF")


def test_ambulance_is_asked_for_its_patient(cast):
    unit = make_ambulance(cast)
    ticket = services.forward_ticket(
        by=SETUP, incident_id=make_fire().id, org_id=cast.org_id("medical"), at=NIGHT
    )
    services.accept_ticket(by=SETUP, ticket_id=ticket.id, name="Ners A", at=NIGHT)
    task = services.assign_unit(by=SETUP, ticket_id=ticket.id, unit_id=unit.id, at=NIGHT)
    phone = make_phone(unit)
    for step in ("acknowledge", "en-route"):
        press(phone, task, step)
    assert 'id="step-transport"' in shown(phone)  # who forgot "tiba" is not held up by it
    press(phone, task, "on-scene", **NO_POSITION)
    assert 'id="step-transport"' in shown(phone)
    for step in ("transport", "at-hospital", "clear"):
        assert press(phone, task, step).status_code == 204
    assert "Tidak ada tugas" in shown(phone)


def test_a_press_sent_twice_is_taken_once(cast):
    unit = make_unit(cast)
    task = make_task(cast, unit)
    phone = make_phone(unit)
    key = {"HTTP_IDEMPOTENCY_KEY": str(uuid.uuid4())}
    first = phone.post(f"/k/langkah/{task.id}/acknowledge", **HX, **key)
    again = phone.post(f"/k/langkah/{task.id}/acknowledge", **HX, **key)
    assert (first.status_code, again.status_code) == (204, 204)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.headers["HX-Trigger"] == "crew-changed"
    moved = Entry.objects.filter(subject_id=task.id, kind="dispatch.assignment.moved")
    assert moved.count() <= 1


def test_step_without_script_leads_back(cast):
    unit = make_unit(cast)
    task = make_task(cast, unit)
    answer = make_phone(unit).post(f"/k/langkah/{task.id}/acknowledge")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/k/")


def test_declining_needs_its_reason(cast):
    unit = make_unit(cast)
    task = make_task(cast, unit)
    phone = make_phone(unit)
    assert press(phone, task, "decline").status_code == 400
    assert press(phone, task, "decline", code="BROKEN", reason="x" * 201).status_code == 400
    assert press(phone, task, "decline", code="BROKEN", reason="ban bocor").status_code == 204
    assert Assignment.objects.get(id=task.id).end_reason == "Unit rusak: ban bocor"


def test_broken_down_unit_loses_its_task(cast):
    unit = make_unit(cast)
    task = make_task(cast, unit)
    phone = make_phone(unit)
    assert press(phone, task, "break-down", reason="mesin").status_code == 204
    page = shown(phone)
    assert "Tidak ada tugas" in page
    assert "Rusak" in page


@pytest.mark.parametrize("step", ["cancel", "fly"])
def test_steps_of_others_are_not_there(cast, step):
    unit = make_unit(cast)
    task = make_task(cast, unit)
    assert press(make_phone(unit), task, step).status_code == 404


def test_task_of_another_unit_is_not_found(cast):
    task = make_task(cast, make_unit(cast))
    other = make_phone(make_unit(cast))
    assert press(other, task, "acknowledge").status_code == 404
    assert task.incident.number not in shown(other)


def test_sheet_holds_no_caller(cast):
    unit = make_unit(cast)
    make_task(cast, unit)
    phone = make_phone(unit)
    page = phone.get("/k/").content.decode() + shown(phone)
    assert MARK_NAME not in page
    assert MARK_PHONE not in page


def test_number_is_told_to_the_crew_and_the_journal_knows(cast):
    unit = make_unit(cast)
    task = make_task(cast, unit, contact_safety=ContactSafety.SAFE)
    phone = make_phone(unit)
    report = Report.objects.get(incident=task.incident)
    answer = phone.post(f"/k/pelapor/{report.id}", **HX)
    assert f"tel:{MARK_PHONE}" in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    entry = Entry.objects.get(kind="incidents.report.revealed")
    assert entry.by_id == unit.id


def test_revealed_number_is_kept_under_no_key(cast):
    unit = make_unit(cast)
    task = make_task(cast, unit, contact_safety=ContactSafety.SAFE)
    report = Report.objects.get(incident=task.incident)
    make_phone(unit).post(f"/k/pelapor/{report.id}", HTTP_IDEMPOTENCY_KEY="k", **HX)
    assert not StoredAnswer.objects.exists()


@pytest.mark.parametrize("safety", [ContactSafety.DO_NOT_CONTACT, ContactSafety.SILENT_ONLY])
def test_number_stays_closed_where_a_ring_betrays(cast, safety):
    unit = make_unit(cast)
    task = make_task(cast, unit, contact_safety=safety)
    report = Report.objects.get(incident=task.incident)
    answer = make_phone(unit).post(f"/k/pelapor/{report.id}", **HX)
    assert answer.status_code == 403
    assert "JANGAN HUBUNGI" in answer.content.decode()
    assert not Entry.objects.filter(kind="incidents.report.revealed").exists()


def test_number_of_another_incident_stays_closed(cast):
    unit = make_unit(cast)
    make_task(cast, unit)
    other = Report.objects.get(incident=make_fire())
    assert make_phone(unit).post(f"/k/pelapor/{other.id}", **HX).status_code == 409


def test_number_stays_closed_after_the_task(cast):
    unit = make_unit(cast)
    task = make_task(cast, unit, contact_safety=ContactSafety.SAFE)
    phone = make_phone(unit)
    for step in ("acknowledge", "en-route"):
        press(phone, task, step)
    press(phone, task, "on-scene", **NO_POSITION)
    press(phone, task, "clear")
    report = Report.objects.get(incident=task.incident)
    assert phone.post(f"/k/pelapor/{report.id}", **HX).status_code == 409


def test_other_units_are_named(cast):
    unit, second = make_unit(cast), make_unit(cast)
    ticket = make_accepted(cast, make_fire())
    make_assignment(cast, unit, ticket)
    make_assignment(cast, second, ticket)
    assert second.call_sign in shown(make_phone(unit))


def test_page_costs_few_queries(cast, django_assert_max_num_queries):
    unit = make_unit(cast)
    make_task(cast, unit)
    phone = make_phone(unit)
    phone.get("/k/")
    with django_assert_max_num_queries(16):
        phone.get("/k/")


def test_crew_reads_red_until_somebody_has_confirmed_by_name(cast):
    unit = make_unit(cast)
    task = make_task(cast, unit)
    phone = make_phone(unit)
    condition = services.ask_condition(
        by=SETUP, incident_id=task.incident_id, kind="POWER_OFF", where="Gardu 12",
        org_id=cast.org_id("disaster"), at=NIGHT,
    )  # fmt: skip
    page = shown(phone)
    assert "LISTRIK BELUM DINYATAKAN PADAM" in page
    assert "Gardu 12" in page
    services.confirm_condition(by=SETUP, condition_id=condition.id, name="Pak Slamet", at=NIGHT)
    page = shown(phone)
    assert "Listrik padam" in page
    assert "Pak Slamet" in page
