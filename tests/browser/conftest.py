"""One chromium for all browser tests; a fresh context and page for each."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from kentongan.fleet.models import Unit
from kentongan.kernel import clock
from tests.browser.at_the_desk import ready
from tests.browser.node import Node
from tests.cast import PASSWORD
from tests.field.make import token_of
from tests.incidents.make import make_categories
from tests.node import RunningNode, free_port, is_green, wait_for
from tests.stories.centre import Centre

# Playwright's own event loop runs in the test's thread; the ORM would refuse to work beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

expect.set_options(timeout=30_000)
"""What is right does not depend on how busy the machine is."""

ARTIFACTS = Path(__file__).resolve().parents[2] / "test-artifacts"
LAUNCH_ARGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}

Enter = Callable[..., Page]
"""`enter("operator")` gives a page of that person."""
Sit = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks no database, or one of its own, is the same test whatever the run's database is."""
    if connection.vendor == "sqlite":
        return
    reason = "its pages come from no database, or from a node with an SQLite of its own"
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if "tests/browser/" in item.nodeid and fixtures & {"site", "node"}:
            item.add_marker(pytest.mark.skip(reason=reason))


def chromium() -> str | None:
    """The browser to drive: KENTONGAN_CHROMIUM, or chromium on the path."""
    return os.environ.get("KENTONGAN_CHROMIUM") or shutil.which("chromium")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = chromium()
    if executable is None:
        pytest.skip("chromium is absent: `apt install chromium`, or set KENTONGAN_CHROMIUM")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable, args=LAUNCH_ARGS)
        yield launched
        launched.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport=DESK, locale="id-ID", timezone_id="Asia/Jakarta")
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def screenshot(context: BrowserContext) -> Callable[..., Path]:
    """`screenshot(name)` saves what the last page of the context shows."""

    def save(name: str, *, page: Page | None = None, full_page: bool = True) -> Path:
        ARTIFACTS.mkdir(exist_ok=True)
        path = ARTIFACTS / f"{name}.png"
        (page or context.pages[-1]).screenshot(path=path, full_page=full_page)
        return path

    return save


@pytest.fixture
def node_settings() -> dict[str, str]:
    """What the living node is told beside its database; a test file says more."""
    return {}


@pytest.fixture
def living_node(
    browser: Browser, transactional_db: None, cast: Any, node_settings: dict[str, str]
) -> Iterator[RunningNode]:
    """The product itself on the tests' own database: what a test does, its pages show."""
    if connection.vendor != "sqlite":
        pytest.skip("the browser's node runs on SQLite; races/ runs both")
    make_categories()
    folder = Path(os.environ["KENTONGAN_DATA"])
    url = f"sqlite:///{connection.settings_dict['NAME']}"
    node = RunningNode(folder, free_port(), DATABASE_URL=url, **node_settings)
    try:
        wait_for(lambda: is_green(node))
        yield node
    finally:
        node.process.terminate()
        node.process.communicate(timeout=20)


@pytest.fixture
def centre(living_node: RunningNode, cast: Any) -> Centre:
    """Who is there, and what a story does without looking: on the living node, at this hour."""
    return Centre(cast, clock.SetClock(clock.now()))


@pytest.fixture
def sit(browser: Browser, living_node: RunningNode, centre: Centre) -> Iterator[Sit]:
    """`sit("operator", "/panggilan")` is that person's page; a unit's is the phone in its cab."""
    opened: list[BrowserContext] = []
    origin = f"http://127.0.0.1:{living_node.port}"

    def at(who: str | Unit, path: str = "/k/") -> Page:
        context = browser.new_context(
            viewport=DESK if isinstance(who, str) else PHONE, locale="id-ID", base_url=origin,
            extra_http_headers=centre.headers(who) if isinstance(who, str) else {},
        )  # fmt: skip
        opened.append(context)
        page = context.new_page()
        page.goto(path if isinstance(who, str) else f"/k/{token_of(who)}")
        ready(page)
        return page

    yield at
    for context in opened:
        context.close()


@pytest.fixture(scope="module")
def node() -> Iterator[Node]:
    if chromium() is None:
        pytest.skip("chromium is absent: `apt install chromium`, or set KENTONGAN_CHROMIUM")
    with Node() as running:
        yield running


@pytest.fixture
def enter(browser: Browser, node: Node) -> Iterator[Enter]:
    """`enter("operator")` is a page of that person, in a browser of their own."""
    opened: list[BrowserContext] = []

    def sign_in(name: str, *, theme: str = "dark") -> Page:
        context = browser.new_context(viewport=DESK, locale="id-ID", base_url=node.origin)
        opened.append(context)
        context.add_cookies([{"name": "kentongan_theme", "value": theme, "url": node.origin}])
        page = context.new_page()
        page.goto("/account/sign-in")
        page.fill("[name=username]", name)
        page.fill("[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "sign-in" not in url)
        return page

    yield sign_in
    for context in opened:
        context.close()
