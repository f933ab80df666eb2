"""What a neighbour hands over appears above a desk's page by itself and is accepted by keyboard."""

import json
from uuid import UUID

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from kentongan.accounts import services as accounts
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
from kentongan.neighbours.enums import AidState, Way
from kentongan.neighbours.models import Aid
from tests.browser.at_the_desk import ready
from tests.browser.conftest import DESK
from tests.browser.test_accessibility import AXE, FINDINGS
from tests.neighbours.make import ask, asked_letter, facts, make_neighbour, send

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.django_db(transaction=True)]


def entered(cast, browser: Browser, port: int, name: str) -> Page:
    user_id: UUID = cast.people[name].id
    token = accounts.issue_token(by=SETUP, user_id=user_id, label="uji", at=clock.now())
    context = browser.new_context(
        viewport=DESK, locale="id-ID", base_url=f"http://127.0.0.1:{port}", bypass_csp=True,
        extra_http_headers={"Authorization": f"Bearer {token}"},
    )  # fmt: skip
    return context.new_page()


def hand_to_us() -> None:
    now = clock.now()
    told = facts(started_at=clock.to_wire(now))
    letter = asked_letter(facts=told, asked_at=clock.to_wire(now), asked_name="Budi")
    assert send(Client(), letter, at=now).status_code == 200


def test_neighbour_waits_above_every_page_and_is_answered_by_keyboard(
    living_node, cast, browser: Browser, screenshot
):
    make_neighbour(cast)
    page = entered(cast, browser, living_node.port, "operator")
    page.goto("/kejadian")
    ready(page)
    hand_to_us()
    banner = page.locator("#neighbour-banner .banner")
    expect(banner).to_contain_text("112 Batang")
    banner.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/tetangga")
    accept = page.get_by_role("button", name="Terima atas nama saya")
    expect(accept).to_be_visible()
    page.evaluate(AXE.read_text(encoding="utf8"))
    found = page.evaluate(FINDINGS)
    assert not found, json.dumps(found, indent=1, ensure_ascii=False)
    screenshot("neighbours-desk", page=page)
    accept.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/kejadian/*")
    expect(page.locator("#incident")).to_contain_text("112 Batang")
    assert Aid.objects.get().state == AidState.ACCEPTED


def test_desk_hands_over_by_keyboard_and_notes_who_took_it_by_telephone(
    living_node, cast, browser: Browser, screenshot
):
    aid = ask(cast, way=Way.PHONE, at=clock.now())
    page = entered(cast, browser, living_node.port, "operator")
    page.goto(f"/kejadian/{aid.incident_id}")
    expect(page.locator("#incident")).to_contain_text("masih milik kita")
    page.locator("#a-neighbour-units summary").focus()
    page.keyboard.press("Enter")
    page.evaluate(AXE.read_text(encoding="utf8"))
    found = page.evaluate(FINDINGS)
    assert not found, json.dumps(found, indent=1, ensure_ascii=False)
    screenshot("neighbours-incident", page=page)
    page.goto("/tetangga")
    page.get_by_label("Nama yang menjawab").fill("Sari")
    page.get_by_role("button", name="Diterima").press("Enter")
    expect(page.locator("#neighbours")).to_contain_text("Tutup sebagai diserahkan")
    aid.refresh_from_db()
    assert (aid.state, aid.answered_name) == (AidState.ACCEPTED, "Sari")
