"""The guides name only keys that the screens have."""

import re
from pathlib import Path

from kentongan.console.views.calls import KEYS
from kentongan.console.views.room import STATES

ROOT = Path(__file__).resolve().parents[2]
GUIDES = sorted((ROOT / "docs" / "guides").glob("*.md"))
NAMED = re.compile(r"`((?:Alt|Ctrl)\+\w+|F\d+|[A-Z\d])`")
OF_EVERY_PAGE = {"f1", "j", "k"}


def keys_of_the_screens() -> set[str]:
    written = {
        key.lower()
        for page in (ROOT / "src" / "kentongan").rglob("*.html")
        for key in re.findall(r'data-(?:key|digit)="([^"{]+)"', page.read_text(encoding="utf8"))
    }
    numbered = {str(number) for number in range(1, 6)}  # the proposals, from the top
    return written | {key for key, _ in (*KEYS, *STATES)} | numbered | OF_EVERY_PAGE


def test_guide_names_only_keys_that_exist():
    known = keys_of_the_screens()
    for guide in GUIDES:
        named = {key.lower() for key in NAMED.findall(guide.read_text(encoding="utf8"))}
        assert named <= known, (guide.name, named - known)


def test_every_guide_is_listed():
    listed = (ROOT / "docs" / "guides" / "README.md").read_text(encoding="utf8")
    assert all(f"]({guide.name})" in listed for guide in GUIDES if guide.name != "README.md")
