"""What of this room is open when a duty at the 112 centre ends: what nobody has answered yet."""

from datetime import datetime

from kentongan.neighbours.enums import AidKind
from kentongan.neighbours.selectors import list_open
from kentongan.neighbours.types import Aid
from kentongan.orgs.enums import MatterKind, OrgKind
from kentongan.orgs.selectors import matters_from
from kentongan.orgs.types import Matter, Organisation


@matters_from
def open_aids(org: Organisation, _at: datetime) -> list[Matter]:
    """Hand-overs and requests in both directions. No caller and no place is told here."""
    return [_matter(aid) for aid in list_open()] if org.kind == OrgKind.CENTRE else []


def _matter(aid: Aid) -> Matter:
    number = aid.incident.number if aid.incident else aid.their_number
    return Matter(
        kind=MatterKind.NEIGHBOUR,
        id=aid.id,
        title=number,
        detail=f"{AidKind(aid.kind).label} · {aid.org.short_name}",
        since=aid.asked_at,
    )
