"""Lost keys in a real browser: a second factor set up and taken away, a one-time password."""

import re
import time
from collections.abc import Callable, Iterator

import pyotp
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import ARTIFACTS, DESK, PHONE, chromium
from tests.browser.node import Node
from tests.cast import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.processes]

OWN = "pagar bambu hijau 7"
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def node() -> Iterator[Node]:
    if chromium() is None:
        pytest.skip("chromium is absent: `apt install chromium`, or set KENTONGAN_CHROMIUM")
    with Node() as running:
        yield running


@pytest.fixture
def browse(browser: Browser, node: Node) -> Iterator[Open]:
    """`browse()` is a page in a browser of its own, at the sign-in page."""
    opened: list[BrowserContext] = []
    wrong: list[str] = []

    def begin(theme: str = "dark") -> Page:
        context = browser.new_context(viewport=DESK, locale="id-ID", base_url=node.origin)
        context.add_cookies([{"name": "kentongan_theme", "value": theme, "url": node.origin}])
        context.on("weberror", lambda error: wrong.append(str(error.error)))
        opened.append(context)
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto("/account/sign-in")
        return page

    yield begin
    for context in opened:
        context.close()
    assert wrong == []


def sign_in(page: Page, name: str, password: str = PASSWORD, code: str = "") -> None:
    page.goto("/account/sign-in")
    page.fill("[name=username]", name)
    page.fill("[name=password]", password)
    page.fill("[name=code]", code)
    page.keyboard.press("Enter")


def set_up_factor(page: Page) -> pyotp.TOTP:
    """Scan, mistype, confirm; the browser stays signed in as it was, without the factor."""
    page.get_by_role("button", name="Pasang sekarang").click()
    totp = pyotp.TOTP(page.locator("main code").inner_text())
    page.fill("#code", "000000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").first).to_contain_text("Kode itu tidak cocok")
    page.screenshot(path=ARTIFACTS / "second-factor-mistyped.png", full_page=True)
    page.fill("#code", totp.now())
    page.keyboard.press("Enter")
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    return totp


def next_code(totp: pyotp.TOTP) -> str:
    """The code after the one that has just been used: half a minute of grace lets it in."""
    return totp.at(int(time.time()) + 30)


def test_administrator_helps_people_who_have_lost_their_keys(browse: Open) -> None:
    admin, supervisor, newcomer = browse(), browse("light"), browse()
    for page, name in ((admin, "admin"), (supervisor, "supervisor")):
        sign_in(page, name)
        page.wait_for_url("**/account/second-factor")
        totp = set_up_factor(page)
        sign_in(page, name, code=next_code(totp))
        page.wait_for_url(re.compile("/(pengaturan|panggilan)$"))

    admin.get_by_role("link", name="Pengguna").click()
    admin.screenshot(path=ARTIFACTS / "people-dark.png", full_page=True)
    _fits(admin, "people")
    admin.get_by_text("Pengguna baru").click()
    admin.fill("#username", "rina.wahyuni")
    admin.fill("#name", "Rina Wahyuni")
    admin.keyboard.press("Enter")
    password = admin.locator("#one-time-password").inner_text()
    admin.screenshot(path=ARTIFACTS / "people-invited-dark.png", full_page=True)
    admin.get_by_role("link", name="Selesai").click()
    expect(admin.locator("#roles")).to_contain_text("Tanpa peran")
    admin.select_option("#role", "OPERATOR")
    admin.select_option("#org", label="Pusat Panggilan 112 Kendal")
    admin.screenshot(path=ARTIFACTS / "person-new-dark.png", full_page=True)
    admin.locator("form", has=admin.locator("#role")).get_by_role("button").click()
    expect(admin.locator("#roles")).to_contain_text("Petugas 112")

    sign_in(newcomer, "rina.wahyuni", password)
    expect(newcomer.get_by_role("alert").first).to_contain_text("sekali pakai")
    newcomer.screenshot(path=ARTIFACTS / "sign-in-one-time-dark.png", full_page=True)
    newcomer.fill("[name=password]", password)
    newcomer.fill("#new_password", OWN)
    newcomer.fill("#new_password_again", OWN)
    newcomer.keyboard.press("Enter")
    newcomer.wait_for_url("**/panggilan")

    admin.get_by_role("link", name="Pengguna").first.click()
    admin.get_by_role("link", name="Supervisor").click()
    admin.fill("#reason", "Ponsel hilang, dikenali di kantor")
    admin.screenshot(path=ARTIFACTS / "person-dark.png", full_page=True)
    _fits(admin, "person")
    admin.get_by_role("button", name="Ambil faktor kedua").click()
    expect(admin.locator("#account")).to_contain_text("Belum terpasang")
    expect(supervisor.locator("dialog[open]")).to_be_visible()
    sign_in(supervisor, "supervisor")
    supervisor.wait_for_url("**/account/second-factor")
    supervisor.screenshot(path=ARTIFACTS / "second-factor-light.png", full_page=True)


def _fits(page: Page, name: str) -> None:
    page.set_viewport_size(PHONE)
    page.screenshot(path=ARTIFACTS / f"{name}-phone.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.set_viewport_size(DESK)
