"""Numbers that ring for fun, and supervisors who demote them, for tests."""

from datetime import datetime, timedelta
from typing import Any

from kentongan.calls import services as calls
from kentongan.calls.enums import AgentState, Disposition
from kentongan.calls.models import Call
from kentongan.calls.types import NewCall
from kentongan.demotions import services
from kentongan.demotions.models import Demotion
from kentongan.kernel.actors import SETUP
from tests.cast import Cast
from tests.conftest import NIGHT
from tests.quality.make import make_supervisor as make_supervisor

PRANKSTER = "+6281234500999"
BEFORE = NIGHT - timedelta(hours=2)


def ring(*, phone: str = PRANKSTER, at: datetime = NIGHT, **more: Any) -> Call:
    """A telephone that rings and that nobody has answered."""
    return calls.receive_call(by=SETUP, new=NewCall(phone=phone, **more), at=at)


def prank(cast: Cast, who: str, *, phone: str = PRANKSTER, at: datetime = BEFORE) -> Call:
    """A call that somebody has answered and recorded as a prank."""
    call = ring(phone=phone, at=at)
    by = cast.actor(who)
    calls.answer_call(by=by, call_id=call.id, at=at)
    return calls.classify_call(by=by, call_id=call.id, disposition=Disposition.PRANK, at=at)


def pranks(cast: Cast, *, phone: str = PRANKSTER, at: datetime = BEFORE) -> list[Call]:
    """Three of one number within the hour, recorded by two."""
    names = ("operator", "second_operator", "operator")
    found = [
        prank(cast, name, phone=phone, at=at + timedelta(minutes=10 * number))
        for number, name in enumerate(names)
    ]
    nobody_is_free(cast)
    return found


def nobody_is_free(cast: Cast, at: datetime = BEFORE) -> None:
    for name in ("operator", "second_operator"):
        calls.set_agent_state(by=cast.actor(name), state=AgentState.BREAK, at=at)


def demoted(cast: Cast, *, at: datetime = BEFORE + timedelta(hours=1)) -> Demotion:
    """A number that the supervisor has demoted at two in the morning."""
    last = pranks(cast, at=at - timedelta(hours=1))[-1]
    return services.grant(by=cast.supervisor, call_id=last.id, reason="Iseng berulang.", at=at)
