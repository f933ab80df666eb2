"""The desks in a real browser, against a real node: a call becomes a ticket that is accepted."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import ARTIFACTS, DESK, chromium
from tests.browser.node import Node
from tests.cast import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.processes]

Enter = Callable[..., Page]
SCREENS = {
    "calls": ("operator", "/panggilan"),
    "incidents": ("operator", "/kejadian"),
    "tickets": ("operator", "/tiket"),
    "duty": ("operator", "/pos-piket"),
    "glass": ("operator", "/masuk-darurat"),
    "officer": ("fire_officer", "/tiket"),
    "forbidden": ("fire_officer", "/panggilan"),
}


@pytest.fixture(scope="module")
def node() -> Iterator[Node]:
    if chromium() is None:
        pytest.skip("chromium is absent: `apt install chromium`, or set KENTONGAN_CHROMIUM")
    with Node() as running:
        yield running


@pytest.fixture
def enter(browser: Browser, node: Node) -> Iterator[Enter]:
    """`enter("operator")` is a page of that person, in a browser of their own."""
    opened: list[BrowserContext] = []
    wrong: list[str] = []

    def sign_in(name: str, *, theme: str = "dark") -> Page:
        context = browser.new_context(viewport=DESK, locale="id-ID", base_url=node.origin)
        opened.append(context)
        context.add_cookies([{"name": "kentongan_theme", "value": theme, "url": node.origin}])
        context.on("weberror", lambda error: wrong.append(str(error.error)))
        context.on("console", lambda m: wrong.append(m.text) if _is_wrong(m.type, m.text) else None)
        page = context.new_page()
        page.goto("/account/sign-in")
        page.fill("[name=username]", name)
        page.fill("[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "sign-in" not in url)
        return page

    yield sign_in
    for context in opened:
        context.close()
    assert wrong == []


def _is_wrong(kind: str, text: str) -> bool:
    return kind == "error" and "403" not in text


def _new_call(page: Page, phone: str) -> None:
    page.goto("/panggilan")
    page.keyboard.press("Alt+n")
    page.keyboard.type(phone)
    page.keyboard.press("Enter")
    expect(page.locator("#q-waiting")).to_contain_text(phone[-3:])


def _answer(page: Page, phone: str) -> None:
    strip = page.locator(".call-strip", has_text=phone[-3:])
    strip.get_by_role("button", name=re.compile("Jawab")).click()
    page.wait_for_url("**/panggilan/*")


def test_call_becomes_a_ticket_and_its_acceptance_reaches_the_first_screen(enter: Enter) -> None:
    desk, agency = enter("operator"), enter("fire_officer")
    _new_call(desk, "0812000222")
    _answer(desk, "0812000222")
    desk.keyboard.press("Alt+l")
    desk.keyboard.type("Gang Melati, RT 02/RW 01")
    desk.fill("#coordinates", "-6.9217, 110.2030")
    expect(desk.locator("[name=quality]:checked")).to_have_value("AREA_ESTIMATE")
    desk.select_option("#category", "FIRE_STRUCTURE")
    expect(desk.locator("#preview")).to_contain_text("P1 Merah")
    expect(desk.locator("#preview")).to_contain_text("Pemadam Kebakaran")
    desk.fill("#narrative", "Api dari dapur")
    desk.screenshot(path=ARTIFACTS / "console-call-dark.png")
    desk.keyboard.press("Control+Enter")
    desk.wait_for_url("**/kejadian/*")
    expect(desk.locator("#s-tickets")).to_contain_text("Diteruskan")
    desk.evaluate("window.untouched = true")

    agency.goto("/tiket")
    row = agency.locator(".ticket-row", has_text="Gang Melati")
    row.locator("[data-row]").focus()
    agency.keyboard.press("Enter")
    expect(agency.locator("#ticket")).to_contain_text("Api dari dapur")
    expect(row).to_contain_text(re.compile(r"Dibaca \d"))
    agency.screenshot(path=ARTIFACTS / "console-ticket-dark.png")
    agency.keyboard.press("F2")
    expect(row).to_contain_text("Diterima · Fire Officer")
    expect(agency.locator('tbody[data-lane="NO_UNIT"]')).to_contain_text("Gang Melati")

    expect(desk.locator("#s-tickets")).to_contain_text("Diterima · Fire Officer")
    assert desk.evaluate("window.untouched")
    expect(agency.locator("#ticket")).to_contain_text("Tugaskan")
    agency.keyboard.press("1")
    expect(desk.locator("#s-tickets")).to_contain_text("Damkar 1")
    desk.screenshot(path=ARTIFACTS / "console-incident-dark.png", full_page=True)


def test_text_survives_escape_reload_and_a_live_refresh(enter: Enter) -> None:
    desk, other = enter("operator"), enter("second_operator")
    _new_call(desk, "0812000333")
    _answer(desk, "0812000333")
    desk.fill("#narrative", "Nenek masih di dalam")
    desk.keyboard.press("Escape")
    expect(desk.locator("#narrative")).to_have_value("Nenek masih di dalam")
    _new_call(other, "0812000444")
    expect(desk.locator("#q-waiting")).to_contain_text("444")
    expect(desk.locator("#narrative")).to_have_value("Nenek masih di dalam")
    desk.reload()
    expect(desk.locator("#narrative")).to_have_value("Nenek masih di dalam")


def test_one_key_disposes_and_the_other_desk_sees_it(enter: Enter) -> None:
    desk, other = enter("operator"), enter("second_operator")
    _new_call(desk, "0812000555")
    other.goto("/panggilan")
    expect(other.locator("#q-waiting")).to_contain_text("555")
    _answer(desk, "0812000555")
    desk.keyboard.press("Alt+1")
    desk.wait_for_url("**/panggilan")
    expect(other.locator("#q-waiting")).not_to_contain_text("555")
    expect(other.locator("#q-recent")).to_contain_text("Panggilan iseng")


def test_j_and_k_walk_through_the_board(enter: Enter) -> None:
    page = enter("operator")
    page.goto("/tiket")
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.id")
    assert first.startswith("a-")
    page.keyboard.press("Enter")
    expect(page.locator("#ticket")).to_be_visible()
    expect(page.locator(f"#{first.replace('a-', 't-')}")).to_have_attribute("aria-selected", "true")


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_every_page_keeps_the_csp_and_does_not_scroll_sideways(enter: Enter, theme: str) -> None:
    pages: dict[str, Page] = {}
    ARTIFACTS.mkdir(exist_ok=True)
    for name, (who, address) in SCREENS.items():
        page = pages.setdefault(who, enter(who, theme=theme) if who not in pages else pages[who])
        page.goto(address)
        page.wait_for_selector(".live-badge.is-ok")
        page.screenshot(path=ARTIFACTS / f"console-{name}-{theme}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
