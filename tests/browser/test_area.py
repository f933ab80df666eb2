"""A village head's phone: a pasted message is checked and sent, a question is answered by taps."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from kentongan.accounts.hashers import SmallArgon2
from kentongan.accounts.models import User
from kentongan.geo.places import PlaceQuality, PlaceSource
from kentongan.incidents import services as incidents
from kentongan.incidents.types import PlaceInput
from kentongan.journal import services as journal
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
from kentongan.villages import services
from kentongan.villages.models import Verification, VillageReport
from tests.browser.conftest import PHONE
from tests.cast import PASSWORD
from tests.incidents.make import new_incident

pytestmark = [
    pytest.mark.browser, pytest.mark.processes, pytest.mark.django_db(transaction=True),
]  # fmt: skip

PASTED = "[27/11/26 14.05] Pak Lurah: Pohon tumbang di RT 3 https://maps.google.com/?q=-6.92,110.20"


def enter(page: Page, origin: str, name: str) -> None:
    hashed = SmallArgon2().encode(PASSWORD, "garamgaramgaram1")
    with journal.act(by=SETUP, at=clock.now()):
        User.objects.filter(username=name).update(password=hashed)
    page.goto(f"{origin}/account/sign-in")
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/(wilayah|panggilan)$"))


def test_village_sends_a_message_and_answers_a_question(living_node, cast, browser, screenshot):
    origin = f"http://127.0.0.1:{living_node.port}"
    context = browser.new_context(viewport=PHONE, locale="id-ID", has_touch=True)
    context.set_default_timeout(30_000)
    page = context.new_page()
    enter(page, origin, "village_head")
    page.fill("#pasted-text", PASTED)
    page.get_by_role("button", name="Periksa pesan").click()
    expect(page.locator("#pasted")).to_contain_text("Pak Lurah")
    expect(page.locator("#pasted")).to_contain_text("-6.92, 110.2")
    assert not VillageReport.objects.exists()
    place = PlaceInput(
        source=PlaceSource.REGION, quality=PlaceQuality.VILLAGE_ONLY, address="Dekat musala"
    )
    incident = incidents.open_incident(
        by=SETUP, new=new_incident(region="33.24.15.2001", place=place), at=clock.now()
    )
    services.ask_village(by=cast.operator, incident_id=incident.id, at=clock.now())
    expect(page.locator("#area")).to_contain_text("Dekat musala")
    page.locator("#area details summary").click()
    for theme in ("light", "dark", "sunlight"):
        page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
        screenshot(f"area-phone-{theme}", page=page)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("button", name="Benar").click()
    expect(page.locator("#area")).to_contain_text("Tidak ada yang ditanyakan.")
    assert Verification.objects.get().finding == "TRUE"
    page.fill("#pasted-text", PASTED)
    page.get_by_role("button", name="Periksa pesan").click()
    page.get_by_role("button", name="Kirim ke 112").click()
    expect(page.locator("#area")).to_contain_text("Menunggu petugas 112")
    context.close()


def test_officer_confirms_what_a_village_has_sent(living_node, cast, browser: Browser, screenshot):
    origin = f"http://127.0.0.1:{living_node.port}"
    said = services.Pasted(text="Pohon tumbang di RT 3", author="Pak Lurah", lat=-6.92, lon=110.2)
    services.send_report(by=cast.village_head, region="3324152001", said=said, at=clock.now())
    page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="id-ID")
    enter(page, origin, "operator")
    page.goto(f"{origin}/laporan-desa")
    for theme in ("dark", "light"):
        page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
        screenshot(f"village-reports-{theme}", page=page)
    page.get_by_label("Jenis kejadian").select_option("TREE_DOWN")
    page.get_by_role("button", name="Jadikan kejadian").click()
    page.wait_for_url("**/kejadian/*")
    page.close()
    assert VillageReport.objects.get().incident is not None
