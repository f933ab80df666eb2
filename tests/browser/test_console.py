"""The desks in a real browser, against a real node: a call becomes a ticket that is accepted."""

import base64
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import ARTIFACTS, DESK, chromium
from tests.browser.node import Node
from tests.cast import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.processes]

Enter = Callable[..., Page]
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
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
    desk.keyboard.press("Alt+s")
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


def test_shared_village_is_picked_by_keyboard_and_never_by_itself(enter: Enter) -> None:
    desk = enter("operator")
    _new_call(desk, "0812000888")
    _answer(desk, "0812000888")
    expect(desk.locator("#place-q")).to_be_focused()
    desk.keyboard.type("Ds. Tamanrejo")
    expect(desk.locator(".ask")).to_have_text("Tamanrejo Sukorejo atau Limbangan, Pak/Bu?")
    desk.keyboard.press("Enter")
    expect(desk.locator("#region")).to_have_value("")
    expect(desk.locator("#places .pick").first).to_be_focused()
    expect(desk.locator("#places .pick").first).to_contain_text("Sukorejo")
    desk.keyboard.press("Enter")
    expect(desk.locator("#region_label")).to_have_value("Tamanrejo, Sukorejo")
    expect(desk.locator("[name=quality]:checked")).to_have_value("VILLAGE_ONLY")
    expect(desk.locator("#hamlet")).to_be_focused()
    desk.keyboard.type("Krajan")
    desk.screenshot(path=ARTIFACTS / "console-place-dark.png")
    desk.keyboard.press("Alt+l")
    desk.keyboard.press("Control+a")
    desk.keyboard.type("kebonharjo")
    expect(desk.locator("[data-settled]")).to_be_visible()
    desk.keyboard.press("Enter")
    expect(desk.locator("#region_label")).to_have_value("Kebonharjo, Patebon")
    desk.select_option("#category", "LANDSLIDE_HOUSE")
    desk.keyboard.press("F9")
    desk.wait_for_url("**/kejadian/*")
    expect(desk.locator("#s-place")).to_contain_text("LENGKAPI LOKASI")
    expect(desk.locator("#s-place")).to_contain_text("Dusun Krajan")


def test_map_sets_a_point_by_keyboard_with_the_radius_it_is_good_for(enter: Enter) -> None:
    desk = enter("operator")
    _new_call(desk, "0812000111")
    _answer(desk, "0812000111")
    assert not desk.evaluate("'maplibregl' in window")
    desk.keyboard.press("Alt+t")
    desk.wait_for_selector("[data-drawn]")
    expect(desk.locator(".map-mark.is-incident").first).to_be_visible()
    desk.locator("#map canvas").focus()
    desk.keyboard.press("Enter")
    expect(desk.locator("#coordinates")).to_have_value(re.compile(r"^-6\.\d{6}, 110\.\d{6}$"))
    expect(desk.locator("[name=quality]:checked")).to_have_value("AREA_ESTIMATE")
    expect(desk.locator("[data-map-say]")).to_contain_text("Desanya belum diketahui: pilih desa")
    assert int(desk.input_value("#accuracy_m")) >= 10
    assert desk.input_value("#source") == "MAP"


def test_form_goes_on_where_no_map_can_be_drawn(enter: Enter) -> None:
    desk = enter("operator")
    desk.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    _new_call(desk, "0812000766")
    _answer(desk, "0812000766")
    desk.keyboard.press("Alt+t")
    expect(desk.locator("[data-map-say]")).to_contain_text("Peta tidak dapat digambar")
    desk.fill("#address", "Dekat jembatan")
    desk.select_option("#category", "TREE_DOWN")
    desk.keyboard.press("F9")
    desk.wait_for_url("**/kejadian/*")


def test_photo_is_added_and_opened_by_whoever_works_on_the_incident(enter: Enter) -> None:
    desk = enter("operator")
    _new_call(desk, "0812000777")
    _answer(desk, "0812000777")
    desk.fill("#address", "Dekat jembatan")
    desk.select_option("#category", "TREE_DOWN")
    desk.keyboard.press("F9")
    desk.wait_for_url("**/kejadian/*")
    photo = {"name": "pohon.png", "mimeType": "image/png", "buffer": PICTURE}
    desk.set_input_files("#new-file", files=[photo])  # type: ignore[list-item]
    name = desk.get_by_role("button", name="pohon.png")
    expect(name).to_be_visible()
    name.click()
    shown = desk.locator("dialog.photo img")
    expect(shown).to_be_visible()
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1
    desk.locator("dialog.photo button").click()
    expect(shown).to_have_count(0)


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
    expect(page.locator(f"#t-{first.removeprefix('a-')}")).to_have_attribute(
        "aria-selected", "true"
    )


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
