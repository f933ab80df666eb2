"""Pages as one of the cast sees them, at three in the morning, with the starter categories."""

from collections.abc import Callable

import pytest

from kentongan.kernel.clock import SetClock
from tests.cast import Cast
from tests.console.visitor import Visitor, visitor_of
from tests.incidents.make import make_categories


@pytest.fixture
def visit(cast: Cast, night: SetClock) -> Callable[[str], Visitor]:
    """`visit("operator").get("console:calls")`."""
    make_categories()
    return lambda name: visitor_of(cast, name)
