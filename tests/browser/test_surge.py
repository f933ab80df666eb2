"""A surge at the desk: the short form and back, the parent proposed, the supervisor's page."""

import json
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from kentongan.calls import services as calls
from kentongan.calls.enums import Channel
from kentongan.calls.models import Call
from kentongan.calls.types import NewCall
from kentongan.incidents.models import Incident
from kentongan.incidents.types import ReportInput
from kentongan.kernel import clock
from kentongan.kernel.actors import EXCHANGE, SETUP
from kentongan.surge import services
from tests.browser.at_the_desk import answer, choose, find_village, ready
from tests.browser.conftest import PHONE as NARROW
from tests.browser.conftest import Sit
from tests.browser.test_accessibility import AXE, FINDINGS
from tests.browser.test_keyboard import COVERED
from tests.incidents.make import exact, make_incident
from tests.stories.centre import Centre
from tests.surge.make import add_helper, declare

pytestmark = [pytest.mark.browser, pytest.mark.processes]

NUMBER = "081234567891"
SHORT = ("#place-q", "#region_label", "#landmark", "#category", "#people")
FOLDED = ("#hamlet", "#rt", "#address", "#coordinates", "#narrative", "#name", "#phone",
          "#priority", ".facts-box", ".ladder", ".more-place", "#map-box")  # fmt: skip

ABOVE_THE_KEYS = """() => { const box = (each) => each.getBoundingClientRect();
  const asked = document.querySelector("fieldset:has([name=contact_safety])");
  return box(asked).bottom <= box(document.querySelector("#intake .sticky-end")).top; }"""


def clean(page: Page) -> None:
    page.evaluate(AXE.read_text(encoding="utf8"))
    found = page.evaluate(FINDINGS)
    assert not found, json.dumps(found, indent=1, ensure_ascii=False)


def wave(cast: Any, count: int, parent: Incident | None = None) -> None:
    """Calls of the last ten minutes; those with a parent were linked to it by a person."""
    now = clock.now()
    for n in range(count):
        at = now - timedelta(seconds=20 * (count - n))
        new = NewCall(channel=Channel.PHONE, phone=f"+62813{50000000 + n}")
        call = calls.receive_call(by=EXCHANGE, new=new, at=at)
        if n % 4 == 1:
            calls.abandon_call(by=EXCHANGE, call_id=call.id, at=at + timedelta(seconds=9))
        elif parent is not None:
            calls.answer_call(by=cast.second_operator, call_id=call.id, at=at)
            services.link_caller(
                by=cast.second_operator, call_id=call.id, incident_id=parent.id,
                said=ReportInput(), category="", facts={}, same_place_confirmed=True,
                same_victims_confirmed=True, at=at,
            )  # fmt: skip


def test_short_form_and_back(sit: Sit, centre: Centre, cast: Any, screenshot: Any) -> None:
    now = clock.now()
    parent = make_incident(at=now, category="TREE_DOWN", place=exact(address="Simpang pasar"))
    declare(cast, at=now)
    wave(cast, 5, parent)
    centre.call(NUMBER)
    desk = sit("operator", "/panggilan")
    desk.set_viewport_size({"width": 1366, "height": 768})
    answer(desk, NUMBER)
    expect(desk.locator("#surge-banner")).to_contain_text("Lonjakan aktif")
    for selector in SHORT:
        assert desk.evaluate(COVERED, selector), selector
    assert desk.evaluate(ABOVE_THE_KEYS)
    expect(desk.locator("#intake .primary")).to_be_in_viewport()
    for selector in FOLDED:
        expect(desk.locator(f"#intake {selector}").first).to_be_hidden()
    for theme in ("dark", "light"):
        desk.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
        screenshot(f"surge-short-{theme}", page=desk, full_page=False)

    desk.locator("#place-q").focus()
    find_village(desk, "karangsari", "Karangsari, Kendal")
    expect(desk.locator("#landmark")).to_be_focused()
    desk.keyboard.type("Masjid Al-Huda")
    desk.select_option("#category", "TREE_DOWN")
    desk.fill("#people", "3")
    choose(desk, "contact_safety", "SAFE")
    expect(desk.locator(".candidate.is-parent")).to_contain_text("Kemungkinan kejadian induk")
    expect(desk.locator(".candidate.is-parent")).to_contain_text("panggilan dalam lonjakan ini")
    screenshot("surge-parent-light", page=desk, full_page=False)

    desk.keyboard.press("Alt+c")
    for selector in FOLDED:
        expect(desk.locator(f"#intake {selector}").first).to_be_visible()
    expect(desk.locator("[data-form-length]")).to_contain_text("Formulir singkat")
    desk.fill("#address", "Gang Melati 4")
    desk.keyboard.press("Alt+c")
    expect(desk.locator("#address")).to_be_hidden()
    expect(desk.locator("[data-folded]")).to_contain_text("terisi")
    clean(desk)
    desk.keyboard.press("Control+Alt+0")
    desk.keyboard.press("F9")
    desk.wait_for_url("**/kejadian/*")
    made = Incident.objects.latest("id")
    assert (made.address, made.narrative) == ("Gang Melati 4", "Orang dalam bahaya: 3.")
    assert made.parts.landmark == "Masjid Al-Huda"
    assert made.report_count == 1


def test_the_choice_of_the_long_form_stays_until_the_surge_is_over(
    sit: Sit, centre: Centre, cast: Any
) -> None:
    surge = declare(cast, at=clock.now())
    centre.call(NUMBER)
    desk = sit("operator", "/panggilan")
    answer(desk, NUMBER)
    desk.keyboard.press("Alt+c")
    expect(desk.locator("#address")).to_be_visible()
    desk.reload()
    ready(desk)
    expect(desk.locator("#address")).to_be_visible()
    services.end_surge(by=cast.supervisor, surge_id=surge.id, reason="Reda", at=clock.now())
    expect(desk.locator("#surge-banner")).not_to_contain_text("Lonjakan aktif")
    declare(cast, at=clock.now())
    # the node has heard of it, and draws its pages by it
    expect(desk.locator("#surge-banner")).to_contain_text("Lonjakan aktif")
    desk.reload()
    ready(desk)
    expect(desk.locator("#address")).to_be_hidden()


def test_one_key_links_to_the_parent_and_nothing_else_does(
    sit: Sit, centre: Centre, cast: Any
) -> None:
    parent = make_incident(at=clock.now(), category="TREE_DOWN", place=exact(address="Simpang"))
    declare(cast, at=clock.now())
    wave(cast, 5, parent)
    call_id = centre.call(NUMBER)
    desk = sit("operator", "/panggilan")
    answer(desk, NUMBER)
    find_village(desk, "karangsari", "Karangsari, Kendal")
    desk.keyboard.type("Rumah Bu Siti")
    desk.select_option("#category", "TREE_DOWN")
    expect(desk.locator(".candidate.is-parent")).to_be_visible()
    assert Call.objects.get(id=call_id).incident_id is None
    desk.keyboard.press("Control+Alt+1")
    desk.wait_for_url("**/kejadian/*")
    call = Call.objects.get(id=call_id)
    assert call.incident_id == parent.id
    report = parent.reports.get(call_id=call_id)
    assert report.landmark == "Rumah Bu Siti"
    assert report.reporter_phone == NUMBER


def test_the_supervisors_page(sit: Sit, centre: Centre, cast: Any, screenshot: Any) -> None:
    now = clock.now()
    wave(cast, 24)
    before = declare(cast, at=now - timedelta(minutes=6), reason="Gempa terasa di Kendal")
    services.end_surge(by=cast.supervisor, surge_id=before.id, reason="Reda", at=now)
    add_helper(cast, at=now)
    page = sit("supervisor", "/lonjakan")
    expect(page.locator("#surge-now")).to_contain_text("Tidak ada lonjakan")
    services.watch(by=SETUP, usual=1.2, at=now)
    expect(page.locator("#surge-banner")).to_contain_text("Mungkin lonjakan panggilan")
    screenshot("surge-proposed-dark", page=page)
    page.fill("#surge-reason", "Banjir rob Rowosari")
    page.get_by_role("button", name="Nyatakan lonjakan").click()
    expect(page.locator("#surge-now")).to_contain_text("Lonjakan aktif")
    expect(page.locator("#surge-helpers")).to_contain_text("Diminta")
    for theme in ("dark", "light"):
        page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
        screenshot(f"surge-page-{theme}", page=page)
        clean(page)
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    screenshot("surge-page-phone", page=page)
    helper = sit("second_operator", "/panggilan")
    expect(helper.locator("#surge-banner")).to_contain_text("Anda diminta membantu")
    screenshot("surge-asked-dark", page=helper, full_page=False)
    helper.get_by_role("button", name="Saya siap di meja").click()
    expect(page.locator("#surge-helpers")).to_contain_text("Siap di meja")
    expect(helper.locator("#agents")).to_contain_text("Siap")
    page.fill("#end-reason", "Sudah reda")
    page.get_by_role("button", name="Akhiri lonjakan").click()
    expect(page.locator("#surge-now")).to_contain_text("Tidak ada lonjakan")
    expect(helper.locator("#surge-banner")).not_to_contain_text("Lonjakan aktif")
