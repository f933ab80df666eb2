"""The timekeeper asks callers at their hour and rings for late complaints; how long words stay."""

from datetime import datetime

from django.db.models import Q

from kentongan.journal import retention
from kentongan.journal.timekeeper import timer
from kentongan.kernel.actors import TIMEKEEPER
from kentongan.messaging.selectors import sent_only_while
from kentongan.ratings import selectors, services
from kentongan.ratings.models import Complaint, Invitation, Rating
from kentongan.ratings.services.asking import SUBJECT

retention.since(
    Rating, "given_at", where=Q(complaint=None) | Q(complaint__answered_at__isnull=False)
)
retention.since(Complaint, "answered_at")
sent_only_while(SUBJECT)(selectors.may_still_ask)


@timer("ratings.invitations", model=Invitation, column="send_at")
def send_invitations(now: datetime) -> int:
    """Each at the moment of now, not of its hour: a worker that slept till night sends by day."""
    due = selectors.invitations_due(now)
    for invitation_id in due:
        services.send_invitation(by=TIMEKEEPER, invitation_id=invitation_id, at=now)
    return len(due)


@timer("ratings.complaints", model=Complaint, column="escalate_at")
def ring_for_complaints(now: datetime) -> int:
    """Those that nobody has answered in time, once."""
    due = selectors.complaints_due(now)
    for complaint_id, due_at in due:
        services.ring_for_complaint(by=TIMEKEEPER, complaint_id=complaint_id, at=due_at)
    return len(due)
