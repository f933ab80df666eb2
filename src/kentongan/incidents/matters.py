"""What of this room is open when a duty at the 112 centre ends (practice.md §1.10)."""

from datetime import datetime

from kentongan.incidents.enums import IncidentState
from kentongan.incidents.selectors import list_to_hand_over, what_and_where
from kentongan.incidents.types import Incident
from kentongan.orgs.enums import MatterKind
from kentongan.orgs.selectors import matters_from
from kentongan.orgs.types import Matter, Organisation


@matters_from
def open_incidents(org: Organisation, at: datetime) -> list[Matter]:
    """The open P1 to P3 of the centre's region, and every appointment there."""
    return [_matter(row, at) for row in list_to_hand_over(org)]


def _matter(row: Incident, at: datetime) -> Matter:
    is_later = row.state == IncidentState.SCHEDULED
    words = (*what_and_where(row, at), str(IncidentState(row.state).label))
    return Matter(
        kind=MatterKind.APPOINTMENT if is_later else MatterKind.INCIDENT,
        id=row.id,
        title=row.number,
        detail=" · ".join(word for word in words if word),
        since=row.opened_at,
        priority=row.priority,
    )
