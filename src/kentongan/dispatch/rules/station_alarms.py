"""When a fire post may be rung by itself: never medical, never of a restricted incident, by decree.

practice.md §6: "only a station alarm, never a crew on the road, never medical; off by default;
needs an SK number".
"""

import re

from kentongan.dispatch.errors import AlarmWithoutDecree
from kentongan.dispatch.types import ProposedUnit
from kentongan.fleet.enums import UnitKind
from kentongan.incidents.enums import Family

_NUMBER = re.compile(r"\d")


def require_decree(legal_basis: str) -> None:
    """Refuses a station alarm without the number of its decree (DISPATCH-054)."""
    if not _NUMBER.search(legal_basis):
        raise AlarmWithoutDecree


def sounds_alarm(up_to: str, priority: str, family: str, *, is_restricted: bool) -> bool:
    """Whether a decree up to that priority covers an incident."""
    return bool(priority) and priority <= up_to and family != Family.MEDICAL and not is_restricted


def hears_alarm(unit: ProposedUnit) -> bool:
    """Whether its post is worth waking: it is there, can do what is asked, and no ambulance."""
    can = unit.covers or bool(unit.fills)
    return unit.is_available and can and unit.kind != UnitKind.AMBULANCE
