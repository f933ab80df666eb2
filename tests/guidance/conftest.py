"""The kinds of incident of a new node."""

import pytest

from tests.incidents.make import make_categories


@pytest.fixture
def categories(cast: object) -> None:
    make_categories()
