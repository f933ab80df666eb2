"""Every desk for who sees little, hears the page or has only a keyboard (WCAG 2.2 AA by axe)."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.demonstration import DESK, SCREENS, Demonstration, running

pytestmark = [pytest.mark.browser, pytest.mark.processes]

AXE = Path(__file__).resolve().parents[1] / "vendor" / "axe" / "axe.min.js"
FINDINGS = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
  .filter(found => ["serious", "critical"].includes(found.impact))
  .map(found => ({rule: found.id, what: found.help,
    where: found.nodes.slice(0, 4).map(node => node.html.slice(0, 200) + " | " +
      (node.any[0]?.message ?? ""))}))"""
ZOOMED = {"width": 720, "height": 450}
"""What is left of a desk's 1440 × 900 at 200 %: WCAG 2.2, 1.4.4 and 1.4.10."""
SIDEWAYS = """() => document.documentElement.scrollWidth > innerWidth
  ? [...document.querySelectorAll("body *")]
      .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
      .map(e => e.outerHTML.slice(0, 120)).slice(0, 5)
  : []"""
LOST = """() => [...document.querySelectorAll("button, input, select, main a, .bar-tools a")]
  .filter(e => e.checkVisibility() && !e.closest(".visually-hidden, .skip, .table-wrap"))
  .filter(e => { const box = e.getBoundingClientRect();
    return box.width && (box.right < 1 || box.right > innerWidth + 1); })
  .map(e => e.outerHTML.slice(0, 120))"""
TWICE = """() => [...document.querySelectorAll("[data-key]")]
  .filter(e => e.checkVisibility()).map(e => e.dataset.key.toLowerCase())
  .filter((key, at, all) => all.indexOf(key) !== at)"""


@pytest.fixture(scope="module")
def demonstration(browser: Browser) -> Iterator[Demonstration]:
    with running(browser) as demonstration:
        yield demonstration


def _findings(page: Page) -> list[object]:
    page.evaluate(AXE.read_text(encoding="utf8"))
    found: list[object] = page.evaluate(FINDINGS)
    return found


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("name", SCREENS)
def test_axe_finds_nothing_serious(demonstration: Demonstration, name: str, theme: str) -> None:
    with demonstration.shown(name, theme=theme) as page:
        found = _findings(page)
    assert not found, json.dumps(found, indent=1, ensure_ascii=False)


@pytest.mark.parametrize("size", [DESK, ZOOMED], ids=["100%", "200%"])
@pytest.mark.parametrize("name", SCREENS)
def test_nothing_is_lost_or_sideways(
    demonstration: Demonstration, name: str, size: dict[str, int]
) -> None:
    with demonstration.shown(name, viewport=size) as page:
        assert page.evaluate(SIDEWAYS) == []
        assert page.evaluate(LOST) == []


@pytest.mark.parametrize("name", SCREENS)
def test_each_key_does_one_thing(demonstration: Demonstration, name: str) -> None:
    with demonstration.shown(name) as page:
        assert page.evaluate(TWICE) == []
