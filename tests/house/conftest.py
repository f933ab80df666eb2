"""The scene that the walks through the house look at."""

import pytest

from tests.house.visits import Scene, make_scene


@pytest.fixture
def scene(cast, night) -> Scene:
    return make_scene(cast)
