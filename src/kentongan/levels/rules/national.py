"""The national 112 return: normal, ghost, prank, information, by a mapping that is shown."""

from collections.abc import Iterable, Mapping

from kentongan.calls.enums import Disposition
from kentongan.levels.enums import NationalClass
from kentongan.levels.errors import MappingBasisMissing, MappingIncomplete

D, N = Disposition, NationalClass

STARTING: dict[str, str] = {
    D.EMERGENCY: N.NORMAL,
    D.OUT_OF_AREA: N.NORMAL,
    D.FOLLOW_UP: N.NORMAL,
    D.SILENT: N.GHOST,
    D.DROPPED: N.GHOST,
    D.WRONG_NUMBER: N.NOT_RETURNED,
    D.PRANK: N.PRANK,
    D.INFORMATION: N.INFORMATION,
    D.COMPLAINT: N.INFORMATION,
    D.TEST: N.NOT_RETURNED,
}
"""Until the regency decides: a reading of domain.md §2.2, of no decree. A wrong number is none of
the four: nobody is called a prankster by default.
"""


def require_mapping(classes: Mapping[str, str], legal_basis: str) -> None:
    """Raises MappingIncomplete unless each disposition has one class, MappingBasisMissing."""
    for disposition in Disposition:
        if classes.get(disposition) not in NationalClass.values:
            raise MappingIncomplete(disposition=str(disposition.label))
    if not legal_basis.strip():
        raise MappingBasisMissing


def national_return(
    dispositions: Iterable[str], classes: Mapping[str, str]
) -> dict[NationalClass, int]:
    """How many calls of each class. What was never disposed of is in none of the four."""
    counts = dict.fromkeys(NationalClass, 0)
    for disposition in dispositions:
        counts[NationalClass(classes.get(disposition, N.NOT_RETURNED))] += 1
    return counts
