"""How long it is known where callers were."""

from datetime import datetime

from kentongan.journal import retention
from kentongan.kernel.actors import RETENTION
from kentongan.locating import services
from kentongan.locating.models import Fix, LocationLink

retention.since(LocationLink, "sent_at")


@retention.rule(Fix)
def forget_fixes(now: datetime) -> int:
    """Delete a slice of the places whose time is over."""
    return services.forget_fixes(by=RETENTION, at=now)
