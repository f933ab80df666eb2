"""Which places a post reaches in time, where calls come from, and what a unit would leave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CoverMap:
    """As it was measured last. Places are numbers; where they are nobody has to know here."""

    measured_at: datetime
    within_s: int
    reach: Mapping[UUID, frozenset[int]]
    """The places that a post reaches within that time."""
    calls: Mapping[str, Mapping[int, int]]
    """By what was needed: from which places so many calls came."""
    post_places: Sequence[int]
    """The places where posts stand."""


@dataclass(frozen=True, slots=True)
class CoverLeft:
    """What is left for the next call of this kind when a unit goes. Shares are 0 to 1."""

    unreached_now: float
    """Of such calls no unit that stands ready would be there in time."""
    unreached_after: float
    lost: float
    """The expected cover that goes with it: less than the last unit's where others stay."""
    calls: int
    """How many calls of the past year say so; 0 where the posts' own places were taken instead."""
    within_s: int
