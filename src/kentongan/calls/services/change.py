"""How every act of this room changes a call: one step, one save, one version more."""

from datetime import datetime, timedelta
from typing import TypedDict
from uuid import UUID

from kentongan.calls import rules, selectors
from kentongan.calls.enums import CallState
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


_ALWAYS = (
    "state", "callback_due_at", "awaits", "awaits_since", "awaits_due_at", "awaits_rung",
    "version", "updated_at",
)  # fmt: skip


def save(act: Act, call: Call, *fields: str) -> None:
    """Store the state and the named fields with the next version; `updated_at` is the record's.
    What the call waits for follows from its state, so no act can leave its deadline behind.
    """
    if call.state != CallState.CALLBACK:
        call.callback_due_at = None
    keep_watch(call, act.at)
    call.version += 1
    call.updated_at = clock.now()
    call.save(update_fields=[*_ALWAYS, *fields])


def keep_watch(call: Call, at: datetime) -> None:
    """Begin the clock of what the call waits for now, or stop it; one that runs already goes on."""
    awaits = rules.awaited(
        state=call.state, disposition=call.disposition, has_ended=call.ended_at is not None,
        is_heard=call.heard_at is not None,
    )  # fmt: skip
    if awaits == call.awaits:
        return
    within_s = selectors.desk_times(at).rings_after_s(awaits) if awaits else 0
    call.awaits, call.awaits_rung = awaits, 0
    call.awaits_since = at if awaits else None
    call.awaits_due_at = at + timedelta(seconds=within_s) if awaits else None


def record(act: Act, call: Call, event: CallEvent) -> None:
    """Write the event, under the region where the call was taken."""
    act.record(event, region=call.region)


def is_person(by: Actor) -> bool:
    """Whether a human being is acting."""
    return by.kind is ActorKind.PERSON
