"""What of this room is open when a duty at the 112 centre ends: the surge that goes on."""

from datetime import datetime

from kentongan.orgs.enums import MatterKind, OrgKind
from kentongan.orgs.selectors import matters_from
from kentongan.orgs.types import Matter, Organisation
from kentongan.surge.selectors import find_open


@matters_from
def open_surge(org: Organisation, _at: datetime) -> list[Matter]:
    """Somebody has to end it: until then forms are short, and callers hear the announcement. Its
    reason stays in the room.
    """
    surge = find_open() if org.kind == OrgKind.CENTRE else None
    if surge is None:
        return []
    title = str(MatterKind.SURGE.label)
    return [
        Matter(
            kind=MatterKind.SURGE, id=surge.id, title=title, detail="", since=surge.declared_at
        )
    ]  # fmt: skip
