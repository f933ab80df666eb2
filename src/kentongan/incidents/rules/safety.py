"""Whether the caller may be contacted at all (practice.md §3.1)."""

from kentongan.incidents.enums import ContactSafety, is_looser
from kentongan.incidents.errors import SafetyStays

NEVER_AT_FIRST = frozenset({
    "DOMESTIC_VIOLENCE",
    "KIDNAP",
    "WEAPON",
    "SUICIDE_ATTEMPT",
    "SILENT_HUMAN_SOUND",
})  # fmt: skip
"""Categories that start as DO_NOT_CONTACT whatever a configuration row or a caller says: a ringing
telephone tells the attacker where the victim hides."""


def starting_safety(
    category: str, category_default: str, stated: ContactSafety | None
) -> ContactSafety:
    """What an incident starts with: the category's word where it forbids, else the operator's."""
    if category in NEVER_AT_FIRST or category_default == ContactSafety.DO_NOT_CONTACT:
        return ContactSafety.DO_NOT_CONTACT
    return stated or ContactSafety(category_default)


def require_may_loosen(*, current: str, wanted: str, by_person: bool) -> None:
    """Raises SafetyStays when a machine would allow more contact than there was."""
    if is_looser(wanted, current) and not by_person:
        raise SafetyStays


def may_contact_automatically(contact_safety: str) -> bool:
    """Whether anything automatic may ring, write or ask for a rating: only where SAFE was said."""
    return contact_safety == ContactSafety.SAFE
