"""Which families may be one incident, how near, how long after its end: ours, or the regency's.

practice.md §3.4 stands wherever the regency has decided nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from kentongan.incidents.enums import Family
from kentongan.incidents.errors import OneFamilyIsAlwaysShown
from kentongan.incidents.rules.duplicates import are_compatible, compatible_families

FARTHEST_M = 5000
"""As far as smoke is seen: beyond it two places are not looked at together."""

LONGEST_H = 168

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Sameness:
    """What holds for two families. `radius_m` 0: the radius of the two categories."""

    proposes: bool
    radius_m: int = 0
    ended_h: int = 24

    @property
    def ended_stays(self) -> timedelta:
        """For how long one that has ended is shown."""
        return timedelta(hours=self.ended_h)

    def reach_m(self, own_m: int) -> int:
        """The radius for two whose categories say `own_m`."""
        return self.radius_m or own_m


Matrix = Mapping[Pair, Sameness]


def pair_of(one: str, other: str) -> Pair:
    """Two families in the order in which they are kept."""
    return (one, other) if one <= other else (other, one)


def sameness_of(matrix: Matrix, one: str, other: str, *, ended_h: int) -> Sameness:
    """What the regency has decided for two families, else practice.md §3.4, for `ended_h`."""
    decided = matrix.get(pair_of(one, other))
    return decided or Sameness(proposes=are_compatible(one, other), ended_h=ended_h)


def families_like(matrix: Matrix, family: str) -> frozenset[str]:
    """The families an incident of this one may be the same as, itself included."""
    decided = dict(_decided_for(matrix, family))
    stays = {each for each in compatible_families(family) if decided.get(each, True)}
    return frozenset(stays | {each for each, proposes in decided.items() if proposes} | {family})


def longest_stay(matrix: Matrix) -> timedelta:
    """How far back one that has ended is looked for, of the pairs that were decided."""
    return max((each.ended_stays for each in matrix.values()), default=timedelta())


def _decided_for(matrix: Matrix, family: str) -> Iterator[tuple[str, bool]]:
    for (one, other), sameness in matrix.items():
        if family in {one, other}:
            yield other if family == one else one, sameness.proposes


def require_pair(one: str, other: str, sameness: Sameness) -> None:
    """Raises OneFamilyIsAlwaysShown where two calls about one fire would not be shown together."""
    if one == other and not sameness.proposes:
        raise OneFamilyIsAlwaysShown(family=str(Family(one).label if one in Family.values else one))
