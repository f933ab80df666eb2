"""The exchange at the desk, in a browser: the call shows itself; an exchange that is away is said.

The whole way is real: a practice exchange over TCP, the node's own processes, two desks.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from kentongan.calls.models import Call
from kentongan.exchange.adapters.practice import PracticeExchange
from kentongan.journal.models import Entry
from kentongan.kernel import clock
from tests.browser.at_the_desk import ready
from tests.browser.conftest import Sit

pytestmark = [
    pytest.mark.browser, pytest.mark.processes, pytest.mark.django_db(transaction=True),
]  # fmt: skip

PHONE = "081298765432"


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
    expect(desk.locator("#extension")).to_have_value(extension)
    expect(desk.locator("#seat .primary")).to_have_count(0)


def test_the_call_shows_itself_at_the_desk_whose_telephone_is_lifted(
    cast: Any, sit: Sit, practice: PracticeExchange, screenshot: Any
) -> None:
    practice.wait_for_listener()
    desk, other = sit("operator", "/panggilan"), sit("second_operator", "/panggilan")
    elsewhere = sit("dispatcher", "/kejadian")
    take_seat(desk, "1001")
    take_seat(other, "1002")
    line = practice.join(PHONE)
    expect(desk.locator(".call-strip")).to_contain_text("432")
    practice.ring(line, "1001")
    expect(desk.locator("#pop")).to_contain_text("berdering di pesawat Anda")
    expect(desk.locator(".call-strip")).to_contain_text("1001")
    expect(other.locator("#pop a")).to_have_count(0)
    screenshot("exchange-rings", page=desk, full_page=False)

    practice.connect(line, "1001")
    desk.wait_for_url("**/panggilan/*-*")
    expect(desk.locator(".agent-me")).to_contain_text("Menerima panggilan")
    expect(desk.locator("#leg")).to_contain_text("Tersambung")
    expect(desk.locator("#place-q")).to_be_focused()
    expect(desk.locator("#pop a")).to_have_count(0)
    assert other.url.endswith("/panggilan")
    expect(elsewhere.locator("#exchange-away .banner")).to_have_count(0)
    screenshot("exchange-pop", page=desk, full_page=False)

    practice.hang_up(line)
    expect(desk.locator(".agent-me")).to_contain_text("Pencatatan")
    gone = practice.join()
    practice.abandon(gone)
    expect(other.locator("#q-lost")).to_contain_text("Terputus sebelum dijawab")
    screenshot("exchange-lost-caller", page=other, full_page=False)


def test_who_is_rung_back_is_followed_until_they_speak(
    cast: Any, sit: Sit, practice: PracticeExchange, screenshot: Any
) -> None:
    practice.wait_for_listener()
    desk = sit("operator", "/panggilan")
    take_seat(desk, "1001")
    practice.abandon(practice.join(PHONE))
    expect(desk.locator("#q-lost")).to_contain_text("432")
    call = Call.objects.get()
    desk.goto(f"/panggilan/{call.id}")
    ready(desk)
    desk.get_by_label("Riwayat sudah saya lihat").check()
    desk.get_by_role("button", name="Hubungi balik").click()
    desk.get_by_role("button", name="Telepon sekarang").click()
    tries = desk.locator("#ringings li")
    expect(tries).to_contain_text("Berdering di pesawat")
    (key,) = practice.joined
    practice.lift_desk(key)
    expect(tries).to_contain_text("Penelepon sedang ditelepon")
    practice.miss_back(key, "BUSY")
    expect(tries).to_contain_text("sibuk")
    screenshot("exchange-rung-back", page=desk, full_page=False)

    desk.get_by_role("button", name="Telepon lagi").click()
    expect(tries).to_have_count(2)
    (key,) = practice.joined
    practice.answer_back(key)
    expect(tries.last).to_contain_text("Tersambung")
    expect(desk.locator(".agent-me")).to_contain_text("Menerima panggilan")
    assert Call.objects.get().answered_by == cast.operator.id


def test_a_word_that_was_begun_is_not_taken_away(
    cast: Any, sit: Sit, practice: PracticeExchange
) -> None:
    practice.wait_for_listener()
    desk = sit("operator", "/panggilan")
    take_seat(desk, "1001")
    desk.fill("#note-text", "Jalan Pemuda ditutup")
    line = practice.join(PHONE)
    practice.connect(line, "1001")
    expect(desk.locator("#pop")).to_contain_text("tersambung di pesawat Anda")
    expect(desk.locator("#note-text")).to_have_value("Jalan Pemuda ditutup")
    desk.locator("#pop a").click()
    desk.wait_for_url("**/panggilan/*-*")


def test_an_exchange_that_is_away_is_said_at_every_desk_and_calls_go_on_by_hand(
    cast: Any, sit: Sit, practice: PracticeExchange, screenshot: Any
) -> None:
    practice.wait_for_listener()
    desks = [sit("operator", "/panggilan"), sit("supervisor", "/kejadian")]
    began = clock.now()
    practice.fall_silent()
    for desk in desks:
        expect(desk.locator("#exchange-away")).to_contain_text("Sentral telepon tidak terhubung")
    lost = Entry.objects.get(kind="exchange.link.lost")
    assert lost.recorded_at - began < timedelta(seconds=5)
    screenshot("exchange-away", page=desks[0], full_page=False)
    desks[0].keyboard.press("Alt+n")
    desks[0].keyboard.type(PHONE)
    desks[0].keyboard.press("Enter")
    expect(desks[0].locator(".call-strip")).to_contain_text("432")
    assert Call.objects.get().channel == "PHONE"
    practice.close()
    practice.open()
    for desk in desks:
        expect(desk.locator("#exchange-away .banner")).to_have_count(0)
