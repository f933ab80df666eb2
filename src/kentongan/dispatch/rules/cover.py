"""What a unit leaves behind when it goes, and how long its crew has been on duty.

Which of the units that could go is best is not decided by its own minutes alone: the last engine of
a valley leaves the next call there without one. How much is left is the marginal expected cover of
MEXCLP (Daskin, "A maximum expected covering location model", Transportation Science 17, 1983), used
for sending as by Jagtenberg, Bhulai & van der Mei ("Dynamic ambulance dispatching: is the
closest-idle policy always optimal?", Health Care Management Science 20, 2017). They find fewer late
arrivals at the price of a longer mean, which is why a P1 is never made to wait for it, and others
only for so long as the regency has decided (ADR 0019).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID

from kentongan.dispatch.types.cover import CoverLeft, CoverMap
from kentongan.fleet.types import UnitRecord
from kentongan.incidents.enums import Priority

LEAST_CALLS = 30
"""Fewer calls of a kind say little of where the next one comes from: then every post's own place
counts alike."""
NEVER_LATER = frozenset({Priority.P1})
"""Where a life is in danger who is there first goes first, whatever the weights."""
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Weights:
    """What the regency has decided: seconds of later arrival that something is worth."""

    per_percent_s: float = 0.0
    """For each percent of such calls whose expected cover is lost."""
    per_hour_s: float = 0.0
    """For each hour that a crew has been on duty beyond `rested`."""
    rested: timedelta = timedelta(hours=12)
    most_s: float = 0.0
    """Never more than this, whatever adds up."""
    busy_share: float = 0.0
    """How often a unit that covers a place is at another call: q of MEXCLP."""

    def may_reorder(self, priority: str) -> bool:
        """Whether anything but minutes can change the order for this priority."""
        weighs = self.per_percent_s > 0 or self.per_hour_s > 0
        return self.most_s > 0 and weighs and priority not in NEVER_LATER


@dataclass(frozen=True, slots=True)
class Weighed:
    """One unit: what it would leave, its crew's hours, and so how much later it is put."""

    left: CoverLeft | None
    on_duty: timedelta | None
    is_tired: bool
    later_s: float


NOT_WEIGHED = Weighed(None, None, False, 0.0)


class Weighing:
    """Weighs the units of one question. `able` are those that stand ready for such calls."""

    def __init__(
        self, cover: CoverMap | None, need: Iterable[str], able: Iterable[UnitRecord],
        weights: Weights, *, priority: str, at: datetime,
    ) -> None:  # fmt: skip
        self._weights, self._at = weights, at
        able = tuple(able)
        self._able = frozenset(unit.id for unit in able)
        self._by_post = _ByPost(cover, need, able, weights.busy_share) if cover else None
        self.reorders = weights.may_reorder(priority)

    def of(self, unit: UnitRecord) -> Weighed:
        """What is known of it; nothing of a unit that does not stand ready for such calls."""
        left = self._by_post.left(unit.post_id) if self._by_post and unit.id in self._able else None
        on_duty = None if unit.crew_since is None else max(self._at - unit.crew_since, timedelta())
        over = max((on_duty or timedelta()) - self._weights.rested, timedelta())
        later_s = self._later_s(left, over) if self.reorders else 0.0
        return Weighed(left, on_duty, over > timedelta(), later_s)

    def _later_s(self, left: CoverLeft | None, over: timedelta) -> float:
        weights = self._weights
        later_s = weights.per_percent_s * left.lost * 100 if left else 0.0
        return min(later_s + weights.per_hour_s * (over / HOUR), weights.most_s)


class _ByPost:
    """What leaving each post takes away, worked out once a post: units of one post are alike."""

    def __init__(
        self, cover: CoverMap, need: Iterable[str], able: Iterable[UnitRecord], busy_share: float
    ) -> None:
        self._cover, self._busy_share = cover, busy_share
        self._shares, self._calls = shares_of(cover, need)
        self._units_at: Counter[int] = Counter()
        # by post, not by unit: hundreds of units stand at some dozens of posts
        for post, units in Counter(u.post_id for u in able if u.post_id is not None).items():
            for place in cover.reach.get(post, ()):
                self._units_at[place] += units
        self._known: dict[UUID, CoverLeft] = {}

    @cached_property
    def _unreached(self) -> float:
        return sum(share for i, share in self._shares.items() if not self._units_at[i])

    def left(self, post_id: UUID | None) -> CoverLeft | None:
        """None for a post that has not been measured yet."""
        if post_id is None or post_id not in self._cover.reach:
            return None
        if post_id not in self._known:
            self._known[post_id] = self._leaving(self._cover.reach[post_id])
        return self._known[post_id]

    def _leaving(self, reach: Iterable[int]) -> CoverLeft:
        q, alone, lost = self._busy_share, 0.0, 0.0
        for i in reach:
            share, units = self._shares.get(i, 0.0), self._units_at[i]
            alone += share if units == 1 else 0.0
            lost += share * (1 - q) * q ** (units - 1)
        return CoverLeft(
            unreached_now=self._unreached, unreached_after=self._unreached + alone, lost=lost,
            calls=self._calls, within_s=self._cover.within_s,
        )  # fmt: skip


def shares_of(cover: CoverMap, need: Iterable[str]) -> tuple[Mapping[int, float], int]:
    """Where the next call with this need comes from: shares by place, and of how many calls.

    Of too few calls the posts' own places count alike, and 0 calls are said.
    """
    counted = cover.calls.get(need_key(need), {})
    total = sum(counted.values())
    if total >= LEAST_CALLS:
        return {place: count / total for place, count in counted.items()}, total
    places = cover.post_places
    return dict.fromkeys(places, 1 / len(places)) if places else {}, 0


def need_key(need: Iterable[str]) -> str:
    """What a kind of call is counted under: what it asks of the agency that leads."""
    return "+".join(sorted(need))
