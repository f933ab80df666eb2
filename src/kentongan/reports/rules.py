"""When a paper is due next. Pure."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from kentongan.kernel.errors import Unreadable, mark


def next_hour(hour: time, zone: ZoneInfo, *, after: datetime) -> datetime:
    """The first moment after `after` at which the clocks of this zone show `hour`."""
    local = after.astimezone(zone)
    today = datetime.combine(local.date(), hour, tzinfo=zone)
    due = today if today > local else datetime.combine(today.date() + timedelta(1), hour, zone)
    return due.astimezone(after.tzinfo)


def require_basis(legal_basis: str) -> None:
    """Raises Unreadable for an hour that nobody has decided."""
    if not legal_basis.strip():
        expected = mark("Nomor SK atau SOP yang menetapkannya.")
        raise Unreadable(field="legal_basis", reason="—", expected=expected)
