"""Calls for tests, through the services."""

from datetime import datetime
from typing import Any

from kentongan.calls import services
from kentongan.calls.models import Call
from kentongan.calls.types import NewCall
from kentongan.kernel.actors import SETUP, Actor
from tests.conftest import NIGHT
from tests.incidents.make import MARK_NAME, MARK_PHONE, MARK_TEXT


def new_call(**overrides: Any) -> NewCall:
    values: dict[str, Any] = {"phone": MARK_PHONE, "name": MARK_NAME, "note": MARK_TEXT}
    return NewCall(**(values | overrides))


def make_call(*, by: Actor = SETUP, at: datetime = NIGHT, **overrides: Any) -> Call:
    """A ringing telephone."""
    return services.receive_call(by=by, new=new_call(**overrides), at=at)


def answered(by: Actor, **overrides: Any) -> Call:
    """A call that `by` has answered at once."""
    call = make_call(**overrides)
    return services.answer_call(by=by, call_id=call.id, at=NIGHT)
