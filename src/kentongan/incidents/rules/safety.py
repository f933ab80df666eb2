"""Whether the caller may be contacted at all (practice.md §3.1)."""

from collections.abc import Mapping

from kentongan.incidents.enums import Answer, ContactSafety, Family, is_looser
from kentongan.incidents.errors import SafetyStays

NEVER_AT_FIRST = frozenset({
    "DOMESTIC_VIOLENCE",
    "CHILD_VIOLENCE",
    "KIDNAP",
    "WEAPON",
    "SUICIDE_ATTEMPT",
    "SILENT_HUMAN_SOUND",
})  # fmt: skip
"""Categories that start as DO_NOT_CONTACT whatever a configuration row or a caller says: a ringing
telephone tells the attacker where the victim hides."""

CHILD_VICTIM = "CHILD_VICTIM"
"""The question whether a victim is under eighteen. Who answers yes is asked no rating, ever."""
_HURT_BY_SOMEBODY = (Family.VIOLENCE, Family.CRIME)
"""Here who the child is must stay unknown (UU 11/2012, 19; UU 35/2014, 64); a child in the river or
in a burning house is looked for by the whole village.
"""


def has_child_victim(answers: Mapping[str, str]) -> bool:
    """Whether a caller has said that a victim is a child."""
    return answers.get(CHILD_VICTIM) == Answer.YES


def is_restricted_by_child(family: str, answers: Mapping[str, str]) -> bool:
    """Whether the incident is restricted (ADR 0011) because of a child, whatever its category."""
    return family in _HURT_BY_SOMEBODY and has_child_victim(answers)


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
