from typing import Any

import pytest

from kentongan.exchange.adapters.practice import PracticeExchange
from kentongan.exchange.address import read_address


@pytest.fixture
def connected(settings: Any) -> Any:
    """The node has an exchange, though nobody listens to it."""
    settings.AMI = read_address("ami://u:s@127.0.0.1:5038/112")
    return settings


@pytest.fixture
def exchange() -> Any:
    """One that speaks the manager interface on a port of its own."""
    with PracticeExchange().listening() as practice:
        yield practice


@pytest.fixture
def obeys(settings: Any, exchange: PracticeExchange) -> PracticeExchange:
    """It takes this node's orders."""
    settings.AMI = read_address(exchange.address)
    return exchange
