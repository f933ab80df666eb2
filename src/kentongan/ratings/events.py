"""What ratings write to the journal: ids, codes, numbers; never a word or number of a caller."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from kentongan.kernel.events import Event


class TermsSet(Event):
    kind: ClassVar[str] = "ratings.terms.set"
    subject: ClassVar[str] = "terms"
    terms_id: UUID
    valid_from: datetime


class InvitationEvent(Event):
    """`incident_id` is not told: who was asked is no figure, and the stream goes to many."""

    subject: ClassVar[str] = "invitation"
    invitation_id: UUID


class InvitationPlanned(InvitationEvent):
    kind = "ratings.invitation.planned"
    send_at: datetime


class InvitationSent(InvitationEvent):
    kind = "ratings.invitation.sent"
    expires_at: datetime


class InvitationNotSent(InvitationEvent):
    kind = "ratings.invitation.not-sent"
    why_not: str


class AskingStopped(InvitationEvent):
    """A caller asks not to be asked again."""

    kind = "ratings.invitation.stopped"


class RatingGiven(InvitationEvent):
    kind = "ratings.rating.given"
    score: int
    is_change: bool


class ComplaintEvent(Event):
    subject: ClassVar[str] = "complaint"
    complaint_id: UUID


class ComplaintOpened(ComplaintEvent):
    kind = "ratings.complaint.opened"
    complaint_cause: str
    due_at: datetime


class ComplaintTaken(ComplaintEvent):
    kind = "ratings.complaint.taken"
    holder_id: UUID


class ComplaintRead(ComplaintEvent):
    """Somebody has read what the citizen wrote."""

    kind = "ratings.complaint.read"


class ComplaintAnswered(ComplaintEvent):
    kind = "ratings.complaint.answered"
    in_time: bool


class ComplaintOverdue(ComplaintEvent):
    """Nobody has answered in time; `rung` telephones were made to ring."""

    kind = "ratings.complaint.overdue"
    rung: int
