"""The ticket board in a real browser: an agency by telephone, a power line that is not dead yet."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ARTIFACTS
from tests.browser.test_console import Enter, enter, node

__all__ = ["enter", "node"]
pytestmark = [pytest.mark.browser, pytest.mark.processes]

RED, GREEN = "LISTRIK BELUM DINYATAKAN PADAM", "Listrik padam"


def open_first(page: Page) -> str:
    """Open the most overdue unanswered ticket beside the board; the id of its row."""
    page.goto("/tiket")
    row = page.locator('tbody[data-lane="UNANSWERED"] .ticket-row').first
    row_id = row.get_attribute("id") or ""
    row.locator("[data-row]").click()
    expect(page.locator("#ticket")).to_be_visible()
    return row_id


def test_agency_by_telephone_and_a_line_that_is_confirmed_dead(enter: Enter) -> None:
    desk, other = enter("operator"), enter("second_operator", theme="light")
    other.goto("/tiket")
    row = desk.locator(f"#{open_first(desk)}")
    desk.keyboard.press("F6")
    desk.fill("#tp-name", "Serka Budi")
    desk.locator("#tt-phone button[type=submit]").click()
    expect(row).to_contain_text(re.compile(r"Diterima · Serka Budi\s+\d\d\.\d\d Telepon"))
    desk.keyboard.press("F7")
    expect(row).to_contain_text(re.compile(r"Berangkat\s+\d\d\.\d\d Telepon"))

    desk.locator("#ask-condition summary").click()
    desk.locator("#ask-condition input[value=POWER_OFF]").check()
    asked = desk.locator("#c-org option", has_text="BPBD").first
    desk.select_option("#c-org", value=asked.get_attribute("value"))
    desk.fill("#c-where", "Gardu KDL-12")
    desk.locator("#ask-condition button[type=submit]").click()
    expect(other.locator("#lane-SAFETY")).to_contain_text(RED)
    expect(desk.locator("#s-conditions")).to_contain_text(RED)
    for theme, page in (("dark", desk), ("light", other)):
        page.screenshot(path=ARTIFACTS / f"ticket-board-{theme}.png")
    other.set_viewport_size({"width": 1280, "height": 800})
    other.screenshot(path=ARTIFACTS / "ticket-board-1280.png", full_page=True)
    assert other.evaluate("document.documentElement.scrollWidth <= innerWidth")

    desk.locator("#s-conditions input[name=name]").first.fill("Pak Slamet, PLN")
    desk.get_by_role("button", name="Terpenuhi").click()
    expect(desk.locator("#s-conditions")).to_contain_text(GREEN)
    expect(other.locator("#lane-SAFETY")).to_contain_text("Pak Slamet, PLN")
