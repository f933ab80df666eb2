"""The desks' maps on a base map of the node's own, raster and vector: the tiles are seen."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import Sit
from tests.geo.make_tiles import write_raster, write_vector
from tests.node import wait_for

pytestmark = [
    pytest.mark.browser, pytest.mark.processes, pytest.mark.django_db(transaction=True),
]  # fmt: skip

SEEN = {write_raster: (0x3A, 0x7D, 0x44), write_vector: (0x11, 0x24, 0x3F)}
"""The tile's own colour; the dark theme's for water."""


@pytest.fixture(params=[write_raster, write_vector])
def write(request: pytest.FixtureRequest) -> Any:
    return request.param


@pytest.fixture
def node_settings(tmp_path: Path, write: Any) -> dict[str, str]:
    return {"KENTONGAN_TILES": str(write(tmp_path / "dasar.pmtiles"))}


def colours(page: Page) -> set[tuple[int, ...]]:
    picture = Image.open(BytesIO(page.locator("#map").screenshot())).convert("RGB")
    return {colour for _, colour in picture.getcolors(maxcolors=10**7)}


def is_like(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) < 4


def test_map_is_drawn_on_it_and_says_whose_it_is(sit: Sit, write: Any, screenshot: Any) -> None:
    errors: list[str] = []
    desk = sit("operator", "/jalan")
    desk.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    expect(desk.locator("#roads-map[data-drawn]")).to_be_attached()
    whose = "OpenStreetMap" if write is write_raster else "uji"
    expect(desk.locator(".maplibregl-ctrl-attrib")).to_contain_text(whose)
    screenshot(f"base-map-{write.__name__}", page=desk)
    wait_for(lambda: any(is_like(seen, SEEN[write]) for seen in colours(desk)))
    assert errors == []
