"""A crew's phone in a browser: a task is pressed through to its end, and nothing is reloaded."""

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
from kentongan.incidents.types import PlaceInput, ReportInput
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
from tests.browser.conftest import PHONE
from tests.cast import Cast
from tests.fleet.make import make_ambulance
from tests.incidents.make import new_incident
from tests.node import RunningNode

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]

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
    context.set_default_timeout(8000)
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
    phone.reload()
    expect(phone.locator("h1")).to_have_text("Kode unit ini tidak berlaku lagi.")
    screenshot("field-revoked", page=phone)
