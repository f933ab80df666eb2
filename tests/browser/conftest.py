"""One chromium for all browser tests; a fresh context and page for each."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.incidents.make import make_categories
from tests.node import RunningNode, free_port, is_green, wait_for

# Playwright's own event loop runs in the test's thread; the ORM would refuse to work beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

ARTIFACTS = Path(__file__).resolve().parents[2] / "test-artifacts"
LAUNCH_ARGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


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
def living_node(browser: Browser, transactional_db: None, cast: Any) -> Iterator[RunningNode]:
    """The product itself on the tests' own database: what a test does, its pages show."""
    if connection.vendor != "sqlite":
        pytest.skip("the browser's node runs on SQLite; races/ runs both")
    make_categories()
    folder = Path(os.environ["KENTONGAN_DATA"])
    url = f"sqlite:///{connection.settings_dict['NAME']}"
    node = RunningNode(folder, free_port(), DATABASE_URL=url)
    try:
        wait_for(lambda: is_green(node))
        yield node
    finally:
        node.process.terminate()
        node.process.communicate(timeout=20)
