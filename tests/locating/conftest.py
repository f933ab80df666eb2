from typing import Any

import pytest


@pytest.fixture(autouse=True)
def reached_from_outside(settings: Any) -> None:
    """Citizens reach the node, and the network may tell it of places."""
    settings.PUBLIC_ADDRESS = "https://112.example.go.id"
    settings.AML_SECRET = "rahasia-gerbang-dan-node-0123456"  # noqa: S105
