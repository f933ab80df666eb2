"""A shift ends in a real browser: what is open is handed over, taken by one key, and one may go."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kentongan.accounts.hashers import SmallArgon2
from kentongan.accounts.models import Session, User
from kentongan.journal import services as journal
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
from kentongan.orgs import services
from tests.browser.conftest import ARTIFACTS, DESK, PHONE
from tests.cast import PASSWORD, Cast
from tests.dispatch.make import make_fire
from tests.node import RunningNode
from tests.orgs.make import make_duty

pytestmark = [
    pytest.mark.browser, pytest.mark.processes, pytest.mark.django_db(transaction=True),
]  # fmt: skip

Enter = Callable[[str], Page]


@pytest.fixture
def enter(browser: Browser, living_node: RunningNode, cast: Cast) -> Iterator[Enter]:
    """`enter("operator")` is a page of that person, in a browser of their own."""
    opened: list[BrowserContext] = []
    origin = f"http://127.0.0.1:{living_node.port}"
    hashed = SmallArgon2().encode(PASSWORD, "garamgaramgaram1")
    with journal.act(by=SETUP, at=clock.now()):
        User.objects.update(password=hashed)

    def sign_in(name: str) -> Page:
        context = browser.new_context(viewport=DESK, locale="id-ID", base_url=origin)
        opened.append(context)
        page = context.new_page()
        page.goto("/account/sign-in")
        page.fill("[name=username]", name)
        page.fill("[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/panggilan")
        return page

    yield sign_in
    for context in opened:
        context.close()


def save(page: Page, name: str) -> None:
    ARTIFACTS.mkdir(exist_ok=True)
    page.screenshot(path=ARTIFACTS / f"{name}.png", full_page=True)


def save_everywhere(page: Page, name: str) -> None:
    """Dark and light on a desk, and on a phone."""
    save(page, f"{name}-dark")
    page.locator("[data-theme-set=light]").click()
    save(page, f"{name}-light")
    page.set_viewport_size(PHONE)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    save(page, f"{name}-phone")
    page.set_viewport_size(DESK)
    page.locator("[data-theme-set=dark]").click()
    assert wide <= 0


def test_shift_is_handed_over_and_taken_by_one_key(enter: Enter, cast: Cast) -> None:
    now = clock.now()
    fires = [make_fire(at=now) for _ in range(2)]
    make_duty(cast, "operator", at=now)
    make_duty(cast, "second_operator", hours=(0, 8), at=now)
    services.note_remark(
        by=cast.operator, org_id=cast.org_id("centre"), text="Saluran 2 rusak", at=now
    )
    old, new = enter("operator"), enter("second_operator")
    new.goto("/serah-terima")
    old.goto("/serah-terima")
    expect(old.locator("#handover")).to_contain_text(fires[0].number)
    expect(old.locator("#handover")).to_contain_text("belum dapat diakhiri")
    save_everywhere(old, "handover")
    old.fill("#note", "Cadangan air di Weleri habis")
    old.keyboard.press("F2")
    expect(new.locator("#handover")).to_contain_text("Cadangan air di Weleri habis")
    save(new, "handover-offered")
    new.keyboard.press("F4")
    expect(old.locator("#handover")).to_contain_text("piket dapat diakhiri")
    expect(old.locator("#handover")).to_contain_text("Second Operator")


def test_month_of_a_roster_is_read(enter: Enter, cast: Cast) -> None:
    now = clock.now()
    for day in range(4):
        for number, name in enumerate(("operator", "second_operator")):
            first = 24 * day + 12 * number + 1
            make_duty(cast, name, hours=(first, first + 12), present=False, at=now)
    page = enter("operator")
    page.goto("/jadwal")
    expect(page.locator("#month-roster")).to_contain_text("Second Operator")
    save_everywhere(page, "roster")


def test_next_person_takes_the_desk_over_with_the_draft_on_it(enter: Enter, cast: Cast) -> None:
    """Hot seat: one key, name, password, Enter; the page is never left."""
    page = enter("operator")
    page.goto("/masuk-darurat")
    page.fill("#reason", "Tiga laporan banjir di Patebon")
    page.evaluate("window.untouched = true")
    page.keyboard.press("Alt+g")
    expect(page.locator("#relogin")).to_be_visible()
    expect(page.locator("#relogin-username")).to_be_focused()
    page.keyboard.type("second_operator")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("#relogin")).to_be_hidden()
    expect(page.locator(".bar-who b")).to_have_text("Second Operator")
    expect(page.locator("#reason")).to_have_value("Tiga laporan banjir di Patebon")
    assert page.evaluate("window.untouched")
    page.reload()
    expect(page.locator("#reason")).to_have_value("Tiga laporan banjir di Patebon")
    assert Session.objects.filter(user=cast.people["operator"], ended_at=None).count() == 0
