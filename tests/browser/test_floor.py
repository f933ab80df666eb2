"""The agents' floor in a browser: tiles that live, a silent join, a note, an offered pause.

The whole way is real: a practice exchange over TCP, the node's own processes, two people.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from kentongan.exchange.adapters.practice import PracticeExchange
from kentongan.floor.models import FollowUp, Listening
from tests.browser.at_the_desk import ready
from tests.browser.conftest import PHONE as NARROW
from tests.browser.conftest import Sit

pytestmark = [
    pytest.mark.browser, pytest.mark.processes, pytest.mark.django_db(transaction=True),
]  # fmt: skip

PHONE = "081298765432"
NOTE = "Tanyakan apakah ada bayi di rumah, dan jangan tutup telepon."


@pytest.fixture
def practice() -> Iterator[PracticeExchange]:
    with PracticeExchange().listening() as exchange:
        yield exchange


@pytest.fixture
def node_settings(practice: PracticeExchange) -> dict[str, str]:
    return {"KENTONGAN_AMI": practice.address}


def take_seat(desk: Page, extension: str) -> None:
    desk.fill("#extension", extension)
    desk.locator("#seat button").click()
    expect(desk.locator("#seat .primary")).to_have_count(0)


def light(page: Page) -> None:
    page.evaluate("document.documentElement.dataset.theme = 'light'")


def test_a_supervisor_watches_listens_whispers_and_asks(
    cast: Any, sit: Sit, practice: PracticeExchange, screenshot: Any
) -> None:
    practice.wait_for_listener()
    desk, lead = sit("operator", "/panggilan"), sit("supervisor", "/panggilan")
    take_seat(desk, "1001")
    take_seat(lead, "1009")
    lead.goto("/lantai")
    ready(lead)
    tile = lead.locator("#floor .floor-tiles > li").filter(has_text="Operator")

    # who waits, then who speaks: without a key being pressed here
    line = practice.join(PHONE)
    expect(lead.locator("#floor .floor-waiting li")).to_have_count(1)
    practice.connect(line, "1001")
    desk.wait_for_url("**/panggilan/*-*")
    ready(desk)
    expect(tile).to_contain_text("Menerima panggilan")
    expect(lead.locator("#floor .floor-waiting li")).to_have_count(0)

    # a note, while the tile is refreshed under the hands
    tile.get_by_text("Bisikan tertulis").click()
    tile.locator("textarea").fill(NOTE)
    other = practice.join("081200000001")
    expect(lead.locator("#floor .floor-waiting li")).to_have_count(1)
    expect(tile.locator("textarea")).to_have_value(NOTE)
    tile.get_by_role("button", name="Kirim bisikan").click()
    expect(desk.locator("#floor-desk [role=alert]")).to_contain_text(NOTE)
    expect(tile).to_contain_text("1 bisikan belum dibaca")
    expect(desk.locator("#place-q")).to_be_focused()
    screenshot("floor-desk-note-dark", page=desk, full_page=False)
    desk.keyboard.press("Alt+e")
    expect(desk.locator("#floor-desk [role=alert]")).to_have_count(0)
    expect(tile).not_to_contain_text("bisikan belum dibaca")

    # joined silently: nothing is said at the desk before it is over
    tile.get_by_text("Dengarkan", exact=True).first.click()
    tile.locator("select").select_option("COACHING")
    screenshot("floor-tile-dark", page=lead)
    tile.get_by_role("button", name="Dengarkan").click()
    expect(lead.locator("#listening-now")).to_contain_text("Anda berada di panggilan orang lain")
    assert [frame["Application"] for frame in practice.joined.values()] == ["ChanSpy"]
    expect(desk.locator("#listened")).to_have_count(0)
    light(lead)
    screenshot("floor-listening-light", page=lead)

    # the caller hangs up: the listening is over, and the desk reads of it
    practice.abandon(other)
    practice.hang_up(line)
    expect(lead.locator("#listening-now")).to_have_count(0)
    expect(desk.locator("#listened")).to_contain_text("Pendampingan petugas baru")
    assert Listening.objects.get().ended_at is not None

    # she says herself that it was hard, and takes the pause
    desk.get_by_role("button", name="Panggilan berat").click()
    expect(desk.locator("#floor-desk")).to_contain_text("Jeda pemulihan boleh diambil")
    light(desk)
    screenshot("floor-desk-offer-light", page=desk, full_page=False)
    desk.get_by_role("button", name="Ambil jeda").click()
    expect(tile).to_contain_text("Jeda pemulihan")
    expect(desk.locator(".agent-me")).to_contain_text("Istirahat")

    # the supervisor opens it by name and writes down that they spoke
    lead.get_by_role("link", name=re.compile("tanyakan kabarnya")).click()
    ready(lead)
    expect(lead.get_by_text("Ditandai petugas sendiri")).to_have_count(0)
    lead.get_by_role("button", name="Buka", exact=True).click()
    expect(lead.get_by_text("Ditandai petugas sendiri")).to_be_visible()
    screenshot("floor-follow-up-dark", page=lead)
    lead.get_by_label("Sudah dibicarakan").check()
    lead.get_by_role("button", name="Catat sudah ditanya").click()
    expect(lead.locator("main")).to_contain_text("Sekali lagi")
    assert FollowUp.objects.get().talk_number == 2
    desk.goto("/lantai/saya")
    ready(desk)
    expect(desk.locator("main")).to_contain_text("Sudah dibicarakan")
    screenshot("floor-own-dark", page=desk)
    desk.set_viewport_size(NARROW)
    screenshot("floor-own-phone", page=desk)
    lead.goto("/lantai")
    ready(lead)
    lead.set_viewport_size(NARROW)
    screenshot("floor-phone", page=lead)
    for page in (desk, lead):
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0
