"""A crew's phone in a browser: a task is pressed through to its end, and nothing is reloaded."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from kentongan.dispatch import services as dispatch
from kentongan.dispatch.models import Assignment
from kentongan.fleet import services as fleet
from kentongan.fleet.models import Unit
from kentongan.geo.places import PlaceQuality, PlaceSource
from kentongan.incidents import services as incidents
from kentongan.incidents.enums import ContactSafety
from kentongan.incidents.models import LogLine
from kentongan.incidents.types import PlaceInput, ReportInput
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
from tests.browser.conftest import PHONE
from tests.cast import Cast
from tests.fleet.make import make_ambulance
from tests.incidents.make import new_incident
from tests.node import RunningNode, wait_for

pytestmark = [
    pytest.mark.browser, pytest.mark.processes, pytest.mark.django_db(transaction=True),
]  # fmt: skip

VILLAGE = PlaceInput(
    source=PlaceSource.REGION,
    quality=PlaceQuality.VILLAGE_ONLY,
    address="Utara jembatan Bodri, rumah kedua kiri, dekat musala",
)


@pytest.fixture
def phone(browser: Browser) -> Any:
    context = browser.new_context(
        viewport=PHONE, locale="id-ID", has_touch=True, is_mobile=True, device_scale_factor=2
    )
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def enter(phone: Page, node: RunningNode, unit: Unit) -> None:
    token = fleet.issue_vehicle_token(by=SETUP, unit_id=unit.id, at=clock.now())
    phone.goto(f"http://127.0.0.1:{node.port}/k/{token}")
    expect(phone.locator("#live-badge")).to_have_class("live-badge is-ok")


def send(cast: Cast, unit: Unit, org: str = "medical", **overrides: Any) -> Assignment:
    """A task for a unit, from the incident to the assignment, now."""
    at = clock.now()
    said = {
        "category": "FIRE_STRUCTURE", "region": "33.24.13.2001", "place": VILLAGE,
        "narrative": "Kebakaran rumah, satu orang masih di dalam, api dari dapur.",
        "contact_safety": ContactSafety.SAFE,
        "report": ReportInput(name="Ibu Yatmi (karangan)", phone="+6281200000001"),
    }  # fmt: skip
    incident = incidents.open_incident(by=SETUP, new=new_incident(**(said | overrides)), at=at)
    ticket = dispatch.forward_ticket(
        by=SETUP, incident_id=incident.id, org_id=cast.org_id(org), at=at
    )
    dispatch.accept_ticket(by=SETUP, ticket_id=ticket.id, name="Serka Budi", at=at)
    return dispatch.assign_unit(by=SETUP, ticket_id=ticket.id, unit_id=unit.id, at=at)


def themes(phone: Page, screenshot: Any, name: str) -> None:
    for theme in ("sunlight", "light", "dark"):
        phone.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
        screenshot(f"{name}-{theme}", page=phone)
    phone.evaluate("() => document.documentElement.dataset.theme = 'sunlight'")


def test_crew_presses_through_to_the_end(living_node, cast, phone, screenshot):
    unit = make_ambulance(cast, call_sign="PSC Kendal 1")
    errors: list[str] = []
    phone.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    phone.on("dialog", lambda dialog: dialog.accept())
    enter(phone, living_node, unit)
    expect(phone.locator("h1")).to_have_text("Tidak ada tugas")
    assert phone.url.endswith("/k/")
    themes(phone, screenshot, "field-idle")

    phone.fill("#crew_count", "3")
    phone.fill("#fuel_percent", "80")
    phone.get_by_role("button", name="Unit siap shift ini").click()
    expect(phone.get_by_text("Kesiapan terkonfirmasi")).to_be_visible()

    task = send(cast, unit)
    expect(phone.locator("h1")).to_contain_text("Kebakaran")
    expect(phone.get_by_text("LOKASI BELUM PASTI — telepon pelapor")).to_be_visible()
    themes(phone, screenshot, "field-task")

    phone.get_by_role("button", name="Buka nomor pelapor").click()
    expect(phone.locator("a[href='tel:+6281200000001']").first).to_be_visible()
    for word, state in (
        ("Terima tugas", "ACKNOWLEDGED"), ("Berangkat", "EN_ROUTE"), ("Tiba di lokasi", "ON_SCENE"),
        ("Bawa pasien", "TRANSPORTING"), ("Tiba di rumah sakit", "AT_HOSPITAL"),
    ):  # fmt: skip
        phone.get_by_role("button", name=word).click()
        expect(phone.locator("#task")).to_have_attribute("data-step", state)
        if state == "ON_SCENE":
            themes(phone, screenshot, "field-scene")
    # what was opened stays open through every refresh
    expect(phone.locator("a[href='tel:+6281200000001']").first).to_be_visible()
    phone.get_by_role("button", name="Selesai").click()
    expect(phone.locator("h1")).to_have_text("Tidak ada tugas")
    assert Assignment.objects.get(id=task.id).state == "CLEARED"
    assert errors == []


EXACT = PlaceInput(
    lat=-6.9217, lon=110.2030, accuracy_m=30, source=PlaceSource.MAP, quality=PlaceQuality.EXACT,
    address="Kebondalem, gang sebelah stadion, rumah pagar hijau",
)  # fmt: skip


def test_crew_without_a_position_answers_with_one_more_tap(living_node, cast, phone, screenshot):
    unit = make_ambulance(cast, call_sign="PSC Kendal 1")
    task = send(cast, unit, place=EXACT)
    enter(phone, living_node, unit)
    phone.get_by_role("button", name="Berangkat").click()
    phone.get_by_role("button", name="Tiba di lokasi").click()
    asked = phone.get_by_role("alert").filter(has_text="tinggal satu jawaban")
    expect(asked).to_be_visible()
    # one line, until it is opened: the sheet and "Minta bantuan" stay in reach
    line = phone.locator("#thumb").bounding_box()
    assert line is not None
    assert line["height"] < PHONE["height"] / 6
    expect(phone.get_by_text("Minta bantuan", exact=True)).to_be_visible()
    screenshot("field-why-line", page=phone)
    asked.click()
    themes(phone, screenshot, "field-why")
    task.refresh_from_db()
    pressed_at = task.arrival_claimed_at
    assert (task.state, task.on_scene_at) == ("EN_ROUTE", None)
    # the question outlives the page, and each answer is as large as a gloved finger
    phone.reload()
    asked.click()
    for button in phone.locator("#thumb .btn:visible:not(.wide)").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 48
        assert box["y"] + box["height"] <= PHONE["height"]
    phone.get_by_role("button", name="Posisi tidak ada").click()
    expect(phone.locator("#task")).to_have_attribute("data-step", "ON_SCENE")
    task.refresh_from_db()
    assert (task.on_scene_at, task.arrival_reason) == (pressed_at, "NO_POSITION")
    expect(phone.get_by_role("button", name="Bawa pasien")).to_be_visible()


def test_crew_writes_another_reason_or_has_pressed_too_early(living_node, cast, phone, screenshot):
    unit = make_ambulance(cast)
    task = send(cast, unit, place=EXACT)
    at = clock.now()
    fleet.report_position(by=SETUP, unit_id=unit.id, lat=-6.95, lon=110.2030, at=at)
    enter(phone, living_node, unit)
    phone.get_by_role("button", name="Tiba di lokasi").click()
    phone.get_by_text("tinggal satu jawaban").click()
    expect(phone.get_by_text("Posisi unit jauh dari titik kejadian")).to_be_visible()
    phone.get_by_role("button", name="Belum tiba").click()
    expect(phone.get_by_role("button", name="Terima tugas")).to_be_visible()
    phone.get_by_role("button", name="Tiba di lokasi").click()
    phone.get_by_text("tinggal satu jawaban").click()
    phone.get_by_text("Alasan lain").click()
    phone.get_by_label("Tulis alasannya").fill("Masuk lewat jalan sawah")
    screenshot("field-why-other", page=phone)
    phone.get_by_role("button", name="Simpan alasan").click()
    expect(phone.locator("#task")).to_have_attribute("data-step", "ON_SCENE")
    task.refresh_from_db()
    assert (task.arrival_reason, task.arrival_note) == ("OTHER", "Masuk lewat jalan sawah")


def test_crew_whose_phone_tells_that_it_is_there_is_asked_nothing(living_node, cast, browser):
    unit = make_ambulance(cast)
    send(cast, unit, place=EXACT)
    context = browser.new_context(
        viewport=PHONE, locale="id-ID", permissions=["geolocation"],
        geolocation={"latitude": -6.9218, "longitude": 110.2031},
    )  # fmt: skip
    context.set_default_timeout(30_000)
    phone = context.new_page()
    enter(phone, living_node, unit)
    with phone.expect_response(lambda answer: answer.url.endswith("/k/posisi")):
        phone.get_by_role("button", name="Berangkat").click()
    # or one press on what the position has proposed meanwhile: neither asks where the unit is
    arrived = phone.get_by_role("button", name=re.compile("^(Tiba di lokasi|Benar, tiba)"))
    arrived.filter(visible=True).first.click()
    expect(phone.locator("#task")).to_have_attribute("data-step", "ON_SCENE")
    context.close()


def test_arrival_by_position_is_confirmed_with_one_press(living_node, cast, phone, screenshot):
    unit = make_ambulance(cast)
    task = send(cast, unit, place=EXACT)
    enter(phone, living_node, unit)
    phone.get_by_role("button", name="Berangkat").click()
    expect(phone.locator("#task")).to_have_attribute("data-step", "EN_ROUTE")
    there_at = clock.now()
    fleet.report_position(by=SETUP, unit_id=unit.id, lat=-6.9218, lon=110.2031, at=there_at)
    expect(phone.get_by_text("Menurut posisi, unit tiba pukul")).to_be_visible()
    task.refresh_from_db()
    assert (task.state, task.on_scene_at) == ("EN_ROUTE", None)
    themes(phone, screenshot, "field-proposed")
    phone.get_by_role("button", name="Benar, tiba").click()
    expect(phone.locator("#task")).to_have_attribute("data-step", "ON_SCENE")
    task.refresh_from_db()
    assert (task.on_scene_at, task.arrival_proof) == (there_at, "NEAR")


def test_change_at_the_desk_reaches_the_phone(living_node, cast, phone, screenshot):
    unit = make_ambulance(cast)
    enter(phone, living_node, unit)
    safe = {"contact_safety": ContactSafety.DO_NOT_CONTACT}
    task = send(cast, unit, **safe)
    expect(phone.get_by_text("JANGAN HUBUNGI pelapor.")).to_be_visible()
    expect(phone.get_by_role("button", name="Buka nomor pelapor")).to_have_count(0)
    screenshot("field-silent-sunlight", page=phone)
    dispatch.step_assignment(by=SETUP, assignment_id=task.id, step="cancel", at=clock.now())
    expect(phone.locator("h1")).to_have_text("Tidak ada tugas")


def test_declining_asks_for_a_reason(living_node, cast, phone, screenshot):
    unit = make_ambulance(cast)
    task = send(cast, unit)
    enter(phone, living_node, unit)
    phone.get_by_text("Tolak (alasan)").click()
    phone.get_by_role("radio", name="Unit rusak").check()
    screenshot("field-decline-sunlight", page=phone)
    phone.get_by_role("button", name="Tolak tugas").click()
    expect(phone.locator("h1")).to_have_text("Tidak ada tugas")
    assert Assignment.objects.get(id=task.id).end_reason == "Unit rusak"


def test_phone_without_a_line_says_so(living_node, cast, phone):
    enter(phone, living_node, make_ambulance(cast))
    phone.context.set_offline(True)
    expect(phone.locator("#live-badge")).to_contain_text("Luring", timeout=30_000)


def test_revoked_code_shows_what_to_do(living_node, cast, phone, screenshot):
    unit = make_ambulance(cast)
    enter(phone, living_node, unit)
    fleet.revoke_vehicle_token(by=SETUP, unit_id=unit.id, at=clock.now())
    # its stream tells it so: nobody has to touch the phone
    expect(phone.locator("h1")).to_have_text("Kode unit ini tidak berlaku lagi.")
    screenshot("field-revoked", page=phone)


def test_crew_without_a_line_goes_on_and_everything_arrives(living_node, cast, phone, screenshot):
    unit = make_ambulance(cast)
    task = send(cast, unit)
    enter(phone, living_node, unit)
    phone.get_by_text("Laporan situasi awal").click()
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Berangkat").click()
    outbox = phone.locator("#outbox")
    expect(outbox.locator("summary")).to_have_text("Luring — 1 belum terkirim")
    pressed_by = clock.now()
    expect(phone.get_by_role("button", name="Berangkat")).to_have_count(0)
    expect(phone.get_by_role("button", name="Tiba di lokasi")).to_be_visible()
    phone.get_by_label("Api terlihat").check()
    phone.get_by_role("button", name="Kirim laporan").click()
    expect(outbox.locator("summary")).to_have_text("Luring — 2 belum terkirim")
    for theme in ("sunlight", "dark"):
        phone.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
        screenshot(f"field-outbox-{theme}", page=phone)
    task.refresh_from_db()
    assert task.state == "ASSIGNED"
    phone.context.set_offline(False)
    expect(outbox).to_be_hidden(timeout=20_000)
    expect(phone.locator("#task")).to_have_attribute("data-step", "EN_ROUTE", timeout=20_000)
    wait_for(LogLine.objects.filter(incident_id=task.incident_id).exists)
    task.refresh_from_db()
    assert task.en_route_at is not None
    assert task.en_route_at <= pressed_by
    assert LogLine.objects.get(incident_id=task.incident_id).text.endswith("Api terlihat")


def test_crew_asks_for_help_with_a_gloved_finger(living_node, cast, phone, screenshot):
    unit = make_ambulance(cast)
    task = send(cast, unit)
    enter(phone, living_node, unit)
    phone.get_by_text("Minta bantuan", exact=True).click()
    for label in phone.locator("#help .choice span").all():
        box = label.bounding_box()
        assert box is not None
        assert box["height"] >= 44
    phone.locator("#help").get_by_label("Ambulans").check()
    screenshot("field-help", page=phone)
    phone.get_by_role("button", name="Minta bantuan sekarang").click()
    expect(phone.locator("#help [name=wanted]:checked")).to_have_count(0)
    lines = LogLine.objects.filter(incident_id=task.incident_id)
    wait_for(lambda: [line.text.split(": ")[-1] for line in lines.all()] == ["Ambulans"])
