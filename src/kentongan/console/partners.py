"""Whom to ring when no unit of one's own can come (practice.md §1.8)."""

from kentongan.dispatch.types import Proposal
from kentongan.orgs import selectors as orgs
from kentongan.orgs.enums import OrgKind

_OTHERS = (OrgKind.PARTNER, OrgKind.NEIGHBOUR)


def partners_for(proposal: Proposal | None) -> list[object]:
    """Partners and the neighbours' centres with a telephone; none while a unit can come."""
    if proposal is None or proposal.covering_count:
        return []
    return [org for org in orgs.list_orgs() if org.kind in _OTHERS and org.phone]
