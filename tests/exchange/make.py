"""What an exchange tells, for tests."""

from datetime import datetime
from typing import Any

from kentongan.exchange import services
from kentongan.exchange.adapters.practice import PracticeExchange
from kentongan.exchange.facts import Fact, FactKind
from kentongan.exchange.models import Leg
from kentongan.kernel.actors import EXCHANGE
from tests.conftest import NIGHT

PHONE = "081298765432"
LINE = "1795322971.1"
DESK = "PJSIP/1001"


def told(kind: FactKind, **more: Any) -> Fact:
    values: dict[str, Any] = {"call": LINE, "queue": "112", "number": PHONE}
    return Fact(kind, **(values | more))


def hear(kind: FactKind, *, at: datetime = NIGHT, source: str = "ami", **more: Any) -> Leg | None:
    return services.hear(by=EXCHANGE, source=source, fact=told(kind, **more), at=at)


def orders(exchange: PracticeExchange) -> list[dict[str, str]]:
    """What was asked of it, without the ids of the questions."""
    told = [dict(frame) for frame in exchange.orders]
    for frame in told:
        frame.pop("ActionID")
    return told
