"""The line breaks, or the session ends, under an open desk: it says so, and nothing is lost."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from kentongan.accounts import services as accounts
from kentongan.accounts.hashers import SmallArgon2
from kentongan.accounts.models import User
from kentongan.calls.models import Call
from kentongan.incidents import services as incidents
from kentongan.incidents.models import Incident
from kentongan.journal import services as journal
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
from tests.calls.make import make_call
from tests.cast import PASSWORD, Cast
from tests.incidents.make import exact, make_incident
from tests.node import RunningNode

pytestmark = [
    pytest.mark.browser, pytest.mark.processes, pytest.mark.django_db(transaction=True),
]  # fmt: skip

SILENCE_MS = 30_000
"""The page speaks up after 16 seconds without a sign of life."""

BACK_MS = 10_000


@pytest.fixture
def desk(living_node: RunningNode, cast: Cast, page: Page) -> Page:
    """The operator, signed in at the door of the running node."""
    hashed = SmallArgon2().encode(PASSWORD, "garamgaramgaram1")
    with journal.act(by=SETUP, at=clock.now()):
        User.objects.filter(username="operator").update(password=hashed)
    page.set_default_timeout(BACK_MS)
    origin = f"http://127.0.0.1:{living_node.port}"
    page.goto(f"{origin}/account/sign-in")
    page.fill("[name=username]", "operator")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/panggilan")
    return page


def go(page: Page, path: str) -> None:
    """Open a page, wait for its stream, and mark it: a reload would lose the mark."""
    page.goto("/".join(page.url.split("/")[:3]) + path)
    expect(page.locator("#live-badge")).to_have_class(re.compile("is-ok"))
    page.evaluate("window.untouched = true")


def tree(address: str) -> Incident:
    return make_incident(at=clock.now(), place=exact(address=address))


def badge(page: Page) -> Any:
    return page.locator("#live-badge")


def test_desk_without_a_line_says_so_and_misses_nothing_when_it_is_back(desk, screenshot):
    gone, stays = tree("Pohon yang selesai"), tree("Pohon yang tetap")
    go(desk, "/kejadian")
    expect(desk.locator("#list")).to_contain_text("Pohon yang selesai")
    desk.context.set_offline(True)
    missed = [tree(f"Pohon luring {n}") for n in range(1, 6)]
    incidents.cancel_incident(by=SETUP, incident_id=gone.id, reason="Uji", at=clock.now())
    expect(badge(desk)).to_contain_text("Luring sejak", timeout=SILENCE_MS)
    expect(desk.locator("#live-banner")).to_be_visible()
    expect(desk.locator(f"#i-{missed[0].id}")).to_have_count(0)
    screenshot("offline-desk", page=desk, full_page=False)

    desk.context.set_offline(False)
    for incident in (*missed, stays):
        expect(desk.locator(f"#i-{incident.id}")).to_have_count(1)
    expect(desk.locator(f"#i-{gone.id}")).to_have_count(0)
    expect(desk.locator("#open-count")).to_have_text("6")
    expect(badge(desk)).to_contain_text("Tersambung")
    expect(desk.locator("#live-banner")).to_be_hidden()
    # and it goes on hearing
    latest = tree("Pohon sesudahnya")
    expect(desk.locator(f"#i-{latest.id}")).to_have_count(1)
    assert desk.evaluate("window.untouched")


def test_call_that_rang_while_the_line_was_down_waits_in_the_queue(desk):
    go(desk, "/panggilan")
    desk.context.set_offline(True)
    expect(badge(desk)).to_contain_text("Luring sejak", timeout=SILENCE_MS)
    make_call(at=clock.now(), phone="+6281200000777")
    desk.context.set_offline(False)
    expect(desk.locator("#queue")).to_contain_text("777")
    assert desk.evaluate("window.untouched")


def test_node_that_was_away_is_heard_again(desk, living_node):
    go(desk, "/kejadian")
    living_node.kill_webs()
    missed = tree("Pohon selama mulai ulang")
    expect(desk.locator(f"#i-{missed.id}")).to_have_count(1, timeout=SILENCE_MS)
    assert desk.evaluate("window.untouched")


def test_ended_session_asks_again_and_the_form_is_sent_with_every_letter(desk, cast, screenshot):
    call = make_call(at=clock.now())
    go(desk, f"/panggilan/{call.id}")
    # answering opens the call's own page; what must survive comes after that
    with desk.expect_navigation():
        desk.get_by_role("button", name=re.compile("Jawab")).first.click()
    expect(desk.locator("#intake")).to_be_visible()
    desk.evaluate("window.untouched = true")
    desk.fill("#address", "Gang Melati, utara musala")
    desk.select_option("#category", "TREE_DOWN")
    said = "Pohon menimpa pagar. Tidak ada korban — “aman”, kata pelapor."
    desk.fill("#narrative", said)
    at = clock.now()
    accounts.end_sessions(by=SETUP, user_id=cast.people["operator"].id, at=at)
    expect(desk.locator("#relogin")).to_be_visible()
    expect(desk.locator("#narrative")).to_have_value(said)
    screenshot("relogin-desk", page=desk, full_page=False)
    desk.fill("#relogin-username", "operator")
    desk.fill("#relogin-password", "bukan kata sandinya")
    desk.keyboard.press("Enter")
    expect(desk.locator("#relogin [data-wrong]")).to_be_visible()
    desk.fill("#relogin-password", PASSWORD)
    desk.keyboard.press("Enter")
    expect(desk.locator("#relogin")).to_be_hidden()
    expect(desk.locator("#narrative")).to_have_value(said)
    assert desk.evaluate("window.untouched")
    desk.keyboard.press("F9")
    desk.wait_for_url("**/kejadian/*")
    call = Call.objects.get(id=call.id)
    assert call.incident is not None
    assert call.incident.narrative == said


def test_submitting_after_the_session_ended_sends_it_again_by_itself(desk, cast):
    call = make_call(at=clock.now())
    # its stream never opens, so the form is the first to hear of the end
    desk.route("**/api/v1/live*", lambda route: route.abort())
    desk.goto(desk.url + f"/{call.id}")
    with desk.expect_navigation():
        desk.get_by_role("button", name=re.compile("Jawab")).first.click()
    expect(desk.locator("#intake")).to_be_visible()
    desk.fill("#address", "Gang Kenanga")
    desk.select_option("#category", "TREE_DOWN")
    desk.fill("#narrative", "Dikirim pada detik sesi berakhir")
    accounts.end_sessions(by=SETUP, user_id=cast.people["operator"].id, at=clock.now())
    desk.keyboard.press("F9")
    expect(desk.locator("#relogin")).to_be_visible()
    desk.fill("#relogin-username", "operator")
    desk.fill("#relogin-password", PASSWORD)
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/kejadian/*")
    assert Call.objects.get(id=call.id).incident.narrative == "Dikirim pada detik sesi berakhir"
    assert Incident.objects.filter(narrative="Dikirim pada detik sesi berakhir").count() == 1
