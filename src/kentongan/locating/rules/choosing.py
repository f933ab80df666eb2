"""Of several places the last good one: callers move. Where none is good, the closest circle."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from kentongan.locating.told import Reading


def best_of(readings: Sequence[Reading], *, fresh_since: datetime, good_m: int) -> UUID | None:
    """The one to look at first (domain.md §2.7: "last with radius ≤ 100 m wins"), None of none.

    What was measured before `fresh_since` counts only where nothing else is: the telephone may have
    been elsewhere then.
    """
    fresh = [each for each in readings if each.at >= fresh_since]
    asked = fresh or readings
    good = [each for each in asked if each.radius_m <= good_m]
    if good:
        return max(good, key=lambda each: (each.at, -each.radius_m)).id
    closest = min(asked, key=lambda each: (each.radius_m, -each.at.timestamp()), default=None)
    return closest.id if closest else None
