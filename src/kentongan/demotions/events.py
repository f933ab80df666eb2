"""What demotions write to the journal: ids, codes and seconds; no number and no words."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from kentongan.kernel.events import Event


class DemotionEvent(Event):
    subject: ClassVar[str] = "demotion"
    demotion_id: UUID


class DemotionGranted(DemotionEvent):
    kind = "demotions.demotion.granted"
    pranks: int
    until_at: datetime


class DemotionReviewed(DemotionEvent):
    """Another supervisor has looked, and it holds for its whole time."""

    kind = "demotions.demotion.reviewed"
    until_at: datetime


class DemotionEnded(DemotionEvent):
    kind = "demotions.demotion.ended"
    cause: str


class DemotionAppealed(DemotionEvent):
    """The caller objects; until somebody decides, nothing is made to wait."""

    kind = "demotions.demotion.appealed"


class AppealDecided(DemotionEvent):
    kind = "demotions.demotion.appeal-decided"
    outcome: str


class NumberBlocked(DemotionEvent):
    kind = "demotions.demotion.blocked"
    until_at: datetime


class CallHeardAgain(DemotionEvent):
    kind = "demotions.demotion.heard-again"
    call_id: UUID
    verdict: str


class DemotionsForgotten(Event):
    kind: ClassVar[str] = "demotions.retention.emptied"
    subject: ClassVar[str] = "node"
    node_id: UUID
    demotions: int


class DelayEvent(Event):
    subject: ClassVar[str] = "call"
    call_id: UUID
    demotion_id: UUID


class CallDelayed(DelayEvent):
    """It waits so many seconds more, because nobody is free."""

    kind = "demotions.call.delayed"
    wait_s: int


class CallReleased(DelayEvent):
    """It waits no longer than any other call, and why."""

    kind = "demotions.call.released"
    release: str


class CallRefused(DelayEvent):
    """A blocked number was told to ring again if it is in earnest; that call is let through."""

    kind = "demotions.call.refused"


class DelayOver(DelayEvent):
    """Nobody has answered within its wait: a telephone rings."""

    kind = "demotions.call.rung"
    rung: bool
