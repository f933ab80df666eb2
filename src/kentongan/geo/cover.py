"""Near-by and bounding-box questions on an indexed `cell` column of any database.

A cover is at most 32 `BETWEEN` ranges of cells of resolution 9 that hold every point of the box;
the exact test follows. Boxes wider than a cover is worth are asked by latitude and longitude alone.
"""

import functools
import math
from dataclasses import dataclass

import h3
from django.db.models import Q

from kentongan.geo.errors import NoSuchBox, NoSuchPoint
from kentongan.geo.points import CELL_RESOLUTION, EARTH_RADIUS_M, Point, cell_of, haversine_m

MAX_RANGES = 32
MAX_CELLS = 160
"""How many cells, of whatever resolution, a cover is made from: well under a millisecond's work."""

WIDE_BOX_M = 150_000.0
"""Beyond this diagonal a box holds most of a regency's rows, and plain bounds are as fast."""

COARSEST = 4
DIGIT_BITS = 3
H3_RESOLUTIONS = 15
METRES_PER_DEGREE = math.pi * EARTH_RADIUS_M / 180
BOX_NUMBERS = 4

# Children reach beyond their parent's edge (h3geo.org, "indexing": containment is approximate), at
# most 0.6 of its length; and the longest edges are 1.3 times the average.
PAD_EDGES = 1.0

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Box:
    """A box of latitudes and longitudes, edges included. Refuses one inside out (GEO-006)."""

    min_lat: float
    min_lon: float
    max_lat: float
    max_lon: float

    def __post_init__(self) -> None:
        lows, highs = Point(self.min_lat, self.min_lon), Point(self.max_lat, self.max_lon)
        if lows.lat > highs.lat or lows.lon > highs.lon:
            raise NoSuchBox(text=f"{lows.lon},{lows.lat},{highs.lon},{highs.lat}")

    def holds(self, lat: float, lon: float) -> bool:
        """The exact test."""
        return self.min_lat <= lat <= self.max_lat and self.min_lon <= lon <= self.max_lon

    @property
    def diagonal_m(self) -> float:
        return haversine_m(self.min_lat, self.min_lon, self.max_lat, self.max_lon)


@dataclass(frozen=True, slots=True)
class Cover:
    """A box and the cells to look in; without ranges the box is asked by its bounds alone."""

    box: Box
    ranges: tuple[Range, ...] = ()

    def where(self, *, cell: str = "cell", lat: str = "lat", lon: str = "lon") -> Q:
        """The condition on the named columns: ranges of cells, and the box exactly."""
        bounds = Q(
            **{
                f"{lat}__range": (self.box.min_lat, self.box.max_lat),
                f"{lon}__range": (self.box.min_lon, self.box.max_lon),
            }
        )
        return self._cells(cell) & bounds if self.ranges else bounds

    def _cells(self, column: str) -> Q:
        anywhere = Q()
        for between in self.ranges:
            anywhere |= Q(**{f"{column}__range": between})
        return anywhere

    def may_hold(self, lat: float, lon: float) -> bool:
        """Whether the ranges let a point through; every point of the box is."""
        value = cell_of(lat, lon)
        return not self.ranges or any(low <= value <= high for low, high in self.ranges)


def read_box(text: str) -> Box:
    """`minLon,minLat,maxLon,maxLat` as a box. Refuses what is none (GEO-006)."""
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        raise NoSuchBox(text=text) from None
    if len(numbers) != BOX_NUMBERS:
        raise NoSuchBox(text=text)
    min_lon, min_lat, max_lon, max_lat = numbers
    try:
        return Box(min_lat=min_lat, min_lon=min_lon, max_lat=max_lat, max_lon=max_lon)
    except NoSuchPoint:
        raise NoSuchBox(text=text) from None


def box_around(centre: Point, radius_m: float) -> Box:
    """The smallest box that holds a circle; cut off at the poles and the date line."""
    delta_lat = radius_m / METRES_PER_DEGREE
    edge_lat = min(89.9, abs(centre.lat) + delta_lat)
    # the circle is widest between its centre and the pole: asin instead of a division by cos(lat)
    ratio = math.sin(min(radius_m / EARTH_RADIUS_M, math.pi / 2)) / math.cos(math.radians(edge_lat))
    delta_lon = math.degrees(math.asin(ratio)) if ratio < 1 else 180.0
    return Box(
        min_lat=max(-90.0, centre.lat - delta_lat),
        min_lon=max(-180.0, centre.lon - delta_lon),
        max_lat=min(90.0, centre.lat + delta_lat),
        max_lon=min(180.0, centre.lon + delta_lon),
    )


def cover_circle(centre: Point, radius_m: float) -> Cover:
    """The cover of the circle's box; ask `haversine_m` for the exact test."""
    return cover_box(box_around(centre, radius_m))


@functools.lru_cache(maxsize=256)
def cover_box(box: Box) -> Cover:
    """At most 32 ranges of cells that hold every point of the box, or none for a wide box."""
    if box.diagonal_m > WIDE_BOX_M:
        return Cover(box)
    for resolution in range(CELL_RESOLUTION, COARSEST - 1, -1):
        padded = _padded(box, resolution)
        if padded is None:
            return Cover(box)
        if _expected_cells(padded, resolution) <= MAX_CELLS:
            return Cover(box, _ranges_of(padded, resolution))
    return Cover(box)


def _ranges_of(box: Box, resolution: int) -> tuple[Range, ...]:
    corners = [
        (box.min_lat, box.min_lon),
        (box.min_lat, box.max_lon),
        (box.max_lat, box.max_lon),
        (box.max_lat, box.min_lon),
    ]
    cells = h3.h3shape_to_cells_experimental(h3.LatLngPoly(corners), resolution, contain="overlap")
    return _fewest(_joined(sorted(_descendants(h3.str_to_int(cell), resolution) for cell in cells)))


def _padded(box: Box, resolution: int) -> Box | None:
    """The box with a margin of about an edge, or None where it would leave the globe."""
    pad_m = PAD_EDGES * h3.average_hexagon_edge_length(resolution, unit="m")
    pad_lat = pad_m / METRES_PER_DEGREE
    widest = max(abs(box.min_lat), abs(box.max_lat)) + pad_lat
    if widest >= 89:  # noqa: PLR2004 - near a pole longitudes mean nothing; bounds do
        return None
    pad_lon = pad_lat / math.cos(math.radians(widest))
    if box.min_lon - pad_lon < -180 or box.max_lon + pad_lon > 180:  # noqa: PLR2004 - date line
        return None
    return Box(
        min_lat=box.min_lat - pad_lat,
        min_lon=box.min_lon - pad_lon,
        max_lat=box.max_lat + pad_lat,
        max_lon=box.max_lon + pad_lon,
    )


def _expected_cells(box: Box, resolution: int) -> float:
    height_m = (box.max_lat - box.min_lat) * METRES_PER_DEGREE
    middle = math.radians((box.min_lat + box.max_lat) / 2)
    width_m = (box.max_lon - box.min_lon) * METRES_PER_DEGREE * math.cos(middle)
    return height_m * width_m / float(h3.average_hexagon_area(resolution, unit="m^2"))


def _descendants(cell: int, resolution: int) -> Range:
    """The first and last resolution-9 index under a cell: its digits below are all 0, or all 6.

    H3 index layout (h3geo.org, "bit layout"): resolution in bits 52–55, digit r in 3 bits counted
    from the top; unused digits are 7. Indices of one resolution under one parent are one run.
    """
    first = (cell & ~(0xF << 52)) | (CELL_RESOLUTION << 52)
    last = first
    for digit in range(resolution + 1, CELL_RESOLUTION + 1):
        shift = DIGIT_BITS * (H3_RESOLUTIONS - digit)
        first &= ~(7 << shift)
        last = (last & ~(7 << shift)) | (6 << shift)
    return first, last


def _joined(ranges: list[Range]) -> list[Range]:
    """Sorted ranges with those that touch made one."""
    joined: list[Range] = []
    for low, high in ranges:
        if joined and _next_index(joined[-1][1]) >= low:
            joined[-1] = (joined[-1][0], max(joined[-1][1], high))
        else:
            joined.append((low, high))
    return joined


def _next_index(cell: int) -> int:
    """The index of resolution 9 that follows in number: digits count to 6, then carry."""
    unit_shift = DIGIT_BITS * (H3_RESOLUTIONS - CELL_RESOLUTION)
    following = cell + (1 << unit_shift)
    for digit in range(CELL_RESOLUTION, 1, -1):
        shift = DIGIT_BITS * (H3_RESOLUTIONS - digit)
        if (following >> shift) & 7 != 7:  # noqa: PLR2004 - the digit that marks "unused"
            break
        following += 1 << shift
    return following


def _fewest(ranges: list[Range]) -> tuple[Range, ...]:
    """At most 32 ranges: the smallest gaps are covered too, which costs rows and misses none."""
    if len(ranges) <= MAX_RANGES:
        return tuple(ranges)
    gaps = sorted(range(1, len(ranges)), key=lambda i: ranges[i][0] - ranges[i - 1][1])
    kept = sorted(gaps[len(ranges) - MAX_RANGES :])
    starts = [0, *kept]
    ends = [*kept, len(ranges)]
    return tuple(
        (ranges[start][0], ranges[end - 1][1]) for start, end in zip(starts, ends, strict=True)
    )
