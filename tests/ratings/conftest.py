import pytest

from tests.incidents.make import make_categories
from tests.ratings.make import make_terms


@pytest.fixture
def asking(cast):
    """The starter categories, and a regency that has decided to ask."""
    make_categories()
    make_terms()
    return cast
