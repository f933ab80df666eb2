"""Stories of the practice in a real browser (practice.md §8): what the one at the desk sees."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ARTIFACTS, Enter
from tests.node import wait_for

pytestmark = [pytest.mark.browser, pytest.mark.processes]

HEARD = """() => { window.heard = [];
  document.addEventListener("kentongan:sound", (e) => window.heard.push(e.detail.sound)); }"""


def _ring(page: Page, phone: str) -> None:
    page.keyboard.press("Alt+n")
    page.keyboard.type(phone)
    page.keyboard.press("Enter")


def _answer(page: Page, phone: str) -> None:
    page.goto("/panggilan")
    _ring(page, phone)
    strip = page.locator(".call-strip", has_text=phone[-3:])
    strip.get_by_role("button", name=re.compile("Jawab")).click()
    page.wait_for_url("**/panggilan/*")


def test_hiding_is_listened_to_and_no_key_rings_back(enter: Enter) -> None:
    """K8: breathing, two key tones, cut."""
    desk = enter("operator")
    _answer(desk, "0812000088")
    desk.keyboard.press("Alt+q")
    desk.fill("#tones", "2")
    desk.locator(".silence form").get_by_role("button").click()
    expect(desk.locator("#line")).to_contain_text("Jangan hubungi")
    desk.keyboard.press("F8")
    expect(desk.locator(".agent-me")).to_contain_text("Pencatatan")
    desk.reload()
    expect(desk.locator("#line")).to_contain_text("Jangan hubungi")
    expect(desk.locator("#line")).to_contain_text("atau pengawas memutuskan")
    assert desk.locator("a[href^='tel:']").count() == 0, "no finger dials by mistake"
    desk.screenshot(path=ARTIFACTS / "night-hiding-dark.png")


def test_each_desk_hears_a_call_once_and_as_loud_as_it_likes(enter: Enter) -> None:
    desk, colleague = enter("operator"), enter("second_operator", theme="light")
    colleague.goto("/panggilan")
    colleague.evaluate(HEARD)
    second_tab = colleague.context.new_page()
    second_tab.goto("/panggilan")
    second_tab.evaluate(HEARD)
    desk.goto("/panggilan")
    _ring(desk, "0812000661")
    expect(colleague.locator(".call-strip", has_text="661")).to_be_visible()
    tabs = (colleague, second_tab)
    heard = wait_for(lambda: sum((tab.evaluate("window.heard") for tab in tabs), []))
    assert heard == ["ring"], "one desk, one ring"
    second_tab.wait_for_timeout(1500)
    heard = sum((tab.evaluate("window.heard") for tab in tabs), [])
    assert heard == ["ring"], "and no second one in the other tab"
    for _ in range(30):  # nobody has answered: it rings again, in whichever tab
        if sum(len(tab.evaluate("window.heard")) for tab in tabs) > 1:
            break
        second_tab.wait_for_timeout(1000)
    else:
        pytest.fail("it rings no more, and nobody has answered")

    colleague.bring_to_front()
    colleague.keyboard.press("Control+Alt+v")
    expect(colleague.locator("[data-sound-state]")).to_have_attribute("data-sound-state", "on")
    colleague.locator("#loud-alarm").fill("0")
    colleague.locator("[data-try-sound=alarm]").click()
    expect(colleague.locator("[data-sound-words]")).to_have_text("bunyi dimatikan")
    colleague.screenshot(path=ARTIFACTS / "night-sounds-light.png")
    colleague.evaluate("document.querySelector('#loud-ring').value = 0")
    expect(colleague.locator("#loud-ring")).to_have_value("10")
    colleague.reload()
    expect(colleague.locator("#loud-alarm")).to_have_value("0")
    expect(colleague.locator("#loud-ring")).to_have_value("60")


def _answer_all(page: Page) -> None:
    """Nothing rings any more."""
    page.goto("/panggilan")
    while page.locator(".call-strip").count():
        page.locator(".call-strip").first.get_by_role("button", name=re.compile("Jawab")).click()
        page.wait_for_url("**/panggilan/*")
        page.goto("/panggilan")


def test_ring_outlives_a_cut_line_and_a_new_page_and_stops_when_answered(enter: Enter) -> None:
    desk, colleague = enter("operator"), enter("second_operator")
    _answer_all(desk)
    colleague.goto("/kejadian")
    colleague.evaluate(HEARD)
    expect(colleague.locator("body")).to_have_attribute("data-live", "on")
    colleague.context.set_offline(True)
    _ring(desk, "0812000662")
    expect(desk.locator(".call-strip", has_text="662")).to_be_visible()
    colleague.wait_for_timeout(1500)
    assert colleague.evaluate("window.heard") == []
    colleague.context.set_offline(False)
    expect(colleague.locator("#ringing")).to_contain_text("menunggu")
    wait_for(lambda: "ring" in colleague.evaluate("window.heard"), 30)
    colleague.goto("/panggilan")
    colleague.evaluate(HEARD)
    wait_for(lambda: "ring" in colleague.evaluate("window.heard"), 30)
    colleague.screenshot(path=ARTIFACTS / "night-ringing-dark.png")
    _answer_all(desk)
    expect(colleague.locator("[data-ringing]")).to_have_count(0)
    colleague.evaluate("window.heard.length = 0")
    colleague.wait_for_timeout(5000)
    assert colleague.evaluate("window.heard") == []


MISSED = """() => [1, 2, 3, 4, 5].forEach((n) => document.dispatchEvent(
  new CustomEvent("kentongan:entry", { detail: {
    kind: "dispatch.incident.no-unit", subject_id: String(n), data: {},
    at: new Date().toISOString() } })))"""


def test_many_alarms_that_were_missed_are_one_sound(enter: Enter) -> None:
    desk = enter("operator")
    _answer_all(desk)
    desk.evaluate(HEARD)
    desk.evaluate(MISSED)
    desk.wait_for_timeout(1500)
    assert desk.evaluate("window.heard") == ["alarm"]


def test_person_heard_in_one_key_waits_for_a_decision_or_is_an_incident(enter: Enter) -> None:
    desk = enter("operator")
    _answer(desk, "0812000663")
    desk.keyboard.press("Alt+0")
    expect(desk.locator("#line")).to_contain_text("atau pengawas memutuskan")
    desk.screenshot(path=ARTIFACTS / "night-undecided-dark.png")
    _answer(desk, "0812000664")
    desk.fill("#landmark", "Gudang di utara rel Weleri")
    desk.keyboard.press("Alt+0")
    desk.wait_for_url("**/kejadian/*")
    expect(desk.locator("main")).to_contain_text("Panggilan diam dengan suara orang")
