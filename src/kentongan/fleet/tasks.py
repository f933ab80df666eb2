"""How long it is known who sat in a unit, and where it was."""

from datetime import datetime

from kentongan.fleet import services
from kentongan.fleet.models import CrewSeat, TrackPoint
from kentongan.journal import retention
from kentongan.kernel.actors import RETENTION

retention.since(CrewSeat, "until")


@retention.rule(TrackPoint)
def forget_tracks(now: datetime) -> int:
    """Delete a slice of the points whose time is over."""
    return services.forget_tracks(by=RETENTION, at=now)
