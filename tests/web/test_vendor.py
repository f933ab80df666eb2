"""What we ship of others is exactly what its manifest says, and small."""

import hashlib
import json
from pathlib import Path

import kentongan

VENDOR = Path(kentongan.__file__).parent / "web" / "static" / "web" / "vendor"
LARGEST_BYTES = 700_000
LAZY = {"maplibre-gl.js": 1_100_000}
"""Fetched only when somebody opens the map: no desk waits for it."""


def _manifest() -> list[dict[str, str]]:
    files: list[dict[str, str]] = json.loads((VENDOR / "MANIFEST.json").read_text())["files"]
    return files


def test_every_vendored_file_is_in_the_manifest() -> None:
    present = {path.name for path in VENDOR.iterdir()} - {"MANIFEST.json"}
    assert present == {entry["file"] for entry in _manifest()}


def test_every_vendored_file_has_its_hash_and_licence() -> None:
    for entry in _manifest():
        content = (VENDOR / entry["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"], entry["file"]
        assert entry["licence"] and entry["version"] and entry["source"].startswith("https://")


def test_no_vendored_file_is_large() -> None:
    for path in VENDOR.iterdir():
        assert path.stat().st_size <= LAZY.get(path.name, LARGEST_BYTES), path.name
