"""The next person takes the seat by keys alone: Alt+G, the name, six digits, Enter."""

from collections.abc import Callable
from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import Browser, expect

from kentongan.accounts.hashers import SmallArgon2
from kentongan.accounts.models import User
from kentongan.journal import services as journal
from kentongan.kernel import clock
from kentongan.kernel.actors import SETUP
from tests.accounts.make import PIN
from tests.browser.conftest import DESK
from tests.cast import PASSWORD, Cast
from tests.node import RunningNode

pytestmark = [
    pytest.mark.browser, pytest.mark.processes, pytest.mark.django_db(transaction=True),
]  # fmt: skip

SEAT_S = 10
"""Issue "the desks", 5."""


def test_seat_is_taken_within_ten_seconds_by_keys_alone(
    browser: Browser, living_node: RunningNode, cast: Cast, screenshot: Callable[..., Path]
) -> None:
    encode = SmallArgon2().encode
    with journal.act(by=SETUP, at=clock.now()):
        User.objects.update(
            password=encode(PASSWORD, "garamgaramgaram1"), pin=encode(PIN, "garamgaramgaram2")
        )
    origin = f"http://127.0.0.1:{living_node.port}"
    context = browser.new_context(viewport=DESK, locale="id-ID", base_url=origin)
    page = context.new_page()
    for name in ("second_operator", "operator"):
        page.goto("/account/sign-in")
        page.fill("[name=username]", name)
        page.fill("[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/panggilan")
    page.goto("/account/pin")
    screenshot("hot-seat-pin-page", page=page)
    page.goto("/panggilan")
    expect(page.locator(".bar-who")).to_contain_text("Operator")
    began = monotonic()
    page.keyboard.press("Alt+g")
    expect(page.locator("#relogin")).to_be_visible()
    page.keyboard.type("second_operator", delay=60)
    page.keyboard.press("Tab")
    page.keyboard.type(PIN, delay=60)
    screenshot("hot-seat-overlay", page=page, full_page=False)
    page.keyboard.press("Enter")
    expect(page.locator(".bar-who")).to_contain_text("Second Operator")
    took_s = monotonic() - began
    context.close()
    assert took_s < SEAT_S
