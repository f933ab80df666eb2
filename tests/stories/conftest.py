import pytest

from tests.incidents.make import make_categories
from tests.stories.centre import Centre


@pytest.fixture
def centre(cast, night) -> Centre:
    """The centre at 03.00, with the starter categories, and everybody at work."""
    make_categories()
    return Centre(cast, night)
