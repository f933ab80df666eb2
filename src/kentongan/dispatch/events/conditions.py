"""What is written of what somebody was asked to make safe: never who said so."""

from datetime import datetime
from typing import ClassVar, TypedDict
from uuid import UUID

from kentongan.kernel.events import Event


class ConditionFacts(TypedDict):
    """The facts every event of a condition carries."""

    condition_id: UUID
    incident_id: UUID
    condition_kind: str
    state: str
    row: int


class ConditionEvent(Event):
    """What every entry about a condition carries: never who was asked or who answered."""

    subject: ClassVar[str] = "condition"
    condition_id: UUID
    incident_id: UUID
    condition_kind: str
    state: str
    row: int


class ConditionAsked(ConditionEvent):
    """Somebody is asked to make the scene safe. Nothing is safe yet."""

    kind = "dispatch.condition.asked"
    due_at: datetime | None


class ConditionAnswered(ConditionEvent):
    """Confirmed or refused, by name; `state` says which."""

    kind = "dispatch.condition.answered"


class ConditionReleased(ConditionEvent):
    kind = "dispatch.condition.released"


class ConditionCancelled(ConditionEvent):
    kind = "dispatch.condition.cancelled"


class ConditionEscalated(ConditionEvent):
    kind = "dispatch.condition.escalated"
    level: int
    rung: bool
    is_last: bool
