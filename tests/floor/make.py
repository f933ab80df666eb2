"""Calls that are spoken through the exchange, and hard ones, for tests of the floor."""

from datetime import datetime, timedelta
from typing import Any

from kentongan.calls import services as calls
from kentongan.calls.models import Call
from kentongan.calls.types import NewCall
from kentongan.exchange.adapters.practice import PracticeExchange
from kentongan.exchange.facts import FactKind
from kentongan.journal import reactions
from kentongan.kernel.actors import SETUP, Actor
from kentongan.orgs import services as orgs
from kentongan.orgs.enums import DutyKind
from kentongan.orgs.models import Duty
from tests.cast import Cast
from tests.conftest import NIGHT
from tests.exchange.make import DESK, LINE, hear
from tests.incidents.make import new_incident

CALLER, DESK_LINE = "PJSIP/trunk-00000001", "PJSIP/1001-0000000a"


def spoken(line: str = LINE, member: str = DESK, member_line: str = DESK_LINE) -> Call:
    """A caller whom the desk at this telephone speaks with."""
    caller = f"{CALLER[:-1]}{line[-1]}"
    hear(FactKind.JOINED, call=line, line=caller)
    leg = hear(FactKind.CONNECTED, call=line, member=member, line=caller, member_line=member_line)
    assert leg is not None
    return Call.objects.get(id=leg.call_id)


def orders(practice: PracticeExchange, *names: str) -> list[dict[str, str]]:
    """What was asked of it, without the ids of the questions."""
    told = [{k: v for k, v in frame.items() if k != "ActionID"} for frame in practice.orders]
    return [frame for frame in told if not names or frame["Action"] in names]


def react() -> None:
    """What the worker does: all rooms, until nothing is left."""
    while reactions.run_all():
        pass


def over(by: Actor, call: Call, *, at: datetime = NIGHT) -> Call:
    """The line is put down; the worker reacts."""
    calls.hang_up(by=by, call_id=call.id, at=at)
    react()
    return Call.objects.get(id=call.id)


def hard(by: Actor, category: str = "DOMESTIC_VIOLENCE", **more: Any) -> Call:
    """A call of this kind that `by` has answered, written down and ended."""
    call = calls.receive_call(by=SETUP, new=NewCall(phone="081298765432"), at=NIGHT)
    calls.answer_call(by=by, call_id=call.id, at=NIGHT)
    new = new_incident(category=category, **more)
    calls.open_incident_from_call(by=by, call_id=call.id, new=new, at=NIGHT)
    return over(by, call)


def shift_leader(cast: Cast, name: str = "second_operator", *, signed_on: bool = True) -> Actor:
    """An operator who is on duty as this shift's supervisor."""
    person = cast.people[name]
    duty = orgs.plan_duty(
        by=SETUP, org_id=cast.org_id("centre"), kind=DutyKind.SUPERVISOR, person_name=person.name,
        phone="0811", starts_at=NIGHT - timedelta(hours=1), ends_at=NIGHT + timedelta(hours=7),
        user_id=person.id, at=NIGHT,
    )  # fmt: skip
    if signed_on:
        Duty.objects.filter(id=duty.id).update(signed_on_at=NIGHT)
    return cast.actor(name)
