"""What surges write to the journal: ids, codes and counts; reasons stay in the rows."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from kentongan.kernel.events import Event


class ProposalEvent(Event):
    subject: ClassVar[str] = "proposal"
    proposal_id: UUID


class SurgeProposed(ProposalEvent):
    """Calls come faster than usual, or more wait than those at the desk can take."""

    kind = "surge.proposal.made"
    arrivals: int
    threshold: int
    waiting: int
    operators: int
    rung: bool


class ProposalDismissed(ProposalEvent):
    """A supervisor has seen it and needs no surge."""

    kind = "surge.proposal.dismissed"


class ProposalOver(ProposalEvent):
    """The calls have grown fewer by themselves."""

    kind = "surge.proposal.over"


class SurgeEvent(Event):
    subject: ClassVar[str] = "surge"
    surge_id: UUID


class SurgeDeclared(SurgeEvent):
    kind = "surge.surge.declared"
    is_automatic: bool
    arrivals: int
    threshold: int
    waiting: int
    operators: int


class EndProposed(SurgeEvent):
    """Arrivals have stayed below the threshold for as long as was decided."""

    kind = "surge.surge.end-proposed"
    rung: bool


class EndWithdrawn(SurgeEvent):
    """They have grown again before anybody ended it."""

    kind = "surge.surge.end-withdrawn"


class SurgeEnded(SurgeEvent):
    kind = "surge.surge.ended"


class OperatorEvent(Event):
    subject: ClassVar[str] = "operator"
    operator_id: UUID
    user_id: UUID


class OperatorAdded(OperatorEvent):
    kind = "surge.operator.added"


class OperatorRemoved(OperatorEvent):
    kind = "surge.operator.removed"


class RequestEvent(Event):
    subject: ClassVar[str] = "request"
    request_id: UUID
    surge_id: UUID
    user_id: UUID


class HelpAsked(RequestEvent):
    kind = "surge.request.sent"


class RequestAnswered(RequestEvent):
    kind = "surge.request.answered"
    is_coming: bool


class HelperReady(RequestEvent):
    kind = "surge.request.ready"


class HelperReleased(RequestEvent):
    """`was_waiting`: stood ready for a call and does so no more; a call in hand stays in hand."""

    kind = "surge.request.released"
    was_waiting: bool


class AnnouncementSet(Event):
    kind = "surge.announcement.set"
    subject = "announcement"
    announcement_id: UUID
    valid_from: datetime
