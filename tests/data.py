"""The public data beside the project (`../shared/data` from its root). Tests skip where absent."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED_DATA = ROOT.parent / "shared" / "data"


def shared_data(path: str) -> Path:
    """A file or folder of the public data; skips the test, saying which is absent."""
    found = SHARED_DATA / path
    if not found.exists():
        pytest.skip(f"public data absent: ../shared/data/{path}")
    return found
