"""Categories, and the people who speak to the API."""

import pytest

from kentongan.kernel.clock import SetClock
from tests.caller import Caller, caller_of
from tests.cast import Cast
from tests.incidents.make import make_categories


@pytest.fixture(autouse=True)
def categories(cast: Cast, night: SetClock) -> None:
    make_categories()


@pytest.fixture
def operator(cast: Cast) -> Caller:
    return caller_of(cast, "operator")
