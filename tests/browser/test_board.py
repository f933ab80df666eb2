"""The leader's board in a browser: on a wall by its token, changing without reload."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kentongan.calls import services as calls
from kentongan.calls.enums import Disposition
from kentongan.calls.types import NewCall
from kentongan.dispatch import services as dispatch
from kentongan.incidents import services as incidents
from kentongan.incidents.models import Incident
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
from kentongan.orgs import services as orgs
from kentongan.orgs.enums import DutyKind
from tests.board.make import screen_token
from tests.browser.conftest import DESK
from tests.cast import Cast
from tests.incidents.make import MARKS, new_incident
from tests.node import RunningNode

pytestmark = [
    pytest.mark.browser, pytest.mark.processes, pytest.mark.django_db(transaction=True),
]  # fmt: skip

TELEVISION = {"width": 1920, "height": 1080}


@pytest.fixture
def wall(browser: Browser) -> Any:
    context = browser.new_context(viewport=TELEVISION, locale="id-ID")
    yield context.new_page()
    context.close()


def plan(cast: Cast, org: str, kind: DutyKind, hours: int) -> None:
    at = clock.now()
    duty = orgs.plan_duty(
        by=SETUP, org_id=cast.org_id(org), kind=kind, person_name=f"Piket {kind}", phone="",
        starts_at=at - timedelta(hours=1), ends_at=at + timedelta(hours=hours), at=at,
    )  # fmt: skip
    orgs.sign_on(by=SETUP, duty_id=duty.id, at=at)


def happen(category: str, region: str, minutes_ago: int) -> Incident:
    at = clock.now() - timedelta(minutes=minutes_ago)
    return incidents.open_incident(
        by=SETUP, new=new_incident(category=category, region=region), at=at
    )


def ask(cast: Cast, incident: Incident, org: str, minutes_ago: int, *, accept_s: int = 0) -> None:
    at = clock.now() - timedelta(minutes=minutes_ago)
    ticket = dispatch.forward_ticket(
        by=SETUP, incident_id=incident.id, org_id=cast.org_id(org), at=at
    )
    if accept_s:
        dispatch.accept_ticket(
            by=SETUP, ticket_id=ticket.id, name="Piket", at=at + timedelta(seconds=accept_s)
        )


def ring(disposition: Disposition | None, minutes_ago: int) -> None:
    at = clock.now() - timedelta(minutes=minutes_ago)
    call = calls.receive_call(by=SETUP, new=NewCall(phone="+6281200000009"), at=at)
    if disposition is not None:
        calls.answer_call(by=SETUP, call_id=call.id, at=at + timedelta(seconds=4))
        calls.classify_call(
            by=SETUP, call_id=call.id, disposition=disposition, at=at + timedelta(seconds=60)
        )


def make_night(cast: Cast) -> None:
    plan(cast, "centre", DutyKind.OPERATOR, 8)
    plan(cast, "centre", DutyKind.SUPERVISOR, 8)
    plan(cast, "fire", DutyKind.OFFICER, 30)
    plan(cast, "medical", DutyKind.OFFICER, 9)
    for n in range(12):
        incident = happen("TREE_DOWN", "33.24.15.2001", 300 - 10 * n)
        ask(cast, incident, "fire", 299 - 10 * n, accept_s=20 + 15 * n)
    ask(cast, happen("FIRE_STRUCTURE", "33.24.13.2001", 8), "fire", 6)
    ask(cast, happen("MEDICAL_CHEST_PAIN", "33.24.13.2001", 3), "medical", 2, accept_s=30)
    happen("DOMESTIC_VIOLENCE", "33.24.15.2001", 20)
    for n in range(9):
        ring(Disposition.PRANK, 20 + 9 * n)
    for n in range(4):
        ring(Disposition.SILENT, 15 + 9 * n)
    for n in range(6):
        ring(Disposition.INFORMATION, 12 + 9 * n)
    for n in range(3):
        ring(Disposition.EMERGENCY, 10 + 9 * n)
    ring(Disposition.DROPPED, 3)


def shows(page: Page, node: RunningNode, token: str) -> None:
    page.goto(f"http://127.0.0.1:{node.port}/papan/layar/{token}")
    expect(page.locator("#live-badge")).to_have_class("live-badge is-ok")


def test_board_changes_without_reload(living_node, cast, wall):
    shows(wall, living_node, screen_token(cast))
    assert "/layar/" not in wall.url
    expect(wall.locator("h1")).to_contain_text("tidak ada kejadian terbuka")
    wall.evaluate("() => { window.notReloaded = true; }")
    incident = happen("FIRE_STRUCTURE", "33.24.13.2001", 0)
    expect(wall.locator("h1")).to_contain_text("1 kejadian terbuka")
    expect(wall.locator("tbody").first).to_contain_text("Kebonharjo, Patebon")
    ask(cast, incident, "fire", 0)
    expect(wall.locator("h1")).to_contain_text("1 belum diterima OPD")
    assert wall.evaluate("() => window.notReloaded")


def test_board_on_desk_wall_phone_and_paper(living_node, cast, wall, browser, screenshot):
    make_night(cast)
    token = screen_token(cast)
    shows(wall, living_node, token)
    expect(wall.locator("h1")).to_contain_text("2 petugas jaga (min. 2)")
    screenshot("board-wall", page=wall, full_page=False)
    for panel in ("open-title", "waiting-title", "gaps-title"):
        expect(wall.locator(f"#{panel}")).to_be_in_viewport()
    assert wall.evaluate("() => document.documentElement.scrollHeight") <= TELEVISION["height"]
    expect(wall.locator("#agencies-title")).to_be_in_viewport()
    for panel in ("calls-title", "desk-title"):
        expect(wall.locator(f"#{panel}")).to_be_in_viewport()
    expect(wall.locator("h1")).to_contain_text("2 petugas jaga (min. 2)")
    assert wall.evaluate("() => document.documentElement.scrollHeight") <= TELEVISION["height"]
    screenshot("board-wall-day", page=wall, full_page=False)
    for mark in MARKS:
        assert mark not in wall.content()
    desk = _again(browser, wall.context, DESK)
    desk.goto(f"http://127.0.0.1:{living_node.port}/papan")
    desk.evaluate("() => document.body.classList.remove('wall')")
    for theme in ("dark", "light"):
        desk.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
        screenshot(f"board-desk-{theme}", page=desk)
    desk.set_viewport_size({"width": 390, "height": 844})
    wide = desk.evaluate(
        "() => [...document.querySelectorAll('body *')]"
        ".filter(e => e.getBoundingClientRect().right > 391 && !e.closest('.table-wrap'))"
        ".map(e => e.outerHTML.slice(0, 80))"
    )
    assert wide == []
    assert desk.evaluate("() => document.documentElement.scrollWidth") <= 390
    screenshot("board-phone", page=desk)
    desk.set_viewport_size({"width": 794, "height": 1123})
    desk.emulate_media(media="print")
    screenshot("board-print", page=desk)
    desk.context.close()


def _again(browser: Browser, of: BrowserContext, size: Any) -> Page:
    """Another window of the same wall."""
    context = browser.new_context(viewport=size, locale="id-ID")
    context.add_cookies(of.cookies())  # type: ignore[arg-type]
    return context.new_page()
