"""The pictures of docs/guides, taken of the demonstration with KENTONGAN_GUIDES=1.

Without it, only whether each picture that a guide shows is there, and small.
"""

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.browser.demonstration import DESK, PHONE, SCREENS, Demonstration, running

pytestmark = [pytest.mark.browser, pytest.mark.processes]

GUIDES = Path(__file__).resolve().parents[2] / "docs" / "guides"
IMAGES = GUIDES / "images"
MOST_BYTES = 200_000
ON_A_PHONE = {"crew": "sunlight", "board": "light"}
PICTURES = [
    *((name, theme, "desk") for name in SCREENS if name != "crew" for theme in ("dark", "light")),
    *((name, theme, "phone") for name, theme in ON_A_PHONE.items()),
]
EMBEDDED = re.compile(r"\]\(images/([\w-]+\.png)\)")


def _file(name: str, theme: str, size: str) -> str:
    return f"{name}-{size}-{theme}.png"


def _save(png: bytes, path: Path) -> None:
    """In 256 colours: nothing that a reader sees, and a third of the bytes."""
    Image.open(io.BytesIO(png)).convert("RGB").quantize(256).save(path, optimize=True)


@pytest.fixture(scope="module")
def demonstration(browser: Browser) -> Iterator[Demonstration]:
    with running(browser) as demonstration:
        yield demonstration


@pytest.mark.skipif(not os.environ.get("KENTONGAN_GUIDES"), reason="KENTONGAN_GUIDES=1 takes them")
@pytest.mark.parametrize(("name", "theme", "size"), PICTURES)
def test_picture_is_taken(demonstration: Demonstration, name: str, theme: str, size: str) -> None:
    IMAGES.mkdir(exist_ok=True)
    path = IMAGES / _file(name, theme, size)
    viewport = DESK if size == "desk" else PHONE
    with demonstration.shown(name, theme=theme, viewport=viewport) as page:
        _save(page.screenshot(), path)
    assert path.stat().st_size < MOST_BYTES


def test_every_picture_of_a_guide_is_one_that_is_taken() -> None:
    embedded = {
        name for guide in GUIDES.glob("*.md") for name in EMBEDDED.findall(guide.read_text("utf8"))
    }
    assert embedded <= {_file(*picture) for picture in PICTURES}
    assert embedded <= {path.name for path in IMAGES.glob("*.png")}


def test_pictures_are_small() -> None:
    assert all(path.stat().st_size < MOST_BYTES for path in IMAGES.glob("*.png"))
