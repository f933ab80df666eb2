"""What a supervisor does beside the calls: numbers that ring for fun, reviews, recordings."""

import json
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from kentongan.demotions.models import Demotion
from kentongan.kernel import clock
from tests.browser.at_the_desk import ready
from tests.browser.conftest import Sit
from tests.browser.test_accessibility import AXE, FINDINGS
from tests.demotions.make import PRANKSTER, demoted, pranks, ring
from tests.quality.make import make_review
from tests.stories.centre import Centre

pytestmark = [pytest.mark.browser, pytest.mark.processes]


def looked_at(page: Page, name: str, screenshot: Any) -> None:
    """In both lights and on a telephone; no barrier that a program finds."""
    for theme in ("dark", "light"):
        page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
        screenshot(f"{name}-{theme}", page=page)
        page.evaluate(AXE.read_text(encoding="utf8"))
        found = page.evaluate(FINDINGS)
        assert not found, json.dumps(found, indent=1, ensure_ascii=False)
    page.set_viewport_size({"width": 390, "height": 844})
    screenshot(f"{name}-phone", page=page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1440, "height": 900})


def test_a_demoted_caller_stands_in_the_queue_and_is_answered(
    sit: Sit, centre: Centre, screenshot: Any
) -> None:
    now = clock.now()
    demoted(centre.cast, at=now - timedelta(minutes=5))
    desk = sit("operator", "/panggilan")
    call = ring(at=clock.now())
    strip = desk.locator(f"#c-{call.id}")
    expect(strip).to_contain_text("Prioritas diturunkan sementara")
    screenshot("demoted-queue", page=desk)
    desk.keyboard.press("F2")
    desk.wait_for_url("**/panggilan/*")
    ready(desk)
    expect(desk.locator("#demotion")).to_contain_text("Prioritas nomor ini diturunkan sementara")
    desk.get_by_text("Penelepon keberatan").click()
    desk.fill("#appeal-words", "Anak saya yang bermain.")
    screenshot("demoted-call", page=desk)
    desk.get_by_role("button", name="Catat keberatan").click()
    expect(desk.locator("#demotion")).to_have_count(0)
    assert Demotion.objects.get().appealed_at is not None


def test_a_supervisor_considers_a_number(sit: Sit, centre: Centre, screenshot: Any) -> None:
    now = clock.now()
    pranks(centre.cast, at=now - timedelta(hours=1))
    pranks(centre.cast, phone="0294381999", at=now - timedelta(hours=2))
    page = sit("supervisor", "/prioritas-nomor")
    expect(page.locator("main")).not_to_contain_text(PRANKSTER)
    looked_at(page, "demotions-candidates", screenshot)
    page.get_by_label("Alasan").fill("Iseng berulang, dicatat dua petugas.")
    page.get_by_role("button", name="Turunkan prioritas sementara").click()
    expect(page.locator("main")).to_contain_text("belum ditinjau pengawas lain")
    looked_at(page, "demotions", screenshot)
    page.get_by_role("button", name="Cabut sekarang").click()
    expect(page.locator("main")).to_contain_text("Dicabut pengawas")


def test_a_call_is_reviewed_by_keyboard_and_read_by_its_operator(
    sit: Sit, centre: Centre, screenshot: Any
) -> None:
    review = make_review(centre.cast, at=clock.now())
    page = sit("supervisor", "/mutu")
    looked_at(page, "quality", screenshot)
    page.get_by_role("button", name="Saya yang menilai").click()
    page.wait_for_url(f"**/mutu/{review.id}")
    ready(page)
    looked_at(page, "quality-review", screenshot)
    for group in page.locator("fieldset:has(input[value=YES])").all():
        group.locator("label", has=page.locator("input[value=YES]")).first.click()
    page.locator("[name=coach_note]").fill("Tenang sampai akhir.")
    page.locator("form:has([name=coach_note]) button").last.click()
    page.wait_for_url("**/mutu")
    own = sit("operator", "/mutu/saya")
    expect(own.locator("main")).to_contain_text("Tenang sampai akhir.")
    looked_at(own, "quality-own", screenshot)
