"""What the replay tells: counts, and response times by priority as percentiles with their n.

Nearest rank: the p-th percentile of n sorted values is the one at rank ceil(p · n / 100).
`per_unit` counts each unit's response; `first_unit` counts each incident once, by the unit whose
end stamp of that interval came first. A missing stamp and a negative interval count in `missing`.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

INTERVALS = {
    "received_entry": ("received", "entry"),
    "entry_dispatch": ("entry", "dispatch"),
    "dispatch_response": ("dispatch", "response"),
    "response_on_scene": ("response", "on_scene"),
    "received_on_scene": ("received", "on_scene"),
    "on_scene_available": ("on_scene", "available"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One unit's response as the node has stored it."""

    call: str
    priority: str
    stamps: dict[str, datetime | None]

    def seconds(self, interval: str) -> float | None:
        """The interval's length, or None where a stamp is missing or they go backwards."""
        begin, end = (self.stamps.get(name) for name in INTERVALS[interval])
        if begin is None or end is None or end < begin:
            return None
        return (end - begin).total_seconds()


def nearest_rank(values: Sequence[float], percent: float) -> float | None:
    """The percentile of sorted values by nearest rank; None of none."""
    if not values:
        return None
    return values[max(0, math.ceil(percent / 100 * len(values)) - 1)]


def percentiles(responses: Iterable[Told]) -> dict[str, dict[str, dict[str, Any]]]:
    """By priority and interval: `per_unit` and `first_unit`."""
    by_priority: dict[str, list[Told]] = defaultdict(list)
    for response in responses:
        by_priority[response.priority].append(response)
    return {
        priority: {
            interval: {
                "per_unit": _figures([r.seconds(interval) for r in told]),
                "first_unit": _figures([f.seconds(interval) for f in _first_units(told, interval)]),
            }
            for interval in INTERVALS
        }
        for priority, told in sorted(by_priority.items())
    }


def _first_units(responses: list[Told], interval: str) -> list[Told]:
    """For each call the response that ended this interval first."""
    end = INTERVALS[interval][1]
    first: dict[str, Told] = {}
    for response in responses:
        best = first.setdefault(response.call, response)
        stamp, best_stamp = response.stamps.get(end), best.stamps.get(end)
        if stamp is not None and (best_stamp is None or stamp < best_stamp):
            first[response.call] = response
    return list(first.values())


def _figures(seconds: Iterable[float | None]) -> dict[str, float | int | None]:
    given = list(seconds)
    known = sorted(value for value in given if value is not None)
    return {
        "n": len(known),
        "missing": len(given) - len(known),
        "p50_s": nearest_rank(known, 50),
        "p90_s": nearest_rank(known, 90),
    }
