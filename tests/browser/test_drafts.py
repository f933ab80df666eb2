"""What is half written in a browser belongs to the one who wrote it, on a desk that many share."""

import re

import pytest
from playwright.sync_api import Page, expect

from kentongan.accounts import services as accounts
from kentongan.accounts.hashers import SmallArgon2
from kentongan.accounts.models import User
from kentongan.calls.models import CallDraft
from kentongan.journal import services as journal
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
from tests.browser.conftest import ARTIFACTS
from tests.calls.make import answered
from tests.cast import PASSWORD, Cast
from tests.incidents.make import exact, make_incident
from tests.node import RunningNode, wait_for

pytestmark = [
    pytest.mark.browser, pytest.mark.processes, pytest.mark.django_db(transaction=True),
]  # fmt: skip

SECRET = "Pelapor bersembunyi di rumah Bu Ratmi"
LOG = "[name=text]"


@pytest.fixture
def address(living_node: RunningNode, cast: Cast, page: Page) -> str:
    """An incident's page, where both operators may write into the log."""
    hashed = SmallArgon2().encode(PASSWORD, "garamgaramgaram1")
    with journal.act(by=SETUP, at=clock.now()):
        User.objects.filter(username__in=("operator", "second_operator")).update(password=hashed)
    page.set_default_timeout(30_000)
    incident = make_incident(at=clock.now(), place=exact(address="Pohon di Karangsari"))
    return f"http://127.0.0.1:{living_node.port}/kejadian/{incident.id}"


def enter(page: Page, address: str, username: str) -> None:
    page.goto(address)
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(address)


def kept(page: Page) -> str:
    return str(page.evaluate("JSON.stringify(localStorage)"))


def write(page: Page) -> None:
    page.fill(LOG, SECRET)
    wait_for(lambda: "draft" in kept(page), 10)
    page.wait_for_timeout(200)


def test_draft_is_sealed_and_comes_back_to_its_writer_only(address, cast, page):
    enter(page, address, "operator")
    write(page)
    assert SECRET not in kept(page)
    page.reload()
    expect(page.locator(LOG)).to_have_value(SECRET)
    # the line is cut and a colleague sits down at the same desk
    page.context.clear_cookies()
    enter(page, address, "second_operator")
    expect(page.locator(LOG)).to_have_value("")
    assert SECRET not in kept(page)
    page.context.clear_cookies()
    enter(page, address, "operator")
    expect(page.locator(LOG)).to_have_value(SECRET)


def test_who_signs_out_leaves_nothing(address, page):
    enter(page, address, "operator")
    write(page)
    page.locator("[data-sign-out] button").click()
    page.wait_for_url(re.compile("sign-in"))
    assert "draft" not in kept(page)


def test_colleague_in_the_overlay_gets_a_page_of_their_own(address, cast, page):
    enter(page, address, "operator")
    write(page)
    accounts.end_sessions(by=SETUP, user_id=cast.people["operator"].id, at=clock.now())
    expect(page.locator("#relogin")).to_be_visible()
    page.fill("#relogin-username", "second_operator")
    page.fill("#relogin-password", PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".bar-who")).to_contain_text("Second Operator")
    expect(page.locator(LOG)).to_have_value("")


@pytest.fixture
def call(address: str, cast: Cast) -> str:
    """The page of a call that the operator has answered."""
    taken = answered(cast.operator)
    return address.replace(address[address.index("/kejadian") :], f"/panggilan/{taken.id}")


def on_the_server() -> str:
    return "".join(CallDraft.objects.values_list("fields", flat=True))


def test_what_is_typed_while_the_line_is_cut_is_saved_when_it_is_back(call, cast, page):
    enter(page, call, "operator")
    page.fill("#narrative", "Atap roboh")
    expect(page.locator("[data-autosaved]")).to_contain_text(
        re.compile(r"tersimpan \d\d\.\d\d\.\d\d")
    )
    page.context.set_offline(True)
    page.fill("#narrative", "Atap roboh, dua orang tertimpa")
    expect(page.locator("[data-autosaved]")).to_have_text(
        "BELUM TERSIMPAN di server — tersimpan di komputer ini"
    )
    page.screenshot(path=ARTIFACTS / "draft-unsaved-light.png")
    assert "tertimpa" not in on_the_server()
    page.context.set_offline(False)
    expect(page.locator("[data-autosaved]")).to_have_attribute("data-autosaved", "yes")
    assert "tertimpa" in on_the_server()


def test_what_is_typed_after_the_session_has_ended_is_saved_after_the_login(call, cast, page):
    # nothing but what is typed may ask the server, or the overlay comes before the words
    page.route("**/api/v1/live*", lambda route: route.abort())
    with (
        page.expect_response("**/panggilan/pratinjau"),
        page.expect_response("**/panggilan/dering"),
    ):
        enter(page, call, "operator")
    accounts.end_sessions(by=SETUP, user_id=cast.people["operator"].id, at=clock.now())
    page.fill("#narrative", "Ada api di atap")
    expect(page.locator("#relogin")).to_be_visible()
    page.fill("#relogin-username", "operator")
    page.fill("#relogin-password", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("[data-autosaved]")).to_have_attribute("data-autosaved", "yes")
    assert "Ada api" in on_the_server()
    expect(page.locator("#narrative")).to_have_value("Ada api di atap")


def test_overlay_waits_for_a_pause_in_what_is_typed(call, cast, page):
    enter(page, call, "operator")
    expect(page.locator("#live-badge")).to_have_class(re.compile("is-ok"))
    page.fill("#narrative", "")
    page.keyboard.type("Ibu dan ")
    accounts.end_sessions(by=SETUP, user_id=cast.people["operator"].id, at=clock.now())
    page.keyboard.type("dua anak di atap", delay=80)
    expect(page.locator("#relogin")).to_be_visible()
    expect(page.locator("#narrative")).to_have_value("Ibu dan dua anak di atap")
    expect(page.locator("#relogin-username")).not_to_have_value(re.compile("atap"))
