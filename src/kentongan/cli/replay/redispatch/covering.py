"""What the desk would know of cover, from the record's own calls."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid5

from kentongan.cli.replay.redispatch.demands import Call
from kentongan.cli.replay.redispatch.vehicles import Vehicle
from kentongan.dispatch.limits import BUSY_SHARE, COVER_WITHIN, LATER_AT_MOST
from kentongan.dispatch.rules import Weights, need_key
from kentongan.dispatch.selectors.cover import PLACE_RESOLUTION
from kentongan.dispatch.types import CoverMap
from kentongan.geo.points import Point, cell_of, larger_cell, middle_of
from kentongan.geo.travel import Travel

HOMES = UUID(int=112)
TRIED_S = 30
"""Seconds for each percent of lost cover where `--cover-weight` says nothing: something to see."""


@dataclass(frozen=True, slots=True)
class CoverAsked:
    """By what `ours-cover` weighs: seconds a percent, and within how many seconds is in time."""

    weight_s: float = TRIED_S
    within_s: int = COVER_WITHIN.starting

    @property
    def weights(self) -> Weights:
        """As a node that has decided nothing else."""
        return Weights(
            per_percent_s=self.weight_s, most_s=LATER_AT_MOST.starting,
            busy_share=BUSY_SHARE.starting / 100,
        )  # fmt: skip


def home_id(home: Point) -> UUID:
    """A station's id: units of one place are of one station."""
    return uuid5(HOMES, f"{home.lat} {home.lon}")


def cover_of(
    calls: Sequence[Call], fleet: Sequence[Vehicle], travel: Travel, within_s: int
) -> CoverMap:
    """Where the record's own calls come from and which station is there in time: more than a desk
    can know beforehand, so what this shows is the most that weighing could bring.
    """
    needs = {vehicle.unit_type: need_key(vehicle.capabilities) for vehicle in fleet}
    counted: dict[str, Counter[int]] = defaultdict(Counter)
    for call in calls:
        cell = larger_cell(cell_of(call.place.lat, call.place.lon), PLACE_RESOLUTION)
        for demand in call.demands:
            counted[needs[demand.unit_type]][cell] += 1
    cells = sorted({cell for counts in counted.values() for cell in counts})
    number = {cell: n for n, cell in enumerate(cells)}
    return CoverMap(
        measured_at=datetime.fromtimestamp(0, UTC),
        within_s=within_s,
        reach=_reach(cells, fleet, travel, within_s),
        calls={
            need: {number[cell]: n for cell, n in counts.items()}
            for need, counts in counted.items()
        },
        post_places=(),
    )


def _reach(
    cells: Sequence[int], fleet: Sequence[Vehicle], travel: Travel, within_s: int
) -> dict[UUID, frozenset[int]]:
    homes = {vehicle.home: vehicle.kmh for vehicle in fleet}
    reach: dict[Point, set[int]] = {home: set() for home in homes}
    for n, cell in enumerate(cells):
        ways = travel.to_goal(middle_of(cell), list(homes), speed_kmh=list(homes.values()))
        for home, way in zip(homes, ways, strict=True):
            if way is not None and way.seconds <= within_s:
                reach[home].add(n)
    return {home_id(home): frozenset(places) for home, places in reach.items()}
