"""Percentiles by nearest rank, always with n and with what was missing (domain.md §2.5)."""

import math
from collections.abc import Iterable, Sequence

from kentongan.dispatch.types import Percentiles

RANKED_FROM = 10
"""Below so many an agency is not ranked (practice.md §4)."""

ARRIVED_WITHIN_M = 300
"""An arrival is proven by a position this near (practice.md §6: performance tables are gamed)."""


def arrival_proof(distance_m: float | None, accuracy_m: float | None) -> str:
    """NEAR or FAR from the place by the unit's position; UNKNOWN without one of the two."""
    if distance_m is None:
        return "UNKNOWN"
    return "NEAR" if distance_m <= ARRIVED_WITHIN_M + (accuracy_m or 0) else "FAR"


def percentile(ordered: Sequence[float], share: float) -> float | None:
    """The nearest-rank percentile of ascending values; None of none."""
    if not ordered:
        return None
    return ordered[max(math.ceil(share * len(ordered)), 1) - 1]


def percentiles(durations_s: Iterable[float | None]) -> Percentiles:
    """Median and 90th percentile. No stamp, or one before its start, counts as missing."""
    given = list(durations_s)
    known = sorted(value for value in given if value is not None and value >= 0)
    p50, p90 = percentile(known, 0.5), percentile(known, 0.9)
    return Percentiles(
        n=len(known),
        missing=len(given) - len(known),
        p50_s=None if p50 is None else round(p50),
        p90_s=None if p90 is None else round(p90),
    )
