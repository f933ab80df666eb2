"""Which calls are hard, and how long a note may be, from values alone."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from kentongan.floor.enums import HeavyCause
from kentongan.floor.errors import NoteUnusable
from kentongan.incidents.enums import Family

LONGEST_NOTE = 280
LAST_TALK = 2

CHILD_KINDS = frozenset({"CHILD_VIOLENCE"})
SUICIDE_KINDS = frozenset({"SUICIDE_ATTEMPT"})
VIOLENT_KINDS = frozenset({"DOMESTIC_VIOLENCE", "KIDNAP", "WEAPON"})
"""Whatever family the regency files them under (the same kinds as in ratings.rules.asking)."""


@dataclass(frozen=True, slots=True)
class HardFacts:
    """What is known of an incident and those it was merged with."""

    has_died: bool
    has_child_victim: bool
    kinds: frozenset[tuple[str, str]]
    """Category and family."""


def cause_of(facts: HardFacts) -> HeavyCause | None:
    """Why whoever took this call is asked how they are; None where nothing says so."""
    categories = {category for category, _ in facts.kinds}
    is_violent = any(family == Family.VIOLENCE for _, family in facts.kinds)
    checks = (
        (facts.has_died, HeavyCause.DEATH),
        (facts.has_child_victim or bool(categories & CHILD_KINDS), HeavyCause.CHILD),
        (bool(categories & SUICIDE_KINDS), HeavyCause.SUICIDE),
        (is_violent or bool(categories & VIOLENT_KINDS), HeavyCause.VIOLENCE),
    )
    return next((cause for holds, cause in checks if holds), None)


def next_hour(since: datetime, hour: timedelta, zone: ZoneInfo) -> datetime:
    """The first moment from `since` on at which the clocks of the zone show so long after midnight.
    In UTC.
    """
    midnight = since.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    found = midnight + hour
    return (found if found >= since else found + timedelta(days=1)).astimezone(UTC)


def require_note(text: str) -> str:
    """The words of a note. Raises NoteUnusable for none and for too many."""
    said = text.strip()
    if not said or len(said) > LONGEST_NOTE:
        raise NoteUnusable(limit=LONGEST_NOTE)
    return said
