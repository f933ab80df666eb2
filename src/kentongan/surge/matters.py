"""What of this room is open when a duty at the 112 centre ends: the surge that goes on."""

from datetime import datetime

from kentongan.orgs.enums import MatterKind, OrgKind
from kentongan.orgs.selectors import matters_from
from kentongan.orgs.types import Matter, Organisation
from kentongan.surge.models import Surge


@matters_from
def open_surge(org: Organisation, _at: datetime) -> list[Matter]:
    """Somebody has to end it: until then forms are short, and callers hear the announcement. Its
    reason stays in the room.
    """
    if org.kind != OrgKind.CENTRE:
        return []
    rows = Surge.objects.filter(ended_at=None).only("declared_at")
    return [
        Matter(
            kind=MatterKind.SURGE, id=row.id, title=str(MatterKind.SURGE.label), detail="",
            since=row.declared_at,
        )
        for row in rows
    ]  # fmt: skip
