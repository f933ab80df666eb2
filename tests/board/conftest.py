import pytest

from tests.incidents.make import make_categories


@pytest.fixture(autouse=True)
def categories(request: pytest.FixtureRequest) -> None:
    """Tests that touch the database have the starter categories."""
    if "cast" in request.fixturenames:
        request.getfixturevalue("cast")
        make_categories()
