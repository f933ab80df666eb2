"""A resuscitation guided by keyboard alone: answers by digit, steps by Enter, beats to press by."""

import re

import pytest
from playwright.sync_api import Page, expect

from kentongan.guidance.models import GuidedSession, SaidLine
from kentongan.kernel import clock
from tests.browser.at_the_desk import answer
from tests.browser.conftest import ARTIFACTS, Sit
from tests.guidance.make import make_approved, signature, starter
from tests.stories.centre import Centre

pytestmark = [pytest.mark.browser, pytest.mark.processes]

BEATS = """[Number(document.querySelector('#g-metronome')?.dataset.beats ?? 0),
  performance.now() / 1000]"""


def approve_cpr() -> None:
    at = clock.now()
    make_approved(starter("rjp"), at=at, signed_on=at.date().replace(day=1))


def in_call(sit: Sit, centre: Centre) -> Page:
    centre.call("0294000112")
    page = sit("operator", "/panggilan")
    answer(page, "0294000112")
    expect(page.get_by_role("heading", name="Panduan penelepon")).to_be_visible()
    return page


def press(page: Page, key: str, shows: str) -> None:
    page.keyboard.press(key)
    expect(page.locator("#guidance .say")).to_contain_text(shows)
    expect(page.locator("#guidance *:focus")).to_have_count(1)


def test_a_card_is_begun_before_any_kind_is_chosen(sit: Sit, centre: Centre) -> None:
    """The caller cries that he does not breathe: nobody fills in a form first."""
    approve_cpr()
    page = in_call(sit, centre)
    page.keyboard.press("F3")
    press(page, "1", "Apakah ia menyahut atau bergerak?")


def test_a_resuscitation_by_keyboard_with_the_metronome(sit: Sit, centre: Centre) -> None:
    approve_cpr()
    page = in_call(sit, centre)
    page.keyboard.type("kebonharjo")
    expect(page.locator("[data-settled]")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Alt+k")
    page.keyboard.type("Tidak sadar")
    expect(page.locator("#guidance [data-digit='1']")).to_contain_text("RJP")
    page.keyboard.press("F3")
    press(page, "1", "Apakah ia menyahut atau bergerak?")
    press(page, "2", "Apakah napasnya biasa?")
    press(page, "3", "Apakah ia dewasa, anak, atau bayi")
    press(page, "1", "Telentangkan ia di lantai yang keras.")
    press(page, "Enter", "Taruh pangkal telapak tangan di tengah dada.")
    press(page, "Enter", "Tekan kuat dan cepat, lima sampai enam sentimeter.")
    beats_as_it_should(page)
    press(page, "Enter", "Terus tekan, jangan berhenti.")
    page.keyboard.press("m")
    expect(page.locator("[data-beat-sound]")).to_have_attribute("aria-pressed", "true")
    ARTIFACTS.mkdir(exist_ok=True)
    page.screenshot(path=ARTIFACTS / "guidance-cpr.png")
    page.keyboard.press("Enter")
    expect(page.locator("#guidance")).to_contain_text("Sudah disampaikan lagi")
    expect(page.locator("#guidance time.clock")).to_be_visible()
    # the draft of the call goes on beside it; what the card proposes is taken by a key
    expect(page.locator("#priority")).to_have_value("")
    page.keyboard.press("Alt+w")
    expect(page.locator("#priority")).to_have_value("P1")
    expect(page.locator("#region_label")).to_have_value("Kebonharjo, Patebon")
    page.locator("#g-said").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#guidance [data-digit='1']")).to_contain_text("RJP")
    session = GuidedSession.objects.get()
    assert (session.left_how, session.left_step) == ("LEFT", "dewasa-terus")
    assert SaidLine.objects.count() == 7


def beats_as_it_should(page: Page) -> None:
    """110 a minute: within two beats over four seconds."""
    expect(page.locator("#g-metronome")).to_have_attribute("data-beats", re.compile("[1-9]"))
    first, began = page.evaluate(BEATS)
    page.wait_for_timeout(4_000)
    last, ended = page.evaluate(BEATS)
    beats, seconds = last - first, ended - began
    assert abs(beats - seconds * 110 / 60) <= 2, (beats, seconds)


def test_a_draft_is_on_no_live_desk(sit: Sit, centre: Centre) -> None:
    page = in_call(sit, centre)
    expect(page.locator("#guidance")).to_contain_text("Belum ada kartu yang disetujui dokter")
    assert signature().doctor_name not in page.content()
