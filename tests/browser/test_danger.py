"""A crew is threatened: it holds the red bar, desks see and hear it, one takes it, the crew reads
by whom. And a line from the desk is read in the cab, in browsers.
"""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from kentongan.dispatch.models import Danger
from kentongan.incidents.models import LogLine
from tests.browser.conftest import Sit
from tests.browser.test_field import send
from tests.fleet.make import make_ambulance

pytestmark = [
    pytest.mark.browser, pytest.mark.processes, pytest.mark.django_db(transaction=True),
]  # fmt: skip

BAR = "[data-hold]"
HOLD_MS = 1500


def press_for(crew: Page, ms: int) -> None:
    crew.locator(BAR).scroll_into_view_if_needed()
    box = crew.locator(BAR).bounding_box()
    assert box is not None
    crew.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    crew.mouse.down()
    crew.wait_for_timeout(ms)
    crew.mouse.up()


def hear(page: Page) -> None:
    page.evaluate(
        "() => { window.heard = []; document.addEventListener('kentongan:sound',"
        " ({ detail }) => window.heard.push(detail.sound)); }"
    )


def test_held_answered_and_ended(cast: Any, sit: Sit, screenshot: Any) -> None:
    unit = make_ambulance(cast, call_sign="PSC Kendal 1")
    send(cast, unit)
    crew, desk, agency = sit(unit), sit("operator", "/kejadian"), sit("medical_officer", "/tiket")
    hear(desk)

    press_for(crew, 400)
    assert not Danger.objects.exists(), "a short touch asks, and sends nothing"
    expect(crew.get_by_role("button", name="Ya, kirim bahaya sekarang")).to_be_visible()
    screenshot("danger-asked", page=crew)
    crew.locator(BAR).click()

    press_for(crew, HOLD_MS + 400)
    expect(crew.locator("#danger")).to_contain_text("Belum dijawab")
    expect(crew.locator("#danger-ask")).not_to_have_attribute("open", "")
    assert Danger.objects.get().press_count == 1
    for page in (desk, agency):
        expect(
            page.get_by_role("alert").filter(has_text="BAHAYA: awak PSC Kendal 1")
        ).to_be_visible()
    desk.mouse.click(5, 500)
    desk.wait_for_function("() => window.heard.includes('danger')")
    screenshot("danger-desk", page=desk, full_page=False)
    screenshot("danger-crew", page=crew)

    desk.get_by_role("button", name="Saya tangani").click()
    expect(crew.locator("#danger")).to_contain_text("Dijawab oleh Petugas 112")
    expect(agency.locator("#dangers")).to_contain_text("Ditangani Operator")
    expect(agency.locator("[data-ringing=danger]")).to_have_count(0)

    crew.once("dialog", lambda dialog: dialog.accept())
    crew.get_by_role("button", name="Sudah aman").click()
    expect(desk.locator("#dangers")).to_contain_text("sudah aman")
    screenshot("danger-taken", page=desk, full_page=False)
    desk.locator("#dangers summary").click()
    desk.get_by_label("Apa yang terjadi pada awak?").fill("Awak selamat, polisi di tempat")
    desk.get_by_role("button", name="Bahaya berakhir").click()
    expect(desk.locator("#dangers section")).to_have_count(0)
    expect(crew.locator("#danger")).to_contain_text("BAHAYA — awak terancam")
    assert Danger.objects.get().outcome == "Awak selamat, polisi di tempat"


def test_two_taps_without_a_task(cast: Any, sit: Sit) -> None:
    """With the keys of a keyboard too: nothing has to be held."""
    crew = sit(make_ambulance(cast))
    crew.locator(BAR).focus()
    crew.keyboard.press("Enter")
    crew.keyboard.press("Tab")
    crew.keyboard.press("Enter")
    expect(crew.locator("#danger")).to_contain_text("Belum dijawab")
    assert Danger.objects.get().incident_id is None


def test_without_a_line_it_says_so_and_goes_first(cast: Any, sit: Sit, screenshot: Any) -> None:
    crew = sit(make_ambulance(cast))
    crew.context.set_offline(True)
    press_for(crew, HOLD_MS + 400)
    expect(crew.locator("[data-danger-waiting]")).to_be_visible()
    expect(crew.locator('#danger a[href^="tel:112"]')).to_be_visible()
    screenshot("danger-offline", page=crew)
    crew.context.set_offline(False)
    expect(crew.locator("#danger")).to_contain_text("Belum dijawab")
    expect(crew.locator("[data-danger-waiting]")).to_be_hidden()
    assert Danger.objects.count() == 1


def test_desk_and_crew_talk(cast: Any, sit: Sit, screenshot: Any) -> None:
    unit = make_ambulance(cast, call_sign="PSC Kendal 1")
    task = send(cast, unit)
    crew, desk = sit(unit), sit("operator", f"/kejadian/{task.incident_id}")
    desk.fill("#l-text", "Jangan masuk dari timur")
    desk.get_by_label("Kirim ke awak unit").check()
    desk.locator("#a-log button").click()
    expect(crew.locator("#talk .from-desk").first).to_contain_text("Jangan masuk dari timur")
    expect(desk.get_by_label("Kirim ke awak unit")).not_to_be_checked()
    crew.get_by_role("button", name="Dimengerti").click()
    expect(desk.locator("#s-log")).to_contain_text("Dimengerti")
    crew.fill("#talk-text", "Lewat gang barat")
    crew.get_by_role("button", name="Kirim pesan").click()
    expect(crew.locator("#talk li").first).to_contain_text("Lewat gang barat")
    expect(crew.locator("#talk-text")).to_have_value("")
    screenshot("talk-crew", page=crew)
    assert LogLine.objects.filter(to_crews=True).count() == 3
