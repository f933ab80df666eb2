"""A caller who knows no address: a link, one key on the telephone, one key at the desk."""

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from kentongan.kernel import clock
from kentongan.locating.models import Fix
from tests.browser.at_the_desk import answer
from tests.browser.conftest import PHONE as NARROW
from tests.browser.conftest import Sit
from tests.browser.test_accessibility import AXE, FINDINGS
from tests.locating.make import hear, message, sent_token
from tests.node import RunningNode
from tests.stories.centre import Centre

pytestmark = [pytest.mark.browser, pytest.mark.processes]

NUMBER = "081234567891"


@pytest.fixture
def node_settings() -> dict[str, str]:
    return {"KENTONGAN_PUBLIC_ADDRESS": "https://112.example.go.id"}


def clean(page: Page) -> None:
    page.evaluate(AXE.read_text(encoding="utf8"))
    found = page.evaluate(FINDINGS)
    assert not found, json.dumps(found, indent=1, ensure_ascii=False)


def test_a_caller_who_knows_no_address(
    sit: Sit, centre: Centre, browser: Browser, living_node: RunningNode, screenshot: Any
) -> None:
    centre.call(NUMBER)
    desk = sit("operator", "/panggilan")
    answer(desk, NUMBER)
    expect(desk.locator("#fixes")).to_contain_text("Telepon belum mengirim lokasi.")
    desk.get_by_text("Pelapor bilang aman menerima SMS").click()
    desk.get_by_role("button", name="Kirim tautan lokasi").click()
    expect(desk.locator("#fixes")).to_contain_text("belum dijawab")

    telephone = browser.new_context(
        viewport=NARROW, locale="id-ID", has_touch=True, permissions=["geolocation"],
        geolocation={"latitude": -6.9194, "longitude": 110.2011, "accuracy": 25},
    )  # fmt: skip
    page = telephone.new_page()
    page.goto(f"http://127.0.0.1:{living_node.port}/l/{sent_token()}")
    screenshot("location-phone", page=page)
    page.get_by_role("button", name="Kirim lokasi").click()
    expect(page.locator("#say")).to_contain_text("dalam lingkaran 25 m")
    screenshot("location-phone-sent", page=page)

    expect(desk.locator("#fixes .is-best")).to_contain_text("dalam radius 25 m")
    desk.keyboard.press("Alt+x")
    expect(desk.locator("#coordinates")).to_have_value("-6.919400, 110.201100")
    expect(desk.locator("#accuracy_m")).to_have_value("25")
    expect(desk.locator("[name=quality][value=EXACT]")).to_be_checked()
    hear(message(radius=1900, pm="C"), phone=NUMBER, at=clock.now())
    expect(desk.locator("#fixes")).to_contain_text("Terlalu luas: tanyakan patokan")
    desk.keyboard.press("Alt+t")
    expect(desk.locator("[data-map]")).to_have_attribute("data-drawn", "")
    for theme in ("dark", "light"):
        desk.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
        screenshot(f"location-desk-{theme}", page=desk)

    page.get_by_label("Patokan di dekat Anda").fill("seberang masjid Al-Huda")
    page.get_by_role("button", name="Kirim patokan").click()
    expect(page.locator("main")).to_contain_text("Patokan Anda sudah sampai")
    expect(desk.locator("#fixes")).to_contain_text("seberang masjid Al-Huda")
    assert Fix.objects.filter(problem="").count() >= 2
    telephone.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_page_of_a_link(
    sit: Sit, centre: Centre, browser: Browser, living_node: RunningNode, scheme: Any
) -> None:
    from kentongan.calls.models import Call
    from kentongan.kernel.actors import SETUP
    from kentongan.locating import services

    centre.call(NUMBER)
    call = Call.objects.latest("id")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.PUBLIC_ADDRESS", "https://112.example.go.id")
        services.send_link(by=SETUP, call_id=call.id, is_agreed=True, at=clock.now())
    context = browser.new_context(
        viewport=NARROW, locale="id-ID", color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{living_node.port}/l/{sent_token()}")
    clean(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    context.close()
