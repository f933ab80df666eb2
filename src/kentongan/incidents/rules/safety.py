"""Whether the caller may be contacted at all (practice.md §3.1)."""

from kentongan.incidents.enums import ContactSafety
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

# From the most open to the most careful. UNKNOWN is more careful than SILENT_ONLY: nobody has
# looked yet, so not even a silent text goes out.
_ORDER = (
    ContactSafety.SAFE,
    ContactSafety.SILENT_ONLY,
    ContactSafety.UNKNOWN,
    ContactSafety.DO_NOT_CONTACT,
)


def stricter(one: str, other: str) -> ContactSafety:
    """The more careful of two."""
    return max(ContactSafety(one), ContactSafety(other), key=_ORDER.index)


def is_looser(wanted: str, current: str) -> bool:
    """Whether `wanted` allows more contact than `current`."""
    return _ORDER.index(ContactSafety(wanted)) < _ORDER.index(ContactSafety(current))


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
