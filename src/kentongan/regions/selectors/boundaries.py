"""Which region a point lies in: by valid polygons only, never by a centre (practice.md §2.1)."""

from bisect import bisect_left
from dataclasses import dataclass

from django.db.models import QuerySet

from kentongan.geo.areas import AreaIndex, from_wkb, outline_of
from kentongan.journal.kept import Kept
from kentongan.regions.models import Boundary, Region
from kentongan.regions.types import LENGTHS, VILLAGE_LEVEL, subtree, undotted


@dataclass(frozen=True, slots=True)
class _Level:
    """The valid polygons of one level, and their codes in order."""

    index: AreaIndex
    codes: list[str]


def find_village_at(lat: float, lon: float) -> Region | None:
    """The village whose valid polygon holds the point, else None: then a person picks one.

    None as well where two polygons overlap or meet: that a point has two villages is no answer.
    """
    return find_region_at(lat, lon, level=VILLAGE_LEVEL)


def find_region_at(lat: float, lon: float, *, level: int) -> Region | None:
    """The region of a level whose valid polygon holds the point, else None.

    Above the village a region has a polygon of its own or none: villages are not added up, since
    one that is missing would put the point into no kecamatan at all.
    """
    codes = _levels.get()[level].index.keys_at(lat, lon)
    return Region.objects.filter(code=codes[0]).first() if len(codes) == 1 else None


def has_boundaries(root: str) -> bool:
    """Whether any village at or below `root` has a valid polygon."""
    start, until = subtree(undotted(root))
    codes = _levels.get()[VILLAGE_LEVEL].codes
    return bisect_left(codes, start) < bisect_left(codes, until)


def list_boundaries(root: str, *, level: int) -> QuerySet[Boundary]:
    """The valid polygons of a level at or below `root`, for maps."""
    start, until = subtree(undotted(root))
    among = Boundary.objects.filter(region__code__gte=start, region__code__lt=until)
    found = among.filter(is_valid=True, region__level=level)
    return found.select_related("region").order_by("region_id")


def list_faulty_boundaries() -> list[Boundary]:
    """The polygons that are kept but used for nothing, each with its problem."""
    return list(Boundary.objects.filter(is_valid=False).order_by("region_id"))


def outlines() -> bytes:
    """The valid outlines of villages as one GeoJSON FeatureCollection, for drawing only."""
    return _outlines.get()


def _draw() -> bytes:
    rows = Boundary.objects.filter(is_valid=True, region__level=VILLAGE_LEVEL).order_by("region_id")
    features = [
        '{"type":"Feature","properties":{},"geometry":' + outline_of(wkb) + "}"
        for wkb in rows.values_list("wkb", flat=True).iterator()
    ]
    return ('{"type":"FeatureCollection","features":[' + ",".join(features) + "]}").encode()


_outlines: Kept[bytes] = Kept("regions.boundaries.", _draw)


def _load() -> dict[int, _Level]:
    rows = Boundary.objects.filter(is_valid=True).order_by("region_id")
    by_length: dict[int, list[tuple[str, bytes | memoryview]]] = {length: [] for length in LENGTHS}
    for code, wkb in rows.values_list("region_id", "wkb").iterator():
        by_length[len(code)].append((code, wkb))
    return {
        level: _Level(
            index=AreaIndex((code, from_wkb(wkb)) for code, wkb in by_length[length]),
            codes=[code for code, _ in by_length[length]],
        )
        for level, length in enumerate(LENGTHS, start=1)
    }


_levels: Kept[dict[int, _Level]] = Kept("regions.boundaries.", _load)
