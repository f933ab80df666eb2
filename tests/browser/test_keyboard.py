"""One whole call by keyboard alone, and what the desk looks like while it is taken."""

import sys
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ARTIFACTS, Enter

pytestmark = [pytest.mark.browser, pytest.mark.processes]

MOST_PRESSES = 15
"""From the ring to the agency's word, besides the words themselves."""
COVERED = """selector => { const field = document.querySelector(selector);
  const box = field.getBoundingClientRect();
  const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return scrollY === 0 && box.bottom <= innerHeight && seen === field; }"""


class Hands:
    """A keyboard that counts, and looks after each key whether the focus is somewhere."""

    def __init__(self, page: Page, presses: list[str]) -> None:
        self.page, self.presses = page, presses

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.presses.append(key)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)
        self.look()

    def look(self) -> None:
        self.page.wait_for_function("document.activeElement !== document.body")


def test_whole_call_by_keyboard_alone(enter: Enter, record_property: Any) -> None:
    presses: list[str] = []
    desk, agency = Hands(enter("operator"), presses), Hands(enter("fire_officer"), presses)
    page = desk.page
    page.goto("/panggilan")
    desk.look()
    desk.press("F2")
    page.wait_for_url("**/panggilan/*")
    expect(page.locator("#place-q")).to_be_focused()
    desk.type("kebonharjo")
    expect(page.locator("[data-settled]")).to_be_visible()
    desk.press("Enter")
    desk.type("Krajan")
    desk.press("Alt+o")
    desk.type("-6.9205, 110.2050")
    desk.press("Alt+k")
    desk.type("Kebakaran ba")
    expect(page.locator("#category")).to_have_value("FIRE_STRUCTURE")
    desk.press("Alt+r")
    expect(page.locator("#preview")).to_contain_text("P1 Merah")
    expect(page.locator("#p-same .sketch").first).to_be_visible()
    expect(page.locator(".disposals")).not_to_have_attribute("open", "")
    desk.type("Api dari dapur")
    desk.press("Escape")
    expect(page.locator("#narrative")).to_be_focused()
    expect(page.locator("#narrative")).to_have_value("Api dari dapur")
    page.screenshot(path=ARTIFACTS / "keyboard-call-dark.png")
    page.locator("#p-same").screenshot(path=ARTIFACTS / "keyboard-same-dark.png")
    desk.press("Alt+b")
    expect(page.locator("[name=read_back]")).to_be_checked()
    desk.press("Control+Enter")
    page.wait_for_url("**/kejadian/*")
    expect(page.locator("#s-tickets")).to_contain_text("Diteruskan")
    desk.look()

    agency.page.goto("/tiket")
    row = agency.page.locator(".ticket-row", has_text="Krajan")
    expect(row).to_be_visible()
    while "Krajan" not in agency.page.evaluate(
        "document.activeElement.closest('.ticket-row')?.textContent ?? ''"
    ):
        agency.press("j")
        assert len(presses) <= MOST_PRESSES
    agency.press("Enter")
    expect(agency.page.locator("#ticket")).to_contain_text("Api dari dapur")
    agency.press("F2")
    expect(row).to_contain_text("Diterima · Fire Officer")
    agency.look()
    expect(page.locator("#s-tickets")).to_contain_text("Diterima · Fire Officer")
    said = f"{len(presses)} presses from ring to accepted: {' '.join(presses)}\n"
    (ARTIFACTS / "keyboard-presses.txt").write_text(said)
    sys.stdout.write(said)
    record_property("presses", len(presses))
    assert len(presses) <= MOST_PRESSES


@pytest.mark.parametrize(("width", "height", "theme"), [(1440, 900, "dark"), (1366, 768, "light")])
def test_address_is_seen_without_scrolling(
    enter: Enter, width: int, height: int, theme: str
) -> None:
    page = enter("operator", theme=theme)
    page.set_viewport_size({"width": width, "height": height})
    page.goto("/panggilan")
    page.keyboard.press("Alt+n")
    page.keyboard.type(f"0812000{width}")
    page.keyboard.press("Enter")
    strip = page.locator(".call-strip", has_text=str(width)[-3:])
    strip.get_by_role("button").click()
    page.wait_for_url("**/panggilan/*")
    expect(page.locator("#place-q")).to_be_focused()
    page.screenshot(path=ARTIFACTS / f"desk-{width}-{theme}.png")
    for field in ("#place-q", "#hamlet", "#landmark", "#address"):
        assert page.evaluate(COVERED, field), field


def test_keys_that_dispose_step_back_from_an_emergency(enter: Enter) -> None:
    page = enter("operator")
    page.goto("/panggilan")
    page.keyboard.press("Alt+n")
    page.keyboard.type("0812000909")
    page.keyboard.press("Enter")
    page.locator(".call-strip", has_text="909").get_by_role("button").click()
    page.wait_for_url("**/panggilan/*")
    address = page.url
    keys = page.locator(".disposals")
    expect(keys).to_have_attribute("open", "")
    page.select_option("#category", "FIRE_STRUCTURE")
    expect(keys).not_to_have_attribute("open", "")
    page.keyboard.press("Alt+1")
    page.keyboard.press("Alt+i")
    expect(keys).to_have_attribute("open", "")
    assert page.url == address
    page.keyboard.press("Alt+1")
    page.wait_for_url("**/panggilan")
