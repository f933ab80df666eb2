"""Whom to ring when no unit of one's own can come (practice.md §1.8), and whom never (§3.1)."""

from kentongan.dispatch.types import Proposal
from kentongan.incidents.enums import ContactSafety
from kentongan.orgs import selectors as orgs
from kentongan.orgs.enums import OrgKind

_NEVER_RUNG = frozenset({ContactSafety.DO_NOT_CONTACT, ContactSafety.SILENT_ONLY})
_OTHERS = (OrgKind.PARTNER, OrgKind.NEIGHBOUR)


def partners_for(proposal: Proposal | None) -> list[object]:
    """Partners and the neighbours' centres with a telephone; none while a unit can come."""
    if proposal is None or proposal.covering_count:
        return []
    return [org for org in orgs.list_orgs() if org.kind in _OTHERS and org.phone]


def is_never_rung(*safeties: str) -> bool:
    """Whether a ring may betray the caller: the number may be read, but no finger dials it."""
    return not _NEVER_RUNG.isdisjoint(safeties)
