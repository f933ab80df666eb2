from collections.abc import Iterator
from typing import Any

import pytest

from kentongan.calls.models import Call
from kentongan.exchange import services as exchange
from kentongan.exchange.adapters.practice import PracticeExchange
from kentongan.exchange.address import read_address
from tests.conftest import NIGHT
from tests.floor.make import spoken


@pytest.fixture
def practice(settings: Any) -> Iterator[PracticeExchange]:
    """An exchange that speaks the manager interface, and takes the node's orders."""
    with PracticeExchange().listening() as found:
        settings.AMI = read_address(found.address)
        yield found


@pytest.fixture
def call(cast: Any, night: Any, practice: PracticeExchange) -> Call:
    """The operator speaks with a caller at telephone 1001; the supervisor sits at 1009."""
    exchange.take_seat(by=cast.operator, extension="1001", at=NIGHT)
    exchange.take_seat(by=cast.supervisor, extension="1009", at=NIGHT)
    return spoken()
