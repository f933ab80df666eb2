"""How every act of this room changes a call: one step, one save, one version more."""

from typing import TypedDict
from uuid import UUID

from kentongan.calls.events import CallEvent
from kentongan.calls.models import Call
from kentongan.calls.rules import CALL
from kentongan.journal.services import Act
from kentongan.kernel import clock
from kentongan.kernel.actors import Actor, ActorKind


class Facts(TypedDict):
    """The facts every event of a call carries."""

    call_id: UUID
    state: str
    row: int


def facts_of(call: Call) -> Facts:
    """What every event says of the call, as it is after the act."""
    return Facts(call_id=call.id, state=str(call.state), row=call.version)


def step(call: Call, name: str) -> str:
    """Take a step of the lifecycle; the state before it is returned. Raises IllegalStep."""
    before = str(call.state)
    call.state = CALL.target(name, before)
    return before


def save(call: Call, *fields: str) -> None:
    """Store the state and the named fields with the next version; `updated_at` is the record's."""
    call.version += 1
    call.updated_at = clock.now()
    call.save(update_fields=["state", *fields, "version", "updated_at"])


def record(act: Act, call: Call, event: CallEvent) -> None:
    """Write the event, under the region where the call was taken."""
    act.record(event, region=call.region)


def is_person(by: Actor) -> bool:
    """Whether a human being is acting."""
    return by.kind is ActorKind.PERSON
