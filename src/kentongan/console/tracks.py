"""The ways of an incident's units on paper: drawn by the server, moved by a slider where there is
JavaScript, and a table for everybody.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from kentongan.console.sketch import METRES_A_DEGREE, round_number
from kentongan.dispatch.types import Track
from kentongan.fleet.types import Position
from kentongan.geo.points import Point, distance_m

WIDTH, HEIGHT, MARGIN = 720, 420, 28
LEAST_M = 200
"""A unit that stood still is not blown up to fill the paper."""
DRAWN = 600
"""Points of one unit's line."""
ROW_EVERY = timedelta(minutes=1)
MOST_ROWS = 300
KINDS = 6
"""How many lines can be told apart, by colour and by dash; then they begin again."""


@dataclass(frozen=True, slots=True)
class Line:
    """One unit's way on the paper."""

    track: Track
    kind: int
    path: str
    steps: list[list[float]]
    """[second since the beginning, x, y] of each point: what the slider moves along."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table."""

    call_sign: str
    position: Position
    away_m: float | None


@dataclass(frozen=True, slots=True)
class Paper:
    """The drawing, north up; `bar_px` are `bar_m` metres."""

    lines: list[Line]
    place: tuple[int, int] | None
    since: datetime
    seconds: int
    fresh_s: int
    bar_px: int
    bar_m: int
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def data(self) -> list[dict[str, Any]]:
        """For the script: whose mark goes where, when."""
        return [{"id": str(line.track.assignment_id), "steps": line.steps} for line in self.lines]


def paper_of(tracks: Sequence[Track], place: Point | None, *, fresh: timedelta) -> Paper | None:
    """All ways and the place, as large as they fit. None where no unit has said where it was."""
    points = [each.point for track in tracks for each in track.points]
    if not points:
        return None
    every = [*points, place] if place else points
    lat, lon = _middle([p.lat for p in every]), _middle([p.lon for p in every])
    narrower = math.cos(math.radians(lat))
    flat = [((p.lon - lon) * METRES_A_DEGREE * narrower, (p.lat - lat) * METRES_A_DEGREE)
            for p in every]  # fmt: skip
    scale = min(
        (WIDTH - 2 * MARGIN) / max(2 * max(abs(east) for east, _ in flat), LEAST_M),
        (HEIGHT - 2 * MARGIN) / max(2 * max(abs(north) for _, north in flat), LEAST_M),
    )

    def on_paper(point: Point) -> tuple[int, int]:
        east = (point.lon - lon) * METRES_A_DEGREE * narrower
        north = (point.lat - lat) * METRES_A_DEGREE
        return round(WIDTH / 2 + east * scale), round(HEIGHT / 2 - north * scale)

    known = [track for track in tracks if track.points]
    since = min(track.points[0].at for track in known)
    until = max(track.points[-1].at for track in known)
    bar_m = round_number(WIDTH * 0.25 / scale)
    lines = []
    for number, track in enumerate(known):
        spots = [(each.at, *on_paper(each.point)) for each in track.points]
        lines.append(
            Line(
                track=track,
                kind=number % KINDS + 1,
                path="M" + "L".join(f"{x} {y}" for _, x, y in spots),
                steps=[[(at - since).total_seconds(), x, y] for at, x, y in spots],
            )
        )
    return Paper(
        lines=lines, place=on_paper(place) if place else None, since=since,
        seconds=max(1, round((until - since).total_seconds())),
        fresh_s=round(fresh.total_seconds()), bar_px=round(bar_m * scale), bar_m=bar_m,
    )  # fmt: skip


def _middle(values: Sequence[float]) -> float:
    return (min(values) + max(values)) / 2


def rows_of(tracks: Sequence[Track], place: Point | None) -> list[Row]:
    """One row a minute of each unit, in the order of time: what is drawn, to be read."""
    rows = []
    for track in tracks:
        last: datetime | None = None
        for each in track.points:
            if last is not None and each is not track.points[-1] and each.at - last < ROW_EVERY:
                continue
            last = each.at
            rows.append(
                Row(track.call_sign, each, distance_m(each.point, place) if place else None)
            )
    rows.sort(key=lambda row: (row.position.at, row.call_sign))
    return rows[:MOST_ROWS]
