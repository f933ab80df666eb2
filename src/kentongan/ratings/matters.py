"""What of this room is open when a duty at the 112 centre ends: calls promised to citizens."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from kentongan.journal.selectors import node
from kentongan.orgs.enums import MatterKind, OrgKind
from kentongan.orgs.selectors import matters_from
from kentongan.orgs.types import Matter, Organisation
from kentongan.ratings.models import Complaint
from kentongan.ratings.selectors import list_promised_calls


@matters_from
def promised_calls(org: Organisation, _at: datetime) -> list[Matter]:
    """A citizen was told that somebody rings back. What they wrote is not told here."""
    if org.kind != OrgKind.CENTRE:
        return []
    return [_matter(each) for each in list_promised_calls(org.region)]


def _matter(complaint: Complaint) -> Matter:
    by_when = complaint.due_at.astimezone(ZoneInfo(node().zone))
    return Matter(
        kind=MatterKind.COMPLAINT,
        id=complaint.id,
        title=complaint.rating.invitation.incident.number,
        detail=_("paling lambat {day}").format(day=f"{by_when:%d-%m %H.%M}"),
        since=complaint.opened_at,
    )
