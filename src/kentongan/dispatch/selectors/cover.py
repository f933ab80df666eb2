"""What each post reaches in time: as measured last, and what has to be measured."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from kentongan.dispatch.limits import (
    BUSY_SHARE,
    COVER_WEIGHT,
    COVER_WITHIN,
    CREW_RESTED,
    CREW_WEIGHT,
    LATER_AT_MOST,
)
from kentongan.dispatch.models import CoverMeasure
from kentongan.dispatch.rules import Weights, need_key
from kentongan.dispatch.selectors.configuration import configuration
from kentongan.dispatch.types import CoverMap
from kentongan.fleet.selectors import units_snapshot
from kentongan.geo.points import Point, larger_cell, middle_of
from kentongan.incidents.selectors import count_by_cell
from kentongan.journal.kept import Kept

EVERY = timedelta(days=1)
OF_THE_LAST = timedelta(days=365)
"""A year holds every season: rob and floods come at their own time."""
PLACE_RESOLUTION = 7
"""Hexagons of some five square kilometres: a regency is a hundred or two of them."""
MOST_PLACES = 200
"""Those that most calls have come from; one search each."""


@dataclass(frozen=True, slots=True)
class ToMeasure:
    """What a measuring goes through: the places, the posts, and how many calls came from where."""

    places: tuple[Point, ...]
    posts: Mapping[UUID, Point]
    calls: Mapping[str, Mapping[int, int]]
    post_places: tuple[int, ...]
    within_s: int
    posts_key: str


def cover_map() -> CoverMap | None:
    """As measured last, from memory; None on a node that has not measured yet."""
    return _measured.get()[0]


def weights_at(at: datetime) -> Weights:
    """What the regency has decided that cover and a crew's hours are worth."""
    return Weights(
        per_percent_s=COVER_WEIGHT.at(at),
        per_hour_s=CREW_WEIGHT.at(at),
        rested=CREW_RESTED.lasts(at),
        most_s=LATER_AT_MOST.at(at),
        busy_share=BUSY_SHARE.at(at) / 100,
    )


def is_cover_due(at: datetime) -> bool:
    """Whether it is a day old, the posts are others, or another time is asked for."""
    rows = CoverMeasure.objects.order_by("-measured_at")
    row = rows.values_list("measured_at", "posts", "within_s").first()
    if row is None or at - row[0] >= EVERY:
        return True
    return row[1:] != (posts_key(_posts()), COVER_WITHIN.at(at))


def cover_to_measure(at: datetime) -> ToMeasure:
    """The places that calls of the last year came from, and those where posts stand."""
    posts = _posts()
    counts = list(count_by_cell(since=at - OF_THE_LAST))
    found = _places(counts)
    number = {cell: n for n, (cell, _) in enumerate(found)}
    calls: dict[str, dict[int, int]] = defaultdict(dict)
    for category, family, region, cell, count in counts:
        place = number.get(larger_cell(cell, PLACE_RESOLUTION))
        if place is None:
            continue
        routes = configuration().routes(category=category, family=family, region=region, at=at)
        for key in {need_key(route.capabilities) for route in routes if route.capabilities}:
            calls[key][place] = calls[key].get(place, 0) + count
    places = [point for _, point in found] + list(posts.values())
    return ToMeasure(
        places=tuple(places), posts=posts, calls=calls,
        post_places=tuple(range(len(found), len(places))),
        within_s=COVER_WITHIN.at(at), posts_key=posts_key(posts),
    )  # fmt: skip


def posts_key(posts: Mapping[UUID, Point]) -> str:
    """A few letters that differ when a post is added, moved or gone."""
    lines = sorted(f"{post} {point.lat:.6f} {point.lon:.6f}" for post, point in posts.items())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _places(counts: Iterable[tuple[str, str, str, int, int]]) -> list[tuple[int, Point]]:
    """The hexagons that most calls came from, each as its busiest spot: people live there, and
    roads lead there, which is not so of its middle.
    """
    totals: dict[int, int] = defaultdict(int)
    spots: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for _, _, _, cell, count in counts:
        large = larger_cell(cell, PLACE_RESOLUTION)
        totals[large] += count
        spots[large][cell] += count
    busiest = sorted(totals, key=lambda large: (-totals[large], large))[:MOST_PLACES]
    return [
        (large, middle_of(max(spots[large], key=lambda cell: (spots[large][cell], cell))))
        for large in busiest
    ]


def _posts() -> dict[UUID, Point]:
    """Every post with a place at which a unit is at home."""
    units = units_snapshot().units
    return {u.post_id: u.post_point for u in units if u.post_id and u.post_point}


def _read() -> tuple[CoverMap | None]:
    row = CoverMeasure.objects.order_by("-measured_at").first()
    if row is None:
        return (None,)
    return (
        CoverMap(
            measured_at=row.measured_at,
            within_s=row.within_s,
            reach={UUID(post): frozenset(places) for post, places in row.reach.items()},
            calls={
                need: {int(place): count for place, count in counted.items()}
                for need, counted in row.calls.items()
            },
            post_places=tuple(row.post_places),
        ),
    )


_measured = Kept("dispatch.cover.", _read)
