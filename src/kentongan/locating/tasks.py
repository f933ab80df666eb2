"""How long it is known where callers were, and until when a link may leave the house."""

from datetime import datetime

from kentongan.journal import retention
from kentongan.kernel.actors import RETENTION
from kentongan.locating import selectors, services
from kentongan.locating.models import Fix, LocationLink
from kentongan.locating.services.links import SUBJECT
from kentongan.messaging.selectors import sent_only_while

retention.since(LocationLink, "sent_at")
sent_only_while(SUBJECT)(selectors.may_still_reach)


@retention.rule(Fix)
def forget_fixes(now: datetime) -> int:
    """Delete a slice of the places whose time is over."""
    return services.forget_fixes(by=RETENTION, at=now)
