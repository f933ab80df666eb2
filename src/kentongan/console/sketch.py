"""Two points on a hand's breadth of paper: where this caller is and where that incident is.

Drawn by the server and without tiles: it is there with the line down, and says how far at a glance.
"""

import math
from dataclasses import dataclass
from typing import Protocol

from kentongan.geo.places import is_positioned

WIDTH, HEIGHT, MARGIN = 240, 88, 16
METRES_A_DEGREE = 111_320
LEAST_M = 40
"""Nearer than this two points are one: the paper is not blown up further."""
_BAR_SHARE = 0.4


class Placed(Protocol):
    """Whatever may have a point."""

    @property
    def lat(self) -> float | None: ...
    @property
    def lon(self) -> float | None: ...
    @property
    def accuracy_m(self) -> float | None: ...


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of the paper, with the radius within which it may lie."""

    x: int
    y: int
    radius: int


@dataclass(frozen=True, slots=True)
class Sketch:
    """The drawing: north is up, `bar_px` are `bar_m` metres."""

    here: Dot
    there: Dot
    bar_px: int
    bar_m: int
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def bar_to(self) -> int:
        """Where the scale bar ends."""
        return 6 + self.bar_px


def sketch_of(here: Placed, there: Placed, *, qualities: tuple[str, str]) -> Sketch | None:
    """Both points, as large as they fit. None unless both are positions: a centre is never one."""
    if not all(is_positioned(quality) for quality in qualities):
        return None
    if None in (here.lat, here.lon, there.lat, there.lon):
        return None
    east, north = _metres(here, there)
    scale = min(
        (WIDTH - 2 * MARGIN) / max(abs(east), LEAST_M),
        (HEIGHT - 2 * MARGIN) / max(abs(north), LEAST_M),
    )
    bar_m = round_number(WIDTH * _BAR_SHARE / scale)
    return Sketch(
        here=_dot(here, -east / 2, -north / 2, scale),
        there=_dot(there, east / 2, north / 2, scale),
        bar_px=round(bar_m * scale),
        bar_m=bar_m,
    )


def _metres(here: Placed, there: Placed) -> tuple[float, float]:
    """How far east and north, on the flat: good to a thousandth within a regency."""
    assert here.lat is not None and there.lat is not None  # noqa: PT018 - asked by the caller
    assert here.lon is not None and there.lon is not None  # noqa: PT018
    narrower = math.cos(math.radians((here.lat + there.lat) / 2))
    return (
        (there.lon - here.lon) * METRES_A_DEGREE * narrower,
        (there.lat - here.lat) * METRES_A_DEGREE,
    )


def _dot(of: Placed, east: float, north: float, scale: float) -> Dot:
    radius = min(round((of.accuracy_m or 0) * scale), WIDTH)
    return Dot(round(WIDTH / 2 + east * scale), round(HEIGHT / 2 - north * scale), radius)


def round_number(metres: float) -> int:
    """For a scale bar: the largest 1, 2 or 5 with noughts that is not more."""
    ten = 10 ** math.floor(math.log10(metres))
    return max(1, int(next(step for step in (5, 2, 1) if step * ten <= metres) * ten))
