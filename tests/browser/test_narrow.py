"""A phone and a narrow desk lose nothing: lists as cards, a low header, every page in the bar."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from kentongan.accounts import services as accounts
from kentongan.calls import services as calls
from kentongan.calls.types import NewCall
from kentongan.incidents import services as incidents
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
from kentongan.orgs import services as orgs
from kentongan.orgs.enums import Role
from tests.browser.at_the_desk import ready
from tests.browser.conftest import DESK, PHONE
from tests.cast import KENDAL, START, Cast
from tests.incidents.make import new_incident
from tests.node import RunningNode

pytestmark = [
    pytest.mark.browser, pytest.mark.processes, pytest.mark.django_db(transaction=True),
]  # fmt: skip

TOO_WIDE = """() => [...document.querySelectorAll("header, header *, main, main *")]
  .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".bar-nav"))
  .map((e) => e.outerHTML.slice(0, 160)).slice(0, 6)"""
LOWEST_HEADER = 140
OFFICE = {"width": 1366, "height": 768}

At = Callable[..., Page]


@pytest.fixture
def at(browser: Browser, living_node: RunningNode, cast: Cast) -> Iterator[At]:
    """`at("operator", PHONE)` is a page of that person, with every role awake."""
    opened = []

    def sign_in(name: str, size: Any) -> Page:
        user_id = cast.people[name].id
        token = accounts.issue_token(by=SETUP, user_id=user_id, label="uji", at=START)
        context = browser.new_context(
            viewport=size, locale="id-ID", base_url=f"http://127.0.0.1:{living_node.port}",
            extra_http_headers={"Authorization": f"Bearer {token}"},
        )  # fmt: skip
        opened.append(context)
        return context.new_page()

    yield sign_in
    for context in opened:
        context.close()


def test_lists_and_desk_fit_a_phone(at, screenshot):
    for category in ("FIRE_STRUCTURE", "DOMESTIC_VIOLENCE", "TREE_DOWN"):
        new = new_incident(category=category, region="33.24.15.2001")
        incidents.open_incident(by=SETUP, new=new, at=clock.now())
    calls.receive_call(by=SETUP, new=NewCall(phone="+6281200000009"), at=clock.now())
    phone = at("operator", PHONE)
    for name in ("kejadian", "panggilan"):
        phone.goto(f"/{name}")
        screenshot(f"narrow-{name}", page=phone, full_page=False)
        assert phone.evaluate(TOO_WIDE) == []
        assert phone.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]
        height = phone.evaluate("() => document.querySelector('.bar').offsetHeight")
        assert height <= LOWEST_HEADER
    phone.goto("/kejadian")
    row = phone.locator(".incident-table tbody tr").first
    for words in ("P1 Merah", "Menunggu"):
        expect(row.get_by_text(words).first).to_be_in_viewport()
    ready(phone)
    phone.get_by_role("button", name="Tampilan dan bahasa").click()
    phone.get_by_role("button", name="Terang").click()
    assert phone.evaluate("() => document.documentElement.dataset.theme") == "light"
    screenshot("narrow-settings", page=phone, full_page=False)


def test_many_pages_stay_in_the_bar(at, cast, screenshot):
    orgs.grant_role(
        by=SETUP, user_id=cast.people["supervisor"].id, org_id=cast.org_id("centre"),
        role=Role.ADMIN, region=KENDAL, at=START,
    )  # fmt: skip
    calls.receive_call(by=SETUP, new=NewCall(phone="+6281200000009"), at=clock.now())
    for size in (OFFICE, DESK):
        desk = at("supervisor", size)
        desk.goto("/kejadian")
        expect(desk.locator("#ringing a")).to_be_visible()
        expect(desk.get_by_role("link", name="Papan Pantau")).to_be_in_viewport(ratio=1)
        expect(desk.get_by_text("Lainnya")).to_be_in_viewport(ratio=1)
        expect(desk.get_by_role("button", name="EN", exact=True)).to_be_in_viewport(ratio=1)
    desk.get_by_text("Lainnya").click()
    for words in ("Siapkan OPD", "Pengguna", "Pembukaan data", "Pengaturan"):
        expect(desk.locator(".bar-menu").get_by_role("link", name=words)).to_be_in_viewport(ratio=1)
    screenshot("narrow-more", page=desk, full_page=False)
    desk.locator("h1").click()
    expect(desk.locator(".bar-menu")).to_be_hidden()
