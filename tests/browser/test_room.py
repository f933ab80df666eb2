"""The room around Meja 112 in a real browser: states, line, help, phone book, a moved draft."""

import re
from urllib.parse import unquote_plus

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ARTIFACTS, Enter

pytestmark = [pytest.mark.browser, pytest.mark.processes]


def _ring_and_answer(page: Page, phone: str) -> None:
    page.goto("/panggilan")
    page.keyboard.press("Alt+n")
    page.keyboard.type(phone)
    page.keyboard.press("Enter")
    strip = page.locator(".call-strip", has_text=phone[-3:])
    strip.get_by_role("button", name=re.compile("Jawab")).click()
    page.wait_for_url("**/panggilan/*")


def test_keys_of_the_room_and_of_the_line(enter: Enter) -> None:
    desk, colleague = enter("operator"), enter("second_operator", theme="light")
    colleague.goto("/panggilan")
    colleague.keyboard.press("Control+Alt+s")
    expect(colleague.locator(".agent-me")).to_contain_text("Siap")
    _ring_and_answer(desk, "0812000771")
    expect(desk.locator(".agent-me")).to_contain_text("Menerima panggilan")
    expect(colleague.locator(".agent-list")).to_contain_text("Operator · Menerima panggilan")
    desk.keyboard.press("Alt+a")
    expect(desk.locator(".line-keys")).to_contain_text("Lanjutkan")
    expect(desk.locator(".htmx-request,.htmx-settling,.htmx-added")).to_have_count(0)
    desk.keyboard.press("Alt+a")
    expect(desk.locator(".line-keys")).to_contain_text("Tahan")
    desk.keyboard.press("Alt+q")
    desk.fill("#tones", "2")
    desk.screenshot(path=ARTIFACTS / "room-line-dark.png")
    desk.locator(".silence form").get_by_role("button").click()
    expect(desk.locator("#line")).to_contain_text("Jangan hubungi")
    desk.keyboard.press("Alt+h")
    expect(colleague.locator("#agents [role=alert]")).to_contain_text("meminta bantuan")
    colleague.screenshot(path=ARTIFACTS / "room-help-light.png")
    desk.keyboard.press("Alt+u")
    expect(desk.locator("#phone-book")).to_contain_text("Pemadam Kebakaran")
    desk.keyboard.type("batang")
    expect(desk.locator("#phone-book tr:visible")).to_have_count(2)
    desk.screenshot(path=ARTIFACTS / "room-phone-book-dark.png")
    desk.keyboard.press("Escape")  # empties the search
    desk.keyboard.press("Escape")
    desk.keyboard.press("F8")
    expect(desk.locator(".agent-me")).to_contain_text("Pencatatan")


def test_what_was_typed_is_found_at_another_desk(enter: Enter) -> None:
    desk = enter("operator")
    _ring_and_answer(desk, "0812000772")
    desk.keyboard.press("Alt+r")
    with desk.expect_response(
        lambda answer: (
            answer.url.endswith("/draf")
            and "tertimpa" in unquote_plus(answer.request.post_data or "")
        )
    ):
        desk.keyboard.type("Atap rumah roboh, dua orang tertimpa")
    address = desk.url
    desk.context.close()
    other = enter("second_operator")
    other.goto(address)
    expect(other.locator("#narrative")).to_have_value(re.compile("Atap rumah"))
    expect(other.locator("#intake")).to_contain_text("Draf ini diketik Operator")
