"""Percentiles by nearest rank, always with n and with what was missing (domain.md §2.5)."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Percentiles:
    """Nearest rank, with n and how many stamps were missing."""

    n: int
    missing: int
    p50_s: int | None
    p90_s: int | None


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
