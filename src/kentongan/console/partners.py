"""Whom to ring when no unit of one's own can come (practice.md §1.8), and whom never (§3.1)."""

from kentongan.dispatch.types import Proposal
from kentongan.incidents.enums import ContactSafety
from kentongan.journal.kept import Kept
from kentongan.orgs import selectors as orgs
from kentongan.orgs.enums import OrgKind
from kentongan.orgs.types import Organisation

_NEVER_RUNG = frozenset({ContactSafety.DO_NOT_CONTACT, ContactSafety.SILENT_ONLY})
_OTHERS = (OrgKind.PARTNER, OrgKind.NEIGHBOUR)


# every desk that opens a call needs them, and they change once a month
_listed = Kept("orgs.", orgs.list_orgs)


def partners_for(proposal: Proposal | None) -> list[Organisation]:
    """Partners and the neighbours' centres with a telephone; none while a unit can come."""
    if proposal is None or proposal.covering_count:
        return []
    return [org for org in _listed.get() if org.kind in _OTHERS and org.phone]


def list_third_numbers() -> list[Organisation]:
    """Who may be rung into a call: neighbours first, then agencies that have a number."""
    reached = [org for org in _listed.get() if org.phone and org.kind != OrgKind.CENTRE]
    return sorted(reached, key=lambda org: (org.kind != OrgKind.NEIGHBOUR, org.short_name))


def list_neighbours() -> list[Organisation]:
    """The 112 centres around us."""
    return [org for org in _listed.get() if org.kind == OrgKind.NEIGHBOUR]


def is_never_rung(*safeties: str) -> bool:
    """Whether a ring may betray the caller: the number may be read, but no finger dials it."""
    return not _NEVER_RUNG.isdisjoint(safeties)
